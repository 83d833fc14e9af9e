// The permit printer on a real CUPS server and on a real IPP printer: printed, failed and unknown told apart.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { permitSheet } from '../../electron/core/print/permit-sheet.ts';
import { createCodeReader } from '../../electron/core/verify.ts';
import { createCupsPrinter } from '../../electron/devices/printer.a4.ts';
import type { CupsPrinterOptions } from '../../electron/devices/printer.a4.ts';
import type { PermitPrinter, PermitSheet } from '../../electron/devices/printer.ts';
import type { DeviceStatus, Log, Permit } from '../../electron/domain.ts';
import { startCups } from '../support/cups.ts';
import { startIppeve } from '../support/ippeve.ts';
import { decode, rasterise } from '../support/paper.ts';
import { createIssuer, samplePermit } from '../support/permits.ts';
import type { Issuer } from '../support/permits.ts';
import { waitFor } from '../support/wait.ts';

let issuer: Issuer;
let permit: Permit;
beforeAll(async () => {
  issuer = await createIssuer();
  permit = await samplePermit(issuer);
});

const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).toReversed()) await undo();
});
async function kept<T extends { stop(): Promise<unknown> }>(starting: T | Promise<T>): Promise<T> {
  const part = await starting;
  cleanup.push(() => part.stop());
  return part;
}

let serials = 0;
function sheet(of: Permit = permit): PermitSheet {
  serials += 1;
  return permitSheet(of, {
    printedAt: '2026-11-23T02:00:00.000Z',
    centreName: '广州市天河区政务服务中心',
    deviceId: 'kiosk-01',
    serial: `TH01-${process.pid}-${serials}`,
    demonstration: false,
  });
}
const lines: string[] = [];
const log: Log = (level, code, fields = {}) =>
  lines.push(`${level} ${code} ${JSON.stringify(fields)}`);
/** Quick looks, and deadlines a test can wait for. */
const quick = {
  pollMs: 50,
  idleMs: 100,
  answerMs: 500,
  lostMs: 1_000,
  deadlineMs: 15_000,
  cancelMs: 3_000,
};
function printerAt(
  uri: string,
  timings: CupsPrinterOptions['timings'] = {},
): Promise<PermitPrinter> {
  return kept(createCupsPrinter({ uri, log, timings: { ...quick, ...timings } }));
}
/** Statuses told while a job runs. */
function progress() {
  const told: DeviceStatus[] = [];
  return {
    listen: (status: DeviceStatus) => void told.push(status),
    until: (reason: DeviceStatus['reason']) =>
      waitFor(`the printer to say ${reason}`, () =>
        told.find((status) => status.reason === reason),
      ),
    reasons: () => told.map(({ state, reason }) => `${state} ${reason}`),
  };
}
const ignore = () => undefined;

