// Asks one IPP queue over HTTP (RFC 8010 §4): five questions, each answered within a limit or told as away or silent.
// Must not interpret states; never rejects.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  decodeResponse,
  encodeRequest,
  NotIpp,
  number,
  OPERATION,
  STATUS,
  strings,
  truth,
} from './ipp.ts';
import type { Attribute, IppResponse } from './ipp.ts';

/** How a question ended. */
export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The queue answered no; `status` is the IPP status (RFC 8011 appendix B). */
  | { readonly kind: 'refused'; readonly status: number }
  /** No connection: nothing was handed over. */
  | { readonly kind: 'away' }
  /** The question may have arrived, the answer did not, or made no sense. */
  | { readonly kind: 'silent' };

export interface PrinterFacts {
  readonly state: number | null;
  readonly reasons: readonly string[];
  readonly accepting: boolean | null;
}
export interface JobFacts {
  readonly state: number | null;
  readonly reasons: readonly string[];
  /** Sides put on paper so far, null when not reported. */
  readonly impressions: number | null;
}
export interface SpoolDocument {
  readonly bytes: Buffer;
  /** `raw` goes to the printer as it is. */
  readonly format: 'application/pdf' | 'application/vnd.cups-raw';
  /** Beside one copy: sides, media, tray. */
  readonly attributes: readonly Attribute[];
}
export interface IppClient {
  printer(): Promise<Answered<PrinterFacts>>;
  /** One copy. `name` is seen at the printer and in logs: a serial. Gives the job's id. */
  print(name: string, document: SpoolDocument): Promise<Answered<number>>;
  job(id: number): Promise<Answered<JobFacts>>;
  /** Id of the unfinished job of this name, null when there is none. */
  find(name: string): Promise<Answered<number | null>>;
  cancel(id: number): Promise<Answered<null>>;
}

const USER: Attribute = ['requesting-user-name', 'name', 'kiosk'];

/**
 * A client of the queue at `uri` (`ipp:`, `ipps:`, `http:` or `https:`; port 631 when none is given, RFC 8010 §4).
 * @param answerMs longest silence before a question counts as `silent`.
 */
export function createIppClient(uri: string, answerMs: number): IppClient {
  let requestId = 0;

  async function ask(
    operation: number,
    attributes: readonly Attribute[],
    job?: { readonly attributes: readonly Attribute[]; readonly document: Buffer },
  ): Promise<Answered<IppResponse>> {
    requestId += 1;
    const head = encodeRequest({
      operation,
      requestId,
      operationAttributes: [['printer-uri', 'uri', uri], ...attributes],
      ...(job ? { jobAttributes: job.attributes } : {}),
    });
    const posted = await post(uri, job ? Buffer.concat([head, job.document]) : head, answerMs);
    if (posted.kind !== 'ok') return posted;
    try {
      const response = decodeResponse(posted.value);
      return response.status < 0x0100
        ? { kind: 'ok', value: response }
        : { kind: 'refused', status: response.status };
    } catch (error) {
      if (error instanceof NotIpp) return { kind: 'silent' };
      throw error;
    }
  }

  return {
    async printer() {
      const answer = await ask(OPERATION.getPrinterAttributes, [
        USER,
        [
          'requested-attributes',
          'keyword',
          'printer-state',
          'printer-state-reasons',
          'printer-is-accepting-jobs',
        ],
      ]);
      return then(answer, ({ groups }) => {
        const printer = groups.find(({ name }) => name === 'printer');
        return {
          state: number(printer, 'printer-state'),
          reasons: strings(printer, 'printer-state-reasons'),
          accepting: truth(printer, 'printer-is-accepting-jobs'),
        };
      });
    },

    async print(name, document) {
      const answer = await ask(
        OPERATION.printJob,
        [USER, ['job-name', 'name', name], ['document-format', 'mime', document.format]],
        {
          attributes: [['copies', 'integer', 1], ...document.attributes],
          document: document.bytes,
        },
      );
      if (answer.kind !== 'ok') return answer;
      const id = number(
        answer.value.groups.find((group) => group.name === 'job'),
        'job-id',
      );
      return id === null ? { kind: 'silent' } : { kind: 'ok', value: id };
    },

    async job(id) {
      const answer = await ask(OPERATION.getJobAttributes, [
        ['job-id', 'integer', id],
        USER,
        [
          'requested-attributes',
          'keyword',
          'job-state',
          'job-state-reasons',
          'job-impressions-completed',
        ],
      ]);
      return then(answer, ({ groups }) => {
        const job = groups.find(({ name }) => name === 'job');
        return {
          state: number(job, 'job-state'),
          reasons: strings(job, 'job-state-reasons'),
          impressions: number(job, 'job-impressions-completed'),
        };
      });
    },

    async find(name) {
      const answer = await ask(OPERATION.getJobs, [
        USER,
        ['which-jobs', 'keyword', 'not-completed'],
        ['requested-attributes', 'keyword', 'job-id', 'job-name'],
      ]);
      return then(answer, ({ groups }) => {
        const job = groups.find((group) => strings(group, 'job-name').includes(name));
        return number(job, 'job-id');
      });
    },

    async cancel(id) {
      const answer = await ask(OPERATION.cancelJob, [['job-id', 'integer', id], USER]);
      return then(answer, () => null);
    },
  };
}

function then<T, U>(answer: Answered<T>, read: (value: T) => U): Answered<U> {
  return answer.kind === 'ok' ? { kind: 'ok', value: read(answer.value) } : answer;
}

/** POST of application/ipp. A fresh connection each time: a queue that was away may be another one when it is back. */
function post(uri: string, body: Buffer, answerMs: number): Promise<Answered<Buffer>> {
  const target = new URL(uri.replace(/^ipp/, 'http'));
  // `new URL` drops the port when it is the scheme's own: ask the text.
  const hasPort = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:]*):\d+/i.test(uri);
  const port = hasPort ? target.port || (target.protocol === 'https:' ? '443' : '80') : '631';
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    let connected = false;
    const outgoing = send(
      {
        host: target.hostname.replace(/^\[|\]$/g, ''),
        port,
        path: target.pathname,
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/ipp', 'content-length': body.length },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', () => settle({ kind: 'silent' }));
        incoming.on('end', () => {
          if (incoming.statusCode === 200) settle({ kind: 'ok', value: Buffer.concat(chunks) });
          else if (incoming.statusCode === 404)
            settle({ kind: 'refused', status: STATUS.notFound });
          // 401, 403, 426: the queue wants what we do not have; 4xx of other kinds alike.
          else
            settle(
              incoming.statusCode === undefined
                ? { kind: 'silent' }
                : { kind: 'refused', status: 0x0400 },
            );
        });
      },
    );
    const limit = setTimeout(() => outgoing.destroy(new Error('no answer')), answerMs);
    const settle = (answer: Answered<Buffer>) => {
      clearTimeout(limit);
      resolve(answer);
    };
    outgoing.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    // Before the connection stood nothing can have been handed over; afterwards nobody knows.
    outgoing.on('error', () => settle({ kind: connected ? 'silent' : 'away' }));
    outgoing.end(body);
  });
}
