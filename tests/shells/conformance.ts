// What a page may rely on and what a core is kept from, over any wire. One suite; each shell gives a way to connect.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App, MethodName, Transport } from '../../electron/contract.ts';
import { KioskState, MAX_IMAGE_CHARS, Reply, methods } from '../../electron/contract.ts';
import { createGate } from '../../electron/core/dispatch.ts';
import type { Handlers } from '../../electron/core/dispatch.ts';
import { Refusal } from '../../electron/core/dispatch.ts';
import type { Log } from '../../electron/domain.ts';
import { maxMessageBytes, maxMessagesPerSecond } from '../../electron/wire.ts';
import type { DemoKiosk } from '../support/demo-kiosk.ts';
import { startDemoKiosk } from '../support/demo-kiosk.ts';
import { waitFor } from '../support/wait.ts';
import { badInputs, goodInputs, verbs } from './verbs.ts';

export interface Wire {
  /** As the page's own code opens it (renderer/transport.ts). */
  readonly transport: Transport;
  /** Past the page's code: hands this text to the wire. `closed` when the wire answers by ending the connection. */
  say(text: string): Promise<unknown>;
  close(): Promise<void>;
}
export type OpenWire = (app: App, log: Log) => Promise<Wire>;

const failureOf = (reply: unknown) => {
  const parsed = Reply.parse(reply);
  return parsed.ok ? null : parsed.failure.code;
};

/** Heard at the person's window of a demonstration. */
function isOpen(verb: MethodName): boolean {
  return ['public', 'demonstration'].includes(methods[verb].access);
}

/** A core of which only the gate is real: every verb does `work`. */
function gateOf(work: (name: string, input: unknown) => unknown, log: Log): App {
  const handlers = Object.fromEntries(
    verbs.map((name) => [name, (input: unknown) => work(name, input)]),
  ) as unknown as Handlers;
  const call = createGate({ handlers, allows: () => true, log, checkOutput: false });
  const port = { call, listen: () => () => undefined };
  return { ...port, staff: port, close: () => Promise.resolve() };
}

