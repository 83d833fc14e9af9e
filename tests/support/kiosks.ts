// Whole kiosks in-process before one reference upstream: the composition root over simulated devices, SQLite on disk and
// HTTP. What a person would do is called as verbs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { demonstrationConfig, readConfig } from '../../electron/config.ts';
import type { App, Input, KioskState, MethodName, Reply, Screen } from '../../electron/contract.ts';
import { noticeVersion } from '../../electron/core/notice.ts';
import { startKiosk } from '../../electron/start.ts';
import type { UpstreamHandle, UpstreamOptions } from '../upstream/server.ts';
import { paperFrame } from './camera-video.ts';
import { startTestUpstream } from './upstream.ts';
import { waitFor } from './wait.ts';

export type ScreenOf<N extends Screen['name']> = Extract<Screen, { name: N }>;
export interface WalkedKiosk {
  state(): KioskState;
  /** Calls a verb; a refusal is an error that names its code. */
  does<M extends MethodName>(method: M, input: Input<M>): Promise<unknown>;
  /** Calls a verb and gives its answer, refusal or not. */
  tries<M extends MethodName>(method: M, input: Input<M>): Promise<Reply>;
  /** Waits for a screen. */
  at<N extends Screen['name']>(name: N): Promise<ScreenOf<N>>;
  /** Lays a demonstration person's card on the reader. */
  lays(card: Input<'demo.place-card'>['card']): Promise<unknown>;
  /** Home, service, card, “that is me”. */
  identifies(
    card: Input<'demo.place-card'>['card'],
    service?: Input<'home.choose'>['service'],
  ): Promise<unknown>;
  /** Photographs a paper that can be read. */
  photographs(slot: Input<'papers.start'>['slot'], kind: string): Promise<void>;
  /** Takes a face photo that will do, from the consent to it to the answers. */
  showsFace(): Promise<void>;
  /** Consents and hands in. */
  submits(): Promise<Reply>;
}

export interface Kiosks {
  readonly upstream: UpstreamHandle;
  readonly kiosks: readonly WalkedKiosk[];
  close(): Promise<void>;
}

const face = new URL('../fixtures/faces/astronaut.jpg', import.meta.url).pathname;

async function portrait(): Promise<string> {
  const cropped = sharp(face)
    .extract({ left: 141, top: 16, width: 166, height: 204 })
    .resize(358, 441, { fit: 'fill' });
  return (await cropped.jpeg({ quality: 95 }).toBuffer()).toString('base64');
}

/** Starts `count` kiosks of one city; `given` = another clock or log for them, `lines` = other lines of their kiosk.json. */
export async function startKiosks(
  count: number,
  options: Partial<UpstreamOptions> = {},
  given: Parameters<typeof startKiosk>[1] = {},
  lines: Readonly<Record<string, unknown>> = {},
): Promise<Kiosks> {
  const upstream = await startTestUpstream({
    enrolmentCodes: ['demonstration'],
    enrolmentCodesReusable: true,
    ...options,
  });
  const folders: string[] = [];
  const apps: App[] = [];
  for (let index = 0; index < count; index += 1) {
    const dir = mkdtempSync(join(tmpdir(), 'kiosk-walk-'));
    const runtimeDir = mkdtempSync('/dev/shm/kiosk-walk-');
    folders.push(dir, runtimeDir);
    const file = {
      ...(demonstrationConfig({ baseUrl: upstream.url, keys: upstream.keys }, dir) as object),
      deviceId: `GZ-WALK-0${index + 1}`,
      runtimeDir,
      ...lines,
    };
    apps.push(await startKiosk(readConfig(file), { log: () => undefined, ...given }));
  }
  const kiosks = await Promise.all(apps.map(walked));
  return {
    upstream,
    kiosks,
    async close() {
      for (const app of apps) await app.close();
      await upstream.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function walked(app: App): Promise<WalkedKiosk> {
  const first = await app.call('kiosk.state', {});
  if (!first.ok) throw new Error(first.failure.code);
  let state = first.value as KioskState;
  app.listen((next) => {
    if (next.event === 'state') state = next.value;
  });
  const kiosk: WalkedKiosk = {
    state: () => state,
    tries: (method, input) => app.call(method, input),
    async does(method, input) {
      const reply = await app.call(method, input);
      if (!reply.ok) throw new Error(`${method}: ${reply.failure.code}`);
      return reply.value;
    },
    async at(name) {
      return waitFor(`${name}, at ${state.screen.name}`, () =>
        state.screen.name === name ? (state.screen as ScreenOf<typeof name>) : undefined,
      );
    },
    lays: (card) => kiosk.does('demo.place-card', { card }),
    async identifies(card, service = 'application') {
      await kiosk.does('home.choose', { service });
      await kiosk.lays(card);
      await kiosk.at('confirm-identity');
      return kiosk.does('identity.confirm', { isMe: true });
    },
    async photographs(slot, kind) {
      await kiosk.does('papers.start', { slot });
      const image = (
        await sharp(await paperFrame())
          .jpeg({ quality: 90 })
          .toBuffer()
      ).toString('base64');
      await kiosk.does('papers.add', { slot, kind, image });
    },
    async showsFace() {
      await kiosk.at('give-face-consent');
      await kiosk.does('face.agree', {});
      await kiosk.at('take-photo');
      const box = { x: 66, y: 132, width: 218, height: 218, score: 0.9 };
      await kiosk.does('photo.take', {
        image: await portrait(),
        measures: { faces: [box], eyesY: 187, brightness: 160, sharpness: 90 },
      });
      await kiosk.does('photo.accept', {});
      await kiosk.at('check-answers');
    },
    submits: () => app.call('case.submit', { noticeVersion }),
  };
  return kiosk;
}
