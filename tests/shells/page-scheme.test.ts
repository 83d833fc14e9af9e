// kiosk://app/ gives the listed files with the policy's headers, and nothing else by whatever path.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPage } from '../../electron/page-scheme.ts';
import { openPage, pageDir, pageHeaders } from '../../electron/page.ts';

let dir: string;
let answer: ReturnType<typeof answerPage>;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-page-'));
  mkdirSync(join(dir, 'page', 'assets'), { recursive: true });
  writeFileSync(join(dir, 'secret.json'), '{}');
  writeFileSync(
    join(dir, 'page', 'index.html'),
    '<meta name="panel-mm-per-px" content="0.248" /><title>居</title>',
  );
  writeFileSync(join(dir, 'page', 'assets', 'main.js'), 'void 0;');
  writeFileSync(join(dir, 'page', 'assets', 'notes.txt'), 'not of the page');
  answer = answerPage(openPage(join(dir, 'page'), { mmPerPx: 0.31 }), 'app');
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

function expectHeaders(response: Response): void {
  for (const [name, value] of Object.entries(pageHeaders))
    expect([name, response.headers.get(name)]).toEqual([name, value]);
}

describe('the page over its scheme', () => {
  it('is given with type, length and headers, the panel’s size written in', async () => {
    const response = answer({ url: 'kiosk://app/', method: 'GET' });
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    expect(body).toContain('content="0.31"');
    expectHeaders(response);
    const script = answer({ url: 'kiosk://app/assets/main.js?v=1#x', method: 'GET' });
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'void 0;',
    ]);
  });

  it('answers HEAD without a body', async () => {
    const response = answer({ url: 'kiosk://app/', method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expectHeaders(response);
  });

  it.each([
    'kiosk://app/../secret.json',
    'kiosk://app/..%2fsecret.json',
    'kiosk://app/%2e%2e/secret.json',
    'kiosk://app/%2e%2e%2fsecret.json',
    'kiosk://app/assets/..\\..\\secret.json',
    'kiosk://app//secret.json',
    'kiosk://app//etc/passwd',
    'kiosk://app/assets/',
    'kiosk://app/assets/notes.txt',
    'kiosk://app/assets/main.js%00',
    'kiosk://app/index.html',
    'kiosk://app/__proto__',
  ])('has nothing at %s', async (url) => {
    const response = answer({ url, method: 'GET' });
    expect([response.status, await response.text()]).toEqual([404, '']);
    expectHeaders(response);
  });

  it.each([
    [421, 'GET', 'kiosk://other/'],
    [421, 'GET', 'kiosk://app.example/'],
    [421, 'GET', 'kiosk://app:1/'],
    [405, 'POST', 'kiosk://app/'],
    [405, 'OPTIONS', 'kiosk://app/'],
    [421, 'GET', 'kiosk://'],
    [400, 'GET', 'no address'],
  ])('answers %i to %s %s', (status, method, url) => {
    const response = answer({ url, method });
    expect(response.status).toBe(status);
    expectHeaders(response);
  });

  it('is found by name or beside the program', () => {
    expect(pageDir({ KIOSK_PAGE: dir })).toBe(dir);
  });
});
