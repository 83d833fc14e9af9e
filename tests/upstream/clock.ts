// The reference upstream's time: the machine's clock, or one the tests move. Dates are Asia/Shanghai (T1: dates only).
import type { Clock } from '../../electron/domain.ts';

/** The machine's own clock. */
export function machineClock(): Clock {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  };
}

const shanghaiDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Calendar date in Asia/Shanghai at a moment. */
export function dateInShanghai(moment: Date): string {
  return shanghaiDate.format(moment);
}

/** The calendar date `days` later. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/**
 * The corresponding day `months` later (or earlier, when negative); the month's last day where there is none
 * (Civil Code art. 202).
 */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10);
}
