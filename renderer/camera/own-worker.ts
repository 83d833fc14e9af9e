// Starts a worker of this build. The only place that makes a worker, and so the only one with a Trusted Types policy.
// Must not start any address but the workers that the build made.
import codeWorkerUrl from './code-worker.ts?worker&url';
import faceWorkerUrl from './face-worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const ours: readonly string[] = [codeWorkerUrl, faceWorkerUrl];

function admitOwnWorker(url: string): string {
  if (!ours.includes(url)) throw new TypeError('not a worker of this kiosk');
  return url;
}

// One policy a page; TypeScript's DOM types do not know Trusted Types yet.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'kiosk-workers',
  { createScriptURL: admitOwnWorker },
);

/** A module worker. @throws TypeError for an address that is not one of this build's workers */
export function startOwnWorker(url: string): Worker {
  return new Worker(policy === undefined ? admitOwnWorker(url) : policy.createScriptURL(url), {
    type: 'module',
  });
}
