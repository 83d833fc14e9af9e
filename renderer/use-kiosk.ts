// What every screen holds of the kiosk: the picture, the client, the words. One context, no other global.
import { createContext, useContext, useEffect, useState } from 'react';
import type { KioskState, Screen, ScreenName } from '../electron/contract.ts';
import type { Client } from './client.ts';
import type { Words } from './words.ts';

export interface Kiosk {
  readonly state: KioskState;
  readonly client: Client;
  readonly t: Words;
}
export const KioskContext = createContext<Kiosk | null>(null);

/** The kiosk around the calling component. */
export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('useKiosk outside the app');
  return kiosk;
}

/** The newest picture; null until the first has come. */
export function useKioskState(client: Client): KioskState | null {
  const [state, setState] = useState<KioskState | null>(null);
  useEffect(() => client.onState((next) => setState(next)), [client]);
  return state;
}

export type ScreenProps<N extends ScreenName> = { readonly screen: Extract<Screen, { name: N }> };
