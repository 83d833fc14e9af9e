// Typed calls over a transport, derived from the contract. Must not decide anything.
import type {
  Input,
  KioskState,
  MethodName,
  Output,
  StaffState,
  Transport,
} from '../electron/contract.ts';
import {
  KioskState as KioskStateSchema,
  Reply,
  StaffState as StaffStateSchema,
} from '../electron/contract.ts';
import type { Failure } from '../electron/contract.ts';

export type Answer<M extends MethodName> =
  | { readonly ok: true; readonly value: Output<M> }
  | { readonly ok: false; readonly failure: Failure };
export interface Client {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<M>>;
  /** Tells that somebody is there; its answer matters to nobody. */
  touched(): void;
  onState(listener: (state: KioskState) => void): () => void;
  /** The staff's picture; told only where the panel may be. */
  onStaff(listener: (state: StaffState) => void): () => void;
}

/** Wraps a transport; a state or reply of another shape than the contract's is a bug and throws. */
export function createClient(transport: Transport): Client {
  async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<M>> {
    return Reply.parse(await transport.call(method, input)) as Answer<M>;
  }
  return {
    call,
    touched: () => void call('session.touch', {}),
    onState(listener) {
      const leave = transport.listen('state', (value) => listener(KioskStateSchema.parse(value)));
      void call('kiosk.state', {}).then((answer) => answer.ok && listener(answer.value));
      return leave;
    },
    onStaff(listener) {
      const leave = transport.listen('staff', (value) => listener(StaffStateSchema.parse(value)));
      void call('panel.state', {}).then((answer) => answer.ok && listener(answer.value));
      return leave;
    },
  };
}
