// One day as a page of a calendar: the day to remember. The sentence beside it says what for.
import type { ReactNode } from 'react';
import { useKiosk } from '../use-kiosk.ts';

export function CalendarPage(props: { readonly day: string }): ReactNode {
  const { t } = useKiosk();
  const [year, month, day] = props.day.split('-').map(Number);
  return (
    <div className="calendar" aria-hidden="true">
      <p className="calendar-year">{t('calendar.year', { year: year ?? '' })}</p>
      <p className="calendar-day">
        {t('calendar.day', { day: day ?? '', month: t(`calendar.month.${month ?? 1}`) })}
      </p>
    </div>
  );
}
