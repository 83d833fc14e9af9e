// Carries call and listen to the core: Electron's preload when it is there, else one WebSocket that reconnects by itself.
// Must not know any verb.
import type { Transport } from '../electron/contract.ts';
import { ServerMessage } from '../electron/contract.ts';

declare global {
  interface Window {
    readonly kiosk?: Transport;
  }
}
const reconnectMs = 500;
const answerMs = 60_000;

/** The transport of the shell that shows this page, the person's or the staff's. */
export function openTransport(): Transport {
  const path = location.pathname === '/staff' ? 'staff-socket' : 'socket';
  return window.kiosk ?? openSocket(`ws://${location.host}/${path}`);
}

/** A core that came back has new pictures: each is asked for by its verb. */
const pictureVerbs: Readonly<Record<string, string>> = {
  state: 'kiosk.state',
  staff: 'panel.state',
};

type Waiting = (reply: unknown) => void;
const lost = { ok: false, failure: { code: 'internal', detail: 'connection' } };

function openSocket(address: string): Transport {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const waiting = new Map<number, Waiting>();
  const unsent: string[] = [];
  let socket = connect();
  let id = 0;

  function connect(): WebSocket {
    const opened = new WebSocket(address);
    opened.addEventListener('open', () => {
      for (const message of unsent.splice(0)) opened.send(message);
      for (const event of listeners.keys())
        request(pictureVerbs[event] ?? '', {}, (reply) => {
          const { ok, value } = reply as { ok: boolean; value?: unknown };
          if (ok) tell(event, value);
        });
    });
    opened.addEventListener('message', (event) => receive(String(event.data)));
    opened.addEventListener('close', () => {
      for (const answer of waiting.values()) answer(lost);
      waiting.clear();
      setTimeout(() => {
        socket = connect();
      }, reconnectMs);
    });
    return opened;
  }

  function tell(event: string, value: unknown): void {
    for (const listener of listeners.get(event) ?? []) listener(value);
  }

  function receive(text: string): void {
    const message = ServerMessage.parse(JSON.parse(text));
    if ('event' in message) {
      tell(message.event, message.value);
      return;
    }
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    answer?.(message.reply);
  }

  function request(method: string, input: unknown, answer: Waiting): void {
    id += 1;
    const mine = id;
    const timer = setTimeout(() => {
      waiting.delete(mine);
      answer(lost);
    }, answerMs);
    waiting.set(mine, (reply) => {
      clearTimeout(timer);
      answer(reply);
    });
    const message = JSON.stringify({ id: mine, method, input });
    if (socket.readyState === WebSocket.OPEN) socket.send(message);
    else unsent.push(message);
  }

  return {
    call: (method, input) => new Promise((answer) => request(method, input, answer)),
    listen(event, listener) {
      const told = listeners.get(event) ?? new Set();
      listeners.set(event, told.add(listener));
      return () => told.delete(listener);
    },
  };
}
