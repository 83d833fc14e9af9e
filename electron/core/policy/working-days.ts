// Working days by the State Council's yearly holiday notices. Must not guess: a year without a notice answers null.
import { z } from 'zod';
import type { IsoDate } from '../../domain.ts';
import { IsoDate as IsoDateSchema } from '../../domain.ts';
import { addDays, weekday, yearOf } from './dates.ts';

/** One year's notice: `off` = rest days that replace the weekday rule, `work` = make-up days on a Saturday or Sunday (调休). */
export const CalendarYear = z
  .strictObject({
    year: z.int().min(1970).max(9998),
    source: z.string().min(1),
    off: z.array(IsoDateSchema),
    work: z.array(IsoDateSchema),
  })
  .superRefine(({ year, off, work }, context) => {
    const problem = (message: string) => {
      context.addIssue({ code: 'custom', message });
    };
    const all = [...off, ...work];
    if (new Set(all).size !== all.length) problem(`${year}: a day stands twice`);
    for (const day of all)
      if (yearOf(day) !== year) problem(`${year}: ${day} is in another year's file`);
    for (const day of work)
      if (!isWeekend(day)) problem(`${year}: make-up day ${day} is not on a weekend`);
  });
export type CalendarYear = z.infer<typeof CalendarYear>;

/** Notices by year. */
export type Calendar = ReadonlyMap<number, CalendarYear>;

function isWeekend(date: IsoDate): boolean {
  return weekday(date) === 0 || weekday(date) === 6;
}

/** Puts the years' notices in order. Throws when a notice is malformed or a year stands twice. */
export function readCalendar(raw: readonly unknown[]): Calendar {
  const calendar = new Map<number, CalendarYear>();
  for (const item of raw) {
    const year = CalendarYear.parse(item);
    if (calendar.has(year.year)) throw new Error(`calendar: ${year.year} stands twice`);
    calendar.set(year.year, year);
  }
  return calendar;
}

/** True, false, or null when the year's notice is missing. */
export function isWorkingDay(calendar: Calendar, date: IsoDate): boolean | null {
  const year = calendar.get(yearOf(date));
  if (year === undefined) return null;
  if (year.off.includes(date)) return false;
  return year.work.includes(date) || !isWeekend(date);
}

/** The n-th working day after `date`, that day itself excluded; n = 0 is the day itself. Null when a year's notice is missing. */
export function workingDayAfter(calendar: Calendar, date: IsoDate, n: number): IsoDate | null {
  let day = date;
  let left = n;
  while (left > 0) {
    day = addDays(day, 1);
    const working = isWorkingDay(calendar, day);
    if (working === null) return null;
    if (working) left -= 1;
  }
  return day;
}

/**
 * End of a limit in calendar days, the first day excluded; a last day on a rest day moves to the next working day
 * (Civil Code arts 201, 203). Null when that cannot be told because a year's notice is missing.
 */
export function calendarLimit(
  calendar: Calendar,
  date: IsoDate,
  limit: { readonly value: number; readonly rollForward: boolean },
): IsoDate | null {
  const last = addDays(date, limit.value);
  return limit.rollForward ? workingDayAfter(calendar, addDays(last, -1), 1) : last;
}