/** Registers the suite under `name`. */
export function conforms(name: string, openWire: OpenWire): void {
  let kiosk: DemoKiosk;
  let wires: Wire[] = [];
  const lines: string[] = [];
  const log: Log = (_level, code, fields) => void lines.push(`${code} ${JSON.stringify(fields)}`);

  async function open(app: App = kiosk.app): Promise<Wire> {
    const wire = await openWire(app, log);
    wires.push(wire);
    return wire;
  }

  describe(name, () => {
    beforeAll(async () => {
      kiosk = await startDemoKiosk();
    });
    afterEach(async () => {
      await kiosk.app.call('panel.close', {});
      await Promise.all(wires.map((wire) => wire.close()));
      wires = [];
      lines.length = 0;
    });
    afterAll(async () => {
      await kiosk.close();
    });

    it('gives the picture of a real kiosk as plain JSON', async () => {
      const { transport } = await open();
      const reply = Reply.parse(await transport.call('kiosk.state', {}));
      expect(reply.ok && KioskState.parse(reply.value).screen.name).toBe('home');
      expect(JSON.parse(JSON.stringify(reply))).toStrictEqual(reply);
    });

    it.each(verbs.filter((verb) => !isOpen(verb)))(
      '%s is no verb of the person’s window, whatever it is given',
      async (verb) => {
        const { transport } = await open();
        for (const input of [goodInputs[verb], ...badInputs(verb)])
          expect([input, failureOf(await transport.call(verb, input))]).toEqual([
            input,
            'not-allowed',
          ]);
      },
    );

    it.each(verbs.filter(isOpen))(
      '%s hears a good input and refuses every bad one',
      async (verb) => {
        const { transport } = await open();
        for (const bad of badInputs(verb)) {
          expect([bad, failureOf(await transport.call(verb, bad))]).toEqual([bad, 'bad-input']);
        }
        const reply = Reply.parse(await transport.call(verb, goodInputs[verb]));
        // At this screen a verb may make no sense, or be refused for what it carries; it is heard all the same.
        if (!reply.ok)
          expect(['bad-input', 'not-allowed', 'internal']).not.toContain(reply.failure.code);
        else expect(methods[verb].output.safeParse(reply.value).success).toBe(true);
      },
    );

    it.each([
      'nobody.knows',
      '',
      'constructor',
      '__proto__',
      'toString',
      'kiosk.state ',
      'KIOSK.STATE',
    ])('refuses the verb “%s”, which nobody knows', async (verb) => {
      const { transport } = await open();
      expect(failureOf(await transport.call(verb, {}))).toBe('bad-input');
    });

    it('refuses a verb of a right nobody at the window has', async () => {
      const real = await startDemoKiosk({ demonstration: false });
      try {
        const { transport } = await open(real.app);
        expect(
          failureOf(await transport.call('demo.place-card', goodInputs['demo.place-card'])),
        ).toBe('not-allowed');
        expect(failureOf(await transport.call('demo.place-card', 'even with a bad input'))).toBe(
          'not-allowed',
        );
      } finally {
        await real.close();
      }
    });

    it('pushes every picture in order, to a listener that listens and to no other', async () => {
      const { transport } = await open();
      await transport.call('session.quit', {});
      const seen: KioskState[] = [];
      const leave = transport.listen('state', (value) => seen.push(KioskState.parse(value)));
      for (const textSize of ['large', 'largest', 'standard', 'large'] as const) {
        await transport.call('comfort.set', { textSize });
      }
      await waitFor('the four sizes', () => (sizes(seen).length >= 4 ? true : undefined));
      expect(sizes(seen).slice(-4)).toEqual(['large', 'largest', 'standard', 'large']);
      const revisions = seen.map(({ revision }) => revision);
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
      leave();
      const before = seen.length;
      await transport.call('comfort.set', { textSize: 'standard' });
      await transport.call('kiosk.state', {});
      expect(seen.length).toBe(before);
    });

    it('answers each call with its own answer, however they finish', async () => {
      const gates: (() => void)[] = [];
      const app = gateOf(
        (verb, input) =>
          verb === 'mobile.enter' ? new Promise((done) => gates.push(() => done(input))) : {},
        log,
      );
      const { transport } = await open(app);
      const answers = Promise.all(
        [1, 2, 3].map((n) => transport.call('mobile.enter', { mobile: String(n) })),
      );
      await waitFor('three calls', () => (gates.length === 3 ? true : undefined));
      for (const finish of gates.reverse()) finish();
      expect(await answers).toEqual(
        [1, 2, 3].map((n) => ({ ok: true, value: { mobile: String(n) } })),
      );
    });

    it('tells a bug as internal, without its words, and stays of use', async () => {
      const app = gateOf((called) => {
        if (called === 'staff.call') throw new Error('王小明 440102');
        if (called === 'staff.dismiss') throw new Refusal('upstream-away', 'later');
        return {};
      }, log);
      const { transport } = await open(app);
      expect(await transport.call('staff.call', {})).toEqual({
        ok: false,
        failure: { code: 'internal' },
      });
      expect(await transport.call('staff.dismiss', {})).toEqual({
        ok: false,
        failure: { code: 'upstream-away', detail: 'later' },
      });
      expect(await transport.call('session.touch', {})).toEqual({ ok: true, value: {} });
      expect(lines.some((line) => line.startsWith('gate.bug'))).toBe(true);
      expect(lines.join('\n')).not.toContain('王小明');
    });

    it('tells even a core that rejects as internal', async () => {
      const { transport } = await open({
        ...kiosk.app,
        call: () => Promise.reject(new TypeError('broken promise')),
      });
      expect(failureOf(await transport.call('session.touch', {}))).toBe('internal');
    });

    it('carries the largest picture a verb may carry', async () => {
      const { transport } = await open();
      const image = 'A'.repeat(MAX_IMAGE_CHARS);
      const input = { ...goodInputs['papers.add'], image };
      expect(failureOf(await transport.call('papers.add', input))).toBe('not-now');
    });

    it.each([
      [
        'a message too large',
        () =>
          JSON.stringify({ id: 7, method: 'session.touch', input: 'A'.repeat(maxMessageBytes) }),
      ],
      [
        'large by its bytes, not its characters',
        () =>
          JSON.stringify({
            id: 7,
            method: 'session.touch',
            input: '证'.repeat(maxMessageBytes / 2),
          }),
      ],
      ['no JSON', () => '{"id":7,"method":'],
      ['nothing', () => ''],
      ['an array', () => '[]'],
      ['no id', () => '{"method":"session.touch","input":{}}'],
      ['a negative id', () => '{"id":-7,"method":"session.touch","input":{}}'],
      ['a field too many', () => '{"id":7,"method":"session.touch","input":{},"access":"staff"}'],
      ['a verb that is no text', () => '{"id":7,"method":["session.touch"],"input":{}}'],
      [
        'a verb of great length',
        () => JSON.stringify({ id: 7, method: 'v'.repeat(61), input: {} }),
      ],
      ['the core’s own form', () => '{"event":"state","value":{}}'],
    ])('keeps %s from the core, and serves the page afterwards', async (_what, text) => {
      const heard: string[] = [];
      const wire = await open(gateOf((verb) => (heard.push(verb), {}), log));
      await wire.transport.call('session.back', {});
      const answer = await wire.say(text());
      expect(['closed', 'bad-input']).toContain(answer === 'closed' ? answer : failureOf(answer));
      expect(heard.filter((verb) => verb !== 'kiosk.state')).toEqual(['session.back']);
      await waitFor('the page to be served again', async () =>
        failureOf(await wire.transport.call('session.touch', {})) === null ? true : undefined,
      );
    });

    it('lets no flood through to the core, and serves the page once it is over', async () => {
      let heard = 0;
      const wire = await open(gateOf(() => ((heard += 1), {}), log));
      await wire.transport.call('session.touch', {});
      const began = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 400 }, (_, n) =>
          wire.say(JSON.stringify({ id: 1000 + n, method: 'session.touch', input: {} })),
        ),
      );
      const seconds = Math.ceil((performance.now() - began) / 1000);
      const refused = answers.filter((a) => a === 'closed' || failureOf(a) === 'too-fast');
      expect(refused.length).toBeGreaterThanOrEqual(400 - seconds * maxMessagesPerSecond);
      expect(heard).toBeLessThanOrEqual(seconds * maxMessagesPerSecond);
      const told = lines.filter((line) => line.includes('too-fast'));
      expect(told.length).toBeGreaterThan(0);
      expect(told.length).toBeLessThanOrEqual(seconds + 1);
      await waitFor('the page to be served again', async () =>
        failureOf(await wire.transport.call('session.touch', {})) === null ? true : undefined,
      );
    });
  });
}

function sizes(seen: readonly KioskState[]): string[] {
  return seen
    .map(({ comfort }) => comfort.textSize)
    .filter((size, index, all) => size !== all[index - 1]);
}
