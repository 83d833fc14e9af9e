// For tests of the browser shell's server: a page of two files, the way in, and requests a browser would never send.
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { ShellServer } from '../../electron/browser/server.ts';
import type { PageFile } from '../../electron/page.ts';

export const page: ReadonlyMap<string, PageFile> = new Map([
  ['/', { type: 'text/html; charset=utf-8', read: () => Buffer.from('<!doctype html><title>居') }],
  ['/main.js', { type: 'text/javascript; charset=utf-8', read: () => Buffer.from('void 0;') }],
]);

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request exactly as given: `fetch` would mend the path and refuse to set Host. */
export function ask(
  server: Pick<ShellServer, 'url'>,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((answer, fail) => {
    const sent = request({ hostname, port, path, agent: false, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () =>
        answer({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.once('error', fail);
    sent.end();
  });
}

/** Enters by a fresh nonce; the cookie as a browser would send it. */
export async function enter(server: ShellServer): Promise<string> {
  const { headers } = await ask(server, new URL(server.bootUrl()).pathname);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}
