// The gate: looks a verb up, checks its access, parses its input, runs it and answers in the one envelope.
// The only place where a thrown bug is caught. Must not know what any verb does.
import type { Access, Input, MethodName, Output, Reply } from '../contract.ts';
import { methods } from '../contract.ts';
import type { Failure, FailureCode, Log } from '../domain.ts';

/** A refusal a handler expects; everything else thrown is a bug. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(code: FailureCode, detail?: string) {
    super(code);
    this.failure = detail === undefined ? { code } : { code, detail };
  }
}

/** One function per verb; forgetting one does not compile. */
export type Handlers = {
  readonly [M in MethodName]: (input: Input<M>) => Output<M> | Promise<Output<M>>;
};

/** Verbs of the staff's window. */
export type StaffVerb = Extract<
  MethodName,
  `${'panel' | 'call' | 'badge' | 'pin' | 'setup' | 'desk' | 'device'}.${string}`
>;
export type StaffHandlers = Pick<Handlers, StaffVerb>;
export type PublicHandlers = Omit<Handlers, StaffVerb>;

export interface GateOptions {
  readonly handlers: Handlers;
  /** Rights of whoever is at the window, bound to the core's session and to nothing the caller says. */
  readonly allows: (access: Access) => boolean;
  readonly log: Log;
  /** Parse answers too: on in tests and development. */
  readonly checkOutput: boolean;
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

function refuse(code: FailureCode, detail?: string): Reply {
  return { ok: false, failure: detail === undefined ? { code } : { code, detail } };
}

/** Where the first fault of an input lies, as a path; never the value, which may be a person's. */
function faultPath(issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const path = issues[0]?.path.map(String).join('.') ?? '';
  return path.slice(0, 80);
}

/**
 * Makes the gate. The returned call never rejects: bad verb or input → `bad-input`, no right → `not-allowed`,
 * a handler's refusal → its code, a bug → `internal` and one coded log line.
 */
export function createGate(options: GateOptions): (name: string, input: unknown) => Promise<Reply> {
  async function run(name: MethodName, input: unknown): Promise<Reply> {
    const method = methods[name];
    if (!options.allows(method.access)) {
      options.log('warn', 'gate.not-allowed', { method: name });
      return refuse('not-allowed');
    }
    const parsed = method.input.safeParse(input);
    if (!parsed.success) {
      options.log('warn', 'gate.bad-input', { method: name, at: faultPath(parsed.error.issues) });
      return refuse('bad-input', faultPath(parsed.error.issues));
    }
    // The schema that parsed the data is the one the handler's input is inferred from: the pair belongs together.
    const handler = options.handlers[name] as (data: unknown) => Promise<unknown>;
    const value = await handler(parsed.data);
    return { ok: true, value: options.checkOutput ? method.output.parse(value) : value };
  }

  return async function call(name, input) {
    if (!isMethod(name)) {
      options.log('warn', 'gate.unknown-method');
      return refuse('bad-input', 'method');
    }
    try {
      return await run(name, input);
    } catch (thrown) {
      if (thrown instanceof Refusal) return { ok: false, failure: thrown.failure };
      options.log('error', 'gate.bug', {
        method: name,
        error: thrown instanceof Error ? thrown.name : 'unknown',
        at: firstFrame(thrown),
      });
      return refuse('internal');
    }
  };
}

/** File and line of a bug, without its message: messages may quote data. */
function firstFrame(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  const frame = thrown.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return frame
    .trim()
    .replace(/^at /, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\)$/, '');
}
