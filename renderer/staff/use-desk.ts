// What every part of the staff's window holds: its picture, the client, the words.
import { createContext, useContext, useEffect, useState } from 'react';
import type { StaffState } from '../../electron/contract.ts';
import type { Client } from '../client.ts';
import type { Words } from '../words.ts';

export interface DeskView {
  readonly state: StaffState;
  readonly client: Client;
  readonly t: Words;
}
export const DeskContext = createContext<DeskView | null>(null);

/** The desk around the calling component. */
export function useDesk(): DeskView {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside the panel');
  return desk;
}

/** The newest picture; null until the first has come. */
export function useStaffState(client: Client): StaffState | null {
  const [state, setState] = useState<StaffState | null>(null);
  useEffect(() => client.onStaff((next) => setState(next)), [client]);
  return state;
}
