// The yearly endorsement, told to whoever holds a permit, wherever they are: from when to when, or that it is overdue.
import type { ReactNode } from 'react';
import { BellRing } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

export function EndorsementReminder(): ReactNode {
  const { state, t } = useKiosk();
  const { reminder } = state;
  if (reminder === null) return null;
  const { language } = state.comfort;
  return (
    <p className="hint reminder" data-when={reminder.when}>
      <BellRing aria-hidden="true" />
      {t(`reminder.${reminder.when}`, {
        opens: dateIn(language, reminder.opensOn),
        closes: dateIn(language, reminder.closesOn),
      })}
    </p>
  );
}
