// One print job from the first byte to its end, told honestly: printed only when the queue says completed and counted the
// sheet; failed only when it cannot come out any more; unknown otherwise. Never rejects.
import type { DeviceReason, Log, PrintOutcome } from '../domain.ts';
import { JOB_STATE, STATUS } from './ipp.ts';
import type { IppClient, JobFacts, SpoolDocument } from './ipp-client.ts';
import { holdsJobs, isConnecting, readPrinter } from './printer.a4-reasons.ts';
import type { Told } from './printer.a4-reasons.ts';

/** Milliseconds. */
export interface JobTimings {
  /** Longest silence to one question; after it the status says so. */
  readonly answerMs: number;
  /** Between two looks at the job. */
  readonly pollMs: number;
  /** A job that has not ended by then is cancelled. */
  readonly deadlineMs: number;
  /** A server that is away for so long during a job is given up. */
  readonly lostMs: number;
  /** How long the end of a cancelled job is waited for. */
  readonly cancelMs: number;
}
interface Job {
  readonly client: IppClient;
  /** Name of the job; also finds it again when the answer to Print-Job was lost. */
  readonly serial: string;
  readonly document: SpoolDocument;
  /** Sides that must have been put on paper; 0 where the queue cannot count them (a raw queue). */
  readonly expectedImpressions: number;
  readonly timings: JobTimings;
  readonly tell: (told: Told) => void;
  readonly abandoned: AbortSignal;
  readonly log: Log;
}

/** Sends the job and follows it to its end (RFC 8011 §5.3.7). */
export async function runJob(job: Job): Promise<PrintOutcome> {
  const before = await job.client.printer();
  if (before.kind === 'refused') return refusedOutcome(before.status);
  // Nothing was sent yet: these are plain failures.
  if (before.kind !== 'ok')
    return { result: 'failed', reason: before.kind === 'away' ? 'offline' : 'no-answer' };
  const told = readPrinter(before.value);
  job.tell(told);
  if (holdsJobs(told)) return { result: 'failed', reason: told.reason };
  if (job.abandoned.aborted) return { result: 'failed', reason: 'refused' };
  const sent = await job.client.print(job.serial, job.document);
  if (sent.kind === 'refused') return refusedOutcome(sent.status);
  if (sent.kind === 'away') return { result: 'failed', reason: 'offline' };
  if (sent.kind === 'ok') return follow(job, sent.value);
  job.tell({ state: 'disconnected', reason: 'no-answer' });
  return followLost(job);
}

function refusedOutcome(status: number): PrintOutcome {
  if (status === STATUS.notFound) return { result: 'failed', reason: 'queue-missing' };
  if (status === STATUS.notAccepting) return { result: 'failed', reason: 'queue-stopped' };
  return { result: 'failed', reason: 'refused' };
}

/** The answer to Print-Job was lost: the job is there, or is not, or nobody can say. */
async function followLost(job: Job): Promise<PrintOutcome> {
  const end = performance.now() + job.timings.lostMs;
  while (performance.now() < end && !job.abandoned.aborted) {
    const found = await job.client.find(job.serial);
    if (found.kind === 'ok' && found.value !== null) return follow(job, found.value);
    // Absent among the unfinished jobs: never arrived, or is finished already.
    if (found.kind === 'ok' || found.kind === 'refused') break;
    await pause(job);
  }
  return { result: 'unknown', reason: 'no-answer' };
}

interface Seen {
  told: Told;
  /** The device may have begun: from here on a cancelled job may have left a sheet. */
  began: boolean;
}