describe('on a real CUPS queue', () => {
  test('a sheet ends as printed, the paper exists, its codes read and verify', async () => {
    const cups = await kept(startCups());
    const printer = await printerAt(cups.uri);
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'printed', reason: 'ok' });
    const png = await rasterise(await cups.waitForPaper());
    expect(await decode(png, 'CODE_128')).toBe(permit.number);
    const read = createCodeReader([issuer.publicJwk]);
    expect(await read(await decode(png, 'QR_CODE'))).toMatchObject({
      kind: 'permit',
      claims: { jti: permit.number },
    });
  });

  test.skipIf(process.getuid?.() !== 0)(
    "a sheet comes whole through Debian's CUPS-PDF driver and PostScript (needs root)",
    async () => {
      const cups = await kept(startCups('cups-pdf'));
      const printer = await printerAt(cups.uri);
      expect(await printer.print(sheet(), ignore)).toEqual({ result: 'printed', reason: 'ok' });
      const png = await rasterise(await cups.waitForPaper());
      expect(await decode(png, 'QR_CODE')).toBe(permit.credential);
      expect(await decode(png, 'CODE_128')).toBe(permit.number);
    },
    40_000,
  );

  test('two sheets at once are printed one after the other', async () => {
    const cups = await kept(startCups());
    const printer = await printerAt(cups.uri);
    const outcomes = await Promise.all([
      printer.print(sheet(), ignore),
      printer.print(sheet(), ignore),
    ]);
    expect(outcomes.map(({ result }) => result)).toEqual(['printed', 'printed']);
    expect(await cups.sheets()).toHaveLength(2);
  });

  test('a paused queue gets no job: a permit must not come out after the person left', async () => {
    const cups = await kept(startCups());
    await cups.pausePrinter();
    const printer = await printerAt(cups.uri);
    const told = progress();
    expect(await printer.print(sheet(), told.listen)).toEqual({
      result: 'failed',
      reason: 'queue-stopped',
    });
    expect(told.reasons()).toEqual(['attention queue-stopped']);
    expect(await cups.unfinishedJobs()).toEqual([]);
    await cups.resumePrinter();
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'printed', reason: 'ok' });
    expect(await cups.sheets()).toHaveLength(1);
  });

  test('paper out is told while the job waits, and refilling it ends as printed', async () => {
    const cups = await kept(startCups());
    await cups.behave('paper-out');
    const printer = await printerAt(cups.uri);
    const told = progress();
    const printing = printer.print(sheet(), told.listen);
    expect((await told.until('paper-out')).state).toBe('attention');
    expect(printer.status()).toMatchObject({ state: 'attention', reason: 'paper-out' });
    expect(await cups.sheets()).toEqual([]);
    await cups.behave('print');
    expect(await printing).toEqual({ result: 'printed', reason: 'ok' });
    await cups.waitForPaper();
  });

  test('a job that reaches its deadline is cancelled, does not print later, and is told as unknown', async () => {
    const cups = await kept(startCups());
    await cups.behave('paper-out');
    const printer = await printerAt(cups.uri, { deadlineMs: 1_500 });
    expect(await printer.print(sheet(), ignore)).toEqual({
      result: 'unknown',
      reason: 'paper-out',
    });
    expect(await cups.unfinishedJobs()).toEqual([]);
    await cups.behave('print');
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'printed', reason: 'ok' });
    expect(await cups.sheets()).toEqual(['job-2.pdf']);
  });

  test('a job nobody waits for any more is cancelled at once', async () => {
    const cups = await kept(startCups());
    await cups.behave('paper-out');
    const printer = await printerAt(cups.uri);
    const told = progress();
    const gone = new AbortController();
    const printing = printer.print(sheet(), told.listen, gone.signal);
    await told.until('paper-out');
    gone.abort();
    expect(await printing).toEqual({ result: 'unknown', reason: 'paper-out' });
    expect(await cups.unfinishedJobs()).toEqual([]);
  });

  test('a job behind another one that was abandoned before it reached the device is a plain failure', async () => {
    const cups = await kept(startCups());
    await cups.behave('paper-out');
    const first = await printerAt(cups.uri);
    const told = progress();
    const printing = first.print(sheet(), told.listen);
    await told.until('paper-out');
    const second = await printerAt(cups.uri, { deadlineMs: 800 });
    expect(await second.print(sheet(), ignore)).toEqual({ result: 'failed', reason: 'paper-out' });
    await cups.behave('print');
    expect(await printing).toEqual({ result: 'printed', reason: 'ok' });
    expect(await cups.sheets()).toEqual(['job-1.pdf']);
  });

  test('a device that fails stops the queue: the job is cancelled and not told as printed', async () => {
    const cups = await kept(startCups());
    await cups.behave('fail');
    const printer = await printerAt(cups.uri, { deadlineMs: 2_500 });
    const told = progress();
    const outcome = await printer.print(sheet(), told.listen);
    expect(outcome).toEqual({ result: 'unknown', reason: 'queue-stopped' });
    expect(told.reasons()).toContain('attention queue-stopped');
    expect(await cups.unfinishedJobs()).toEqual([]);
    expect(await cups.sheets()).toEqual([]);
  });

  test('a queue that does not exist is told at once', async () => {
    const cups = await kept(startCups());
    const printer = await printerAt(cups.uri.replace('permits', 'nowhere'));
    expect(await printer.print(sheet(), ignore)).toEqual({
      result: 'failed',
      reason: 'queue-missing',
    });
    printer.start();
    await waitFor('the status', () => printer.status().reason === 'queue-missing' || undefined);
  });

  test('a server that dies while it prints leaves the outcome unknown', async () => {
    const cups = await kept(startCups());
    await cups.behave('paper-out');
    const printer = await printerAt(cups.uri);
    const told = progress();
    const printing = printer.print(sheet(), told.listen);
    await told.until('paper-out');
    cups.kill();
    expect(await printing).toEqual({ result: 'unknown', reason: 'offline' });
    expect(told.reasons().at(-1)).toBe('disconnected offline');
  });

  test('the idle printer is watched: ready, stopped, ready, gone', async () => {
    const cups = await kept(startCups());
    const printer = await printerAt(cups.uri);
    const seen: string[] = [];
    printer.onStatus(({ reason }) => seen.push(reason));
    printer.start();
    const until = (reason: string) =>
      waitFor(`status ${reason}`, () => printer.status().reason === reason || undefined);
    await until('ok');
    expect(printer.status().state).toBe('ready');
    await cups.pausePrinter();
    await until('queue-stopped');
    await cups.resumePrinter();
    await until('ok');
    cups.kill();
    await until('offline');
    expect(printer.status().state).toBe('disconnected');
    expect(seen).toEqual(['ok', 'queue-stopped', 'ok', 'offline']);
  });

  test('nothing of the person reaches the log or the names of jobs', async () => {
    lines.length = 0;
    const cups = await kept(startCups());
    const printer = await printerAt(cups.uri);
    await printer.print(sheet(), ignore);
    await printer.print(sheet({ ...permit, name: '陈\u{323b0}' }), ignore);
    expect(lines.join('\n')).toContain('permit-printer.sheet-not-drawn');
    for (const secret of [permit.name, permit.idNumber, permit.number, '\u{323b0}'])
      expect(lines.join('\n')).not.toContain(secret);
    const server = await readFile(`${cups.out}/../page_log`, 'utf8');
    expect(server).toContain('TH01-');
    expect(server).not.toContain(permit.idNumber);
  });
});

