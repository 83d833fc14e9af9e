// Answers Electron's requests for kiosk://app/ from the page's allow-list, with the same headers as over HTTP.
// Must not touch the disk by a path it was given.
import type { PageFile } from './page.ts';
import { pageHeaders } from './page.ts';

/** A handler for `protocol.handle`. Host and path must be exactly one of ours; everything else is refused. */
export function answerPage(
  page: ReadonlyMap<string, PageFile>,
  host: string,
): (request: Pick<Request, 'url' | 'method'>) => Response {
  const refuse = (status: number) => new Response(null, { status, headers: pageHeaders });
  return ({ url, method }) => {
    if (!URL.canParse(url)) return refuse(400);
    const address = new URL(url);
    if (address.host !== host) return refuse(421);
    if (method !== 'GET' && method !== 'HEAD') return refuse(405);
    const file = page.get(address.pathname);
    if (file === undefined) return refuse(404);
    const body = new Uint8Array(file.read());
    return new Response(method === 'HEAD' ? null : body, {
      headers: {
        ...pageHeaders,
        'Content-Type': file.type,
        'Content-Length': String(body.byteLength),
      },
    });
  };
}
