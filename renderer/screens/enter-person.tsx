import type { ReactNode } from 'react';
import { PersonForm } from '../components/person-form.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function EnterPerson({ screen }: ScreenProps<'enter-person'>): ReactNode {
  const { client } = useKiosk();
  return (
    <PersonForm who={screen.who} onDone={(person) => void client.call('person.enter', person)} />
  );
}
