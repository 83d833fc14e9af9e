// Calendar dates as text, `YYYY-MM-DD`, in the Gregorian calendar. Must not know the time of day, the clock or any rule.
// Plain integer arithmetic: JavaScript's Date reads years below 100 as 19xx and carries a time zone.
import type { IsoDate } from '../../domain.ts';

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const LAST_DATE = '9999-12-31';
const FIRST_DATE = '0000-01-01';

function partsOf(date: IsoDate): CivilDate {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  };
}

/** Dates beyond four-digit years stop at the first or last one, so that text order stays date order. */
function textOf(date: CivilDate): IsoDate {
  if (date.year > 9999) return LAST_DATE;
  if (date.year < 0) return FIRST_DATE;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01, counted in 400-year cycles of years that begin in March. */
function dayNumber({ year, month, day }: CivilDate): number {
  const shifted = month > 2 ? year : year - 1;
  const cycle = Math.floor(shifted / 400);
  const yearOfCycle = shifted - cycle * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  return cycle * 146_097 + yearOfCycle * 365 + leapDays + dayOfYear - 719_468;
}

function fromDayNumber(days: number): CivilDate {
  const sinceMarch0 = days + 719_468;
  const cycle = Math.floor(sinceMarch0 / 146_097);
  const dayOfCycle = sinceMarch0 - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The date `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return textOf(fromDayNumber(dayNumber(partsOf(date)) + days));
}

/**
 * The corresponding day `months` later; where the month has none, its last day (Civil Code art. 202).
 * Always count from the anchor: a chain of additions would drift after a short month.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return textOf({
    year: newYear,
    month: newMonth,
    day: Math.min(day, daysInMonth(newYear, newMonth)),
  });
}

/** The corresponding day `years` later; 29 February becomes 28 February where there is none. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date: IsoDate): number {
  return (((dayNumber(partsOf(date)) + 4) % 7) + 7) % 7;
}

export function yearOf(date: IsoDate): number {
  return partsOf(date).year;
}

/** The later of two dates. */
export function laterOf(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

/** The earlier of two dates. */
export function earlierOf(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

/** From which day a person counts as `age` years old: the birthday, or the day after it (assumed boundary, a value of the rows). */
export function ageReachedOn(
  birthDate: IsoDate,
  age: number,
  boundary: 'birthday' | 'day_after',
): IsoDate {
  const birthday = addYears(birthDate, age);
  return boundary === 'birthday' ? birthday : addDays(birthday, 1);
}
