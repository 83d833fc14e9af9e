// Date arithmetic against a second computation (JavaScript's own Date) over 1970–2100, and working days against the notices.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageReachedOn,
  weekday,
} from '../../../electron/core/policy/dates.ts';
import { loadPolicyData } from '../../../electron/core/policy/load.ts';
import {
  calendarLimit,
  isWorkingDay,
  readCalendar,
  workingDayAfter,
} from '../../../electron/core/policy/working-days.ts';

const DAY_MS = 86_400_000;
const firstMs = Date.UTC(1970, 0, 1);
const lastMs = Date.UTC(2100, 11, 31);
const { calendar } = loadPolicyData();

const textOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const anyDay = fc.integer({ min: 0, max: (lastMs - firstMs) / DAY_MS }).map((n) => n * DAY_MS);

/** The same rule by another road: go to the first of the target month, then to the day or the month's last. */
function monthsLater(ms: number, months: number): string {
  const start = new Date(ms);
  const first = new Date(ms);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(start.getUTCDate(), last));
  return textOf(first.getTime());
}

describe('date arithmetic', () => {
  it('walks every day from 1970 to 2100 as the second computation does', () => {
    let day = '1970-01-01';
    for (let ms = firstMs; ms <= lastMs; ms += DAY_MS) {
      if (day !== textOf(ms) || weekday(day) !== new Date(ms).getUTCDay())
        expect.fail(`${day} is not ${textOf(ms)}`);
      day = addDays(day, 1);
    }
    expect(day).toBe('2101-01-01');
  });

  it('adds days as the second computation does', () => {
    const property = fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (ms, days) => {
      expect(addDays(textOf(ms), days)).toBe(textOf(ms + days * DAY_MS));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('adds months as the second computation does', () => {
    const property = fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (ms, months) => {
      expect(addMonths(textOf(ms), months)).toBe(monthsLater(ms, months));
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('adds six months to every day from 1970 to 2100 as the second computation does', () => {
    const differing: string[] = [];
    for (let ms = firstMs; ms <= lastMs; ms += DAY_MS)
      if (addMonths(textOf(ms), 6) !== monthsLater(ms, 6)) differing.push(textOf(ms));
    expect(differing).toEqual([]);
  });

  it('does not drift from 29 February when counted from the anchor', () => {
    const years = [1, 2, 3, 4].map((count) => addYears('2024-02-29', count));
    expect(years).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('stays inside four-digit years at both ends', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addMonths('9999-12-31', 6)).toBe('9999-12-31');
    expect(addMonths('0000-01-01', -1)).toBe('0000-01-01');
    expect(addDays('0000-03-01', -1)).toBe('0000-02-29');
  });

  it('lets the boundary of an age be the birthday or the day after', () => {
    expect(ageReachedOn('2009-03-10', 16, 'birthday')).toBe('2025-03-10');
    expect(ageReachedOn('2009-03-10', 16, 'day_after')).toBe('2025-03-11');
  });
});

/** Working days counted by listing the whole year and crossing out. */
function listedWorkingDays(year: number): string[] {
  const notice = calendar.get(year);
  const days: string[] = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += DAY_MS) {
    const free = [0, 6].includes(new Date(ms).getUTCDay());
    const day = textOf(ms);
    if (notice?.work.includes(day) || (!free && !notice?.off.includes(day))) days.push(day);
  }
  return days;
}

describe('working days', () => {
  it('are as many a year as the notices leave: 251, 248, 248', () => {
    const counts = [2024, 2025, 2026].map((year) => listedWorkingDays(year).length);
    expect(counts).toEqual([251, 248, 248]);
  });

  it('are counted as the list of the whole year has them', () => {
    const list = [2024, 2025, 2026].flatMap(listedWorkingDays);
    const within = fc.integer({
      min: 0,
      max: (Date.UTC(2026, 10, 30) - Date.UTC(2024, 0, 1)) / DAY_MS,
    });
    const property = fc.property(within, fc.integer({ min: 1, max: 15 }), (offset, n) => {
      const day = textOf(Date.UTC(2024, 0, 1) + offset * DAY_MS);
      const after = list.filter((listed) => listed > day);
      expect(workingDayAfter(calendar, day, n)).toBe(after[n - 1] ?? null);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('know that New Year’s Eve 2024 is a working day and that of 2025 is not', () => {
    expect(isWorkingDay(calendar, '2024-02-09')).toBe(true);
    expect(isWorkingDay(calendar, '2025-01-28')).toBe(false);
  });

  it('are never guessed for a year without a notice', () => {
    expect(isWorkingDay(calendar, '2027-01-04')).toBeNull();
    expect(workingDayAfter(calendar, '2026-12-29', 5)).toBeNull();
    expect(workingDayAfter(calendar, '2026-12-29', 2)).toBe('2026-12-31');
    expect(calendarLimit(calendar, '2026-12-20', { value: 15, rollForward: true })).toBeNull();
  });

  it('roll the last day of a limit in calendar days forward from a rest day', () => {
    const limit = { value: 15, rollForward: true };
    expect(calendarLimit(calendar, '2024-09-18', limit)).toBe('2024-10-08');
    expect(calendarLimit(calendar, '2024-09-18', { ...limit, rollForward: false })).toBe(
      '2024-10-03',
    );
  });

  it('refuse a notice with a day twice, of another year, or a make-up day in the week', () => {
    const year = { year: 2028, source: 'test', off: ['2028-01-01'], work: [] };
    expect(() => readCalendar([year])).not.toThrow();
    expect(() => readCalendar([{ ...year, off: ['2028-01-01', '2028-01-01'] }])).toThrow(/twice/);
    expect(() => readCalendar([{ ...year, off: ['2027-12-31'] }])).toThrow(/another year/);
    expect(() => readCalendar([{ ...year, work: ['2028-01-05'] }])).toThrow(/weekend/);
    expect(() => readCalendar([year, year])).toThrow(/twice/);
  });
});
