// What a member who is signed in works with: one tab at a time. A new tab is one row here and a file beside this.
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { StaffRole } from '../../electron/contract.ts';
import { DevicesTab } from './devices-tab.tsx';
import { useDesk } from './use-desk.ts';
import { VisitTab } from './visit-tab.tsx';

interface Tab {
  readonly name: string;
  readonly shows: ComponentType;
  /** Roles that see it. */
  readonly roles: readonly StaffRole[];
}
const everybody: readonly StaffRole[] = ['clerk', 'supervisor'];
const tabs: readonly Tab[] = [
  { name: 'visit', shows: VisitTab, roles: everybody },
  { name: 'devices', shows: DevicesTab, roles: everybody },
];

export function OpenDesk(): ReactNode {
  const { state, t } = useDesk();
  const [open, setOpen] = useState('visit');
  const role = state.desk.stage === 'open' ? state.desk.member.role : 'clerk';
  const seen = tabs.filter(({ roles }) => roles.includes(role));
  const Shown = (seen.find(({ name }) => name === open) ?? seen[0])?.shows;
  return (
    <main className="staff-desk" data-stage="open">
      <nav className="staff-tabs">
        {seen.map(({ name }) => (
          <button
            key={name}
            data-name={`tab-${name}`}
            aria-current={name === open ? 'page' : undefined}
            onClick={() => setOpen(name)}
          >
            {t(`tab.${name}`)}
          </button>
        ))}
      </nav>
      <section className="staff-tab">{Shown !== undefined && <Shown />}</section>
    </main>
  );
}
