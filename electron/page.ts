// The page both shells serve: its files as an allow-list read once, and the headers that go with every one of them.
// Must not know how it is carried (HTTP or app://).
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** Content Security Policy of every answer, in both shells: nothing but the kiosk's own files runs or loads. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
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
  'Permissions-Policy':
    'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=()',
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
  '.bin': 'application/octet-stream',
};

export interface PageFile {
  readonly type: string;
  read(): Buffer;
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
  return files;
}
