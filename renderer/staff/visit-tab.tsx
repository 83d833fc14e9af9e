// The person at the window as the staff sees them.
import type { ReactNode } from 'react';
import { useDesk } from './use-desk.ts';

export function VisitTab(): ReactNode {
  const { state, t } = useDesk();
  return (
    <p data-name="visit">
      {state.at === 'home' ? t('visit.nobody') : t('visit.at', { at: t(`at.${state.at}`) })}
    </p>
  );
}