async function follow(job: Job, id: number): Promise<PrintOutcome> {
  const { client, timings } = job;
  const seen: Seen = { told: { state: 'busy', reason: 'ok' }, began: false };
  const deadline = performance.now() + timings.deadlineMs;
  let heardAt = performance.now();
  let connectingSince: number | null = null;
  while (performance.now() < deadline && !job.abandoned.aborted) {
    const [facts, printer] = await Promise.all([client.job(id), client.printer()]);
    if (facts.kind === 'ok') {
      heardAt = performance.now();
      const outcome = ended(job, facts.value, seen);
      if (outcome !== null) return outcome;
    } else if (facts.kind === 'refused') {
      // The server forgot the job: finished or purged, it does not say which.
      job.log('warn', 'permit-printer.job-forgotten', { job: id, status: facts.status });
      return { result: 'unknown', reason: 'unknown' };
    } else if (performance.now() - heardAt > timings.lostMs) {
      return { result: 'unknown', reason: 'offline' };
    }
    if (facts.kind === 'ok' && printer.kind === 'ok') {
      connectingSince = isConnecting(printer.value) ? (connectingSince ?? performance.now()) : null;
      const unreachable =
        connectingSince !== null && performance.now() - connectingSince > timings.answerMs;
      seen.told = unreachable
        ? { state: 'disconnected', reason: 'offline' }
        : whilePrinting(readPrinter(printer.value), facts.value);
    } else {
      seen.told = {
        state: 'disconnected',
        reason: facts.kind === 'away' ? 'offline' : 'no-answer',
      };
    }
    job.tell(seen.told);
    await pause(job);
  }
  return giveUp(job, id, seen);
}

/** While our job is in work the printer is busy, unless it or the job needs a person. */
function whilePrinting(told: Told, facts: JobFacts): Told {
  if (told.state === 'attention' || told.state === 'disconnected') return told;
  if (facts.state === JOB_STATE.held || facts.state === JOB_STATE.stopped)
    return { state: 'attention', reason: 'queue-stopped' };
  return { state: 'busy', reason: told.reason };
}

/** The outcome of a job that is over, null while it is not. */
function ended(job: Job, facts: JobFacts, seen: Seen): PrintOutcome | null {
  const { state, impressions } = facts;
  if (state === JOB_STATE.processing || state === JOB_STATE.stopped || (impressions ?? 0) > 0)
    seen.began = true;
  if (state === JOB_STATE.completed) {
    const withErrors = facts.reasons.some((reason) => /errors|aborted|canceled/.test(reason));
    const counted = impressions === null || impressions >= job.expectedImpressions;
    return counted && !withErrors
      ? { result: 'printed', reason: 'ok' }
      : { result: 'unknown', reason: 'unknown' };
  }
  if (state !== JOB_STATE.canceled && state !== JOB_STATE.aborted) return null;
  const reason = reasonOf(seen, state === JOB_STATE.canceled ? 'refused' : 'unknown');
  // A sheet was counted before the end: it may lie in the tray.
  return { result: (impressions ?? 0) > 0 ? 'unknown' : 'failed', reason };
}

/** The printer's own trouble if it told one. */
function reasonOf(seen: Seen, otherwise: DeviceReason): DeviceReason {
  const { state, reason } = seen.told;
  return state === 'attention' || state === 'disconnected' ? reason : otherwise;
}

/**
 * Cancel-Job (RFC 8011 §4.3.3), so that the sheet does not come out with nobody there. Failed only when the job ended
 * without ever having reached the device: what a printer has in its memory, no queue can call back.
 */
async function giveUp(job: Job, id: number, seen: Seen): Promise<PrintOutcome> {
  const why = reasonOf(seen, job.abandoned.aborted ? 'refused' : 'no-answer');
  const cancelled = await job.client.cancel(id);
  job.log('warn', 'permit-printer.job-cancelled', { job: id, answer: cancelled.kind, reason: why });
  const end = performance.now() + job.timings.cancelMs;
  do {
    const facts = await job.client.job(id);
    if (facts.kind !== 'ok') break;
    const outcome = ended(job, facts.value, seen);
    if (outcome?.result === 'failed')
      return { result: seen.began ? 'unknown' : 'failed', reason: why };
    if (outcome !== null) return outcome;
    await pause(job);
  } while (performance.now() < end);
  return { result: 'unknown', reason: why };
}

/** Waits one poll; an abandoned job is looked at at once. */
function pause(job: Job): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      job.abandoned.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, job.timings.pollMs);
    if (!job.abandoned.aborted) job.abandoned.addEventListener('abort', done);
  });
}
