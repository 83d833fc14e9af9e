import type { ReactNode } from 'react';
import { useState } from 'react';
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { CalendarPage } from '../components/calendar-page.tsx';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** The day so many days on; the calendar needs no hour, so UTC will do. */
function daysOn(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function TellLoss({ screen }: ScreenProps<'tell-loss'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { today } = screen;
  const [day, setDay] = useState(screen.lostOn ?? today);
  const move = (days: number): void =>
    setDay((before) => (daysOn(before, days) > today ? today : daysOn(before, days)));
  return (
    <Frame
      title={t('loss.title')}
      lead={t('loss.lead')}
      picture={
        <div className="answer">
          <CalendarPage day={day} />
          <p aria-live="polite">
            {t('loss.statement', { date: dateIn(state.comfort.language, day) })}
          </p>
        </div>
      }
      main={
        <Tap
          kind="primary"
          name="lost"
          onTap={() => void client.call('card.lost', { lostOn: day })}
        >
          {t('loss.state')}
        </Tap>
      }
    >
      <div className="stack stack-two">
        <Tap name="day-before" icon={<ChevronLeft />} onTap={() => move(-1)}>
          {t('loss.day-before')}
        </Tap>
        <Tap name="day-after" icon={<ChevronRight />} disabled={day >= today} onTap={() => move(1)}>
          {t('loss.day-after')}
        </Tap>
        <Tap name="month-before" icon={<ChevronsLeft />} onTap={() => move(-30)}>
          {t('loss.month-before')}
        </Tap>
        <Tap
          name="month-after"
          icon={<ChevronsRight />}
          disabled={day >= today}
          onTap={() => move(30)}
        >
          {t('loss.month-after')}
        </Tap>
      </div>
    </Frame>
  );
}