describe('on a real IPP printer', () => {
  test('a sheet ends as printed when the printer counted it', async () => {
    const ippeve = await kept(startIppeve());
    const printer = await printerAt(ippeve.uri);
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'printed', reason: 'ok' });
    expect(await ippeve.documents()).toHaveLength(1);
  });

  test('a job completed without a counted sheet is unknown, not printed', async () => {
    const ippeve = await kept(startIppeve('#!/bin/sh\nexit 0\n'));
    const printer = await printerAt(ippeve.uri);
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'unknown', reason: 'unknown' });
  });

  test('empty trays show paper-out while the job stays in work, and filled trays end as printed', async () => {
    const ippeve = await kept(startIppeve());
    await ippeve.takePaper();
    const printer = await printerAt(ippeve.uri);
    const told = progress();
    const printing = printer.print(sheet(), told.listen);
    expect(await told.until('paper-out')).toMatchObject({ state: 'attention' });
    await ippeve.fillPaper();
    expect(await printing).toEqual({ result: 'printed', reason: 'ok' });
    expect(told.reasons()).toContain('attention paper-out');
  });

  test('a jam and an open cover are told by name', async () => {
    const ippeve = await kept(
      startIppeve(
        '#!/bin/sh\necho "STATE: +media-jam" >&2\nsleep 1\necho "STATE: -media-jam" >&2\necho "STATE: +cover-open" >&2\nsleep 1\necho "STATE: -cover-open" >&2\necho "ATTR: job-impressions-completed=1" >&2\n',
      ),
    );
    const printer = await printerAt(ippeve.uri);
    const told = progress();
    const printing = printer.print(sheet(), told.listen);
    await told.until('paper-jam');
    await told.until('cover-open');
    expect((await printing).result).toBe('printed');
  });

  test('a printer that falls silent is a status within the limit, and goes on when it is back', async () => {
    const ippeve = await kept(startIppeve());
    await ippeve.takePaper();
    const printer = await printerAt(ippeve.uri, { lostMs: 10_000 });
    const told = progress();
    const printing = printer.print(sheet(), told.listen);
    await told.until('paper-out');
    ippeve.freeze();
    expect(await told.until('no-answer')).toMatchObject({ state: 'disconnected' });
    ippeve.thaw();
    await ippeve.fillPaper();
    expect(await printing).toEqual({ result: 'printed', reason: 'ok' });
  });
});

describe('on something that is no printer', () => {
  /** A TCP peer that does `serve` with each connection. */
  async function peer(serve: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', ignore);
      serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/printers/permits`;
  }
  const http =
    (body: Buffer | string, status = '200 OK') =>
    (socket: Socket) =>
      socket.on('data', () => {
        socket.end(
          Buffer.concat([
            Buffer.from(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`),
            Buffer.from(body),
          ]),
        );
      });

  test('a peer that never answers is a failure within the limit', async () => {
    const printer = await printerAt(await peer(ignore));
    const began = performance.now();
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'failed', reason: 'no-answer' });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test.each([
    ['a web page', '<html>welcome</html>'],
    ['nothing', ''],
    ['half an IPP answer', Buffer.of(2, 0, 0, 0, 0, 0, 0, 1, 4, 0x23, 0, 13)],
    [
      'a value longer than the answer',
      Buffer.of(2, 0, 0, 0, 0, 0, 0, 1, 4, 0x21, 0, 1, 65, 127, 255),
    ],
  ])('%s as an answer is a failure', async (_, body) => {
    const printer = await printerAt(await peer(http(body)));
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'failed', reason: 'no-answer' });
  });

  test('a server that wants a password is refused, one without the path is queue-missing', async () => {
    const locked = await printerAt(await peer(http('', '401 Unauthorized')));
    expect(await locked.print(sheet(), ignore)).toEqual({ result: 'failed', reason: 'refused' });
    const other = await printerAt(await peer(http('', '404 Not Found')));
    expect(await other.print(sheet(), ignore)).toEqual({
      result: 'failed',
      reason: 'queue-missing',
    });
  });

  test('no server at all is offline, at once and in the status', async () => {
    const printer = await printerAt('ipp://127.0.0.1:1/printers/permits');
    printer.start();
    await waitFor('the status', () => printer.status().reason === 'offline' || undefined);
    expect(printer.status().state).toBe('disconnected');
    expect(await printer.print(sheet(), ignore)).toEqual({ result: 'failed', reason: 'offline' });
  });
});
