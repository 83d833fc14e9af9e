// Told for as long as a member of staff acts at the person's step: nobody's answers change unseen.
import type { ReactNode } from 'react';
import { UserRoundCheck } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';

export function StaffHelping(): ReactNode {
  const { t } = useKiosk();
  return (
    <p className="staff-helping" role="status">
      <UserRoundCheck aria-hidden="true" /> {t('staff.helping')}
    </p>
  );
}
