// The page both shells serve: its files as an allow-list read once, and the headers that go with every one of them.
// Must not know how it is carried (HTTP or kiosk://).
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';

/**
 * Content Security Policy of every answer, in both shells: nothing but the kiosk's own files runs or loads.
 * 'wasm-unsafe-eval' lets the code reader compile its own WebAssembly file (CSP Level 3); no text becomes code by it.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.otf': 'font/otf',
  '.ttf': 'font/ttf',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

export interface PageFile {
  readonly type: string;
  read(): Buffer;
}

/** Folder of the built page: KIOSK_PAGE, else dist/renderer sought upwards from here (source, bundle and package alike). */
export function pageDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.KIOSK_PAGE !== undefined) return resolve(env.KIOSK_PAGE);
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'dist', 'renderer');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
    if (folder === dirname(folder)) throw new Error('the page is not built: run npm run build');
  }
}

/**
 * Lists the files of a built page by their URL path (`/` is index.html). Only what was there at start can be asked for,
 * so a path can never lead outside. `panel` is written into the page for its sizes in millimetres.
 */
export function openPage(
  dir: string,
  panel: { readonly mmPerPx: number },
): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const file = join(dir, name);
    const type = types[extname(name)];
    if (type === undefined || !statSync(file).isFile()) continue;
    files.set(`/${relative(dir, file).split(sep).join('/')}`, {
      type,
      read: () => readFileSync(file),
    });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no index.html in ${dir}: run npm run build`);
  const html = index
    .read()
    .toString('utf8')
    .replace(
      /(<meta name="panel-mm-per-px" content=")[^"]*(")/,
      (_whole, before: string, after: string) => `${before}${panel.mmPerPx}${after}`,
    );
  files.set('/', { type: index.type, read: () => Buffer.from(html) });
  files.delete('/index.html');
  const staff = files.get('/staff.html');
  if (staff !== undefined) files.set('/staff', staff);
  files.delete('/staff.html');
  return files;
}
