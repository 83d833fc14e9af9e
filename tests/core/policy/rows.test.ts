// The table must be trustworthy before the kiosk starts: schema, one row a day, no overlap, no hole.
import { describe, expect, it } from 'vitest';
import { loadPolicyData } from '../../../electron/core/policy/load.ts';
import type { PolicyRow } from '../../../electron/core/policy/rows.ts';
import { chooseRow, mergedValues, readRows } from '../../../electron/core/policy/rows.ts';
import { Service } from '../../../electron/domain.ts';

const { rows } = loadPolicyData();

function row(id: string): PolicyRow {
  const found = rows.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}

/** The shipped table with one row changed. */
function changed(id: string, change: Record<string, unknown>): unknown[] {
  return rows.map((one) => (one.id === id ? { ...one, ...change } : one));
}

function problemsOf(raw: unknown[]): string {
  const read = readRows(raw);
  return read.ok ? '' : read.problems.join('\n');
}

describe('the policy table', () => {
  it('is accepted as shipped and cites a source in every row', () => {
    expect(problemsOf([...rows])).toBe('');
    expect(rows.filter((one) => one.source.length < 5)).toEqual([]);
  });

  it('is refused when two rows overlap', () => {
    const raw = changed('GZ-APPLICATION-2022', { effectiveTo: '2024-01-16' });
    expect(problemsOf(raw)).toContain('GZ-APPLICATION-2022, GZ-APPLICATION-2024: overlap');
  });

  it('is refused when two rows stand on the same day', () => {
    const twin = { ...row('GZ-PAPERCOPY-2024'), id: 'GZ-PAPERCOPY-2024B' };
    expect(problemsOf([...rows, twin])).toContain('GZ-PAPERCOPY-2024B: overlap');
  });

  it('is refused when a day between two rows has none', () => {
    const raw = changed('GZ-APPLICATION-2022', { effectiveTo: '2024-01-14' });
    expect(problemsOf(raw)).toContain('GZ-APPLICATION-2022, GZ-APPLICATION-2024: gap');
  });

  it('is refused when a row ends before it begins', () => {
    const raw = changed('GZ-PAPERCOPY-2022', { effectiveTo: '2022-05-01' });
    expect(problemsOf(raw)).toContain('GZ-PAPERCOPY-2022: ends before it begins');
  });

  it('is refused for an unknown field, in a row or in its values', () => {
    expect(problemsOf(changed('GZ-PAPERCOPY-2024', { colour: 'red' }))).toContain('colour');
    const { values } = row('GZ-PAPERCOPY-2024');
    const raw = changed('GZ-PAPERCOPY-2024', { values: { ...values, feeyuan: 1 } });
    expect(problemsOf(raw)).toContain('feeyuan');
  });

  it('is refused for a date that does not exist', () => {
    expect(problemsOf(changed('GZ-PAPERCOPY-2024', { effectiveFrom: '2024-02-30' }))).not.toBe('');
  });

  it('is refused when an id stands twice', () => {
    const raw = changed('GZ-PAPERCOPY-2024', { id: 'GZ-PAPERCOPY-2022' });
    expect(problemsOf(raw)).toContain('GZ-PAPERCOPY-2022: id stands twice');
  });

  it('is refused when a service is unavailable without a reason', () => {
    expect(problemsOf(changed('SZ-APPLICATION', { values: {} }))).toContain('without a reason');
  });

  it('is refused when a service is offered on a day on which the law’s values are missing', () => {
    const raw = changed('CN-ELIG-2016', { effectiveFrom: '2018-01-01' });
    expect(problemsOf(raw)).toContain('GD-APPLICATION-2017: values of the law missing');
  });

  it('gives every service in Guangzhou one row on every turning day', () => {
    const days = ['2022-06-01', '2023-06-24', '2023-06-25', '2024-01-15', '2024-01-16'];
    for (const service of Service.options)
      for (const on of days) {
        const there = rows.filter(
          (one) =>
            one.scope === '440100' &&
            one.service === service &&
            one.effectiveFrom <= on &&
            on <= (one.effectiveTo ?? '9999-12-31'),
        );
        expect([service, on, there.length]).toEqual([service, on, 1]);
      }
  });

  it('takes the city before the province, and the province where the city says nothing', () => {
    expect(chooseRow(rows, '440100', 'paper_copy', '2024-01-16')?.id).toBe('GZ-PAPERCOPY-2024');
    expect(chooseRow(rows, '440100', 'paper_copy', '2022-05-31')?.id).toBe('GD-PAPER_COPY-2017');
    expect(chooseRow(rows, '441900', 'application', '2025-01-01')?.id).toBe('GD-APPLICATION-2022');
    expect(chooseRow(rows, '430100', 'application', '2025-01-01')).toBeNull();
  });

  it('completes values from less specific scopes and never the other way round', () => {
    const guangzhou = row('GZ-APPLICATION-2024');
    const merged = mergedValues(rows, guangzhou, '2025-01-01');
    expect(merged.halfYearMonths).toBe(6);
    expect(merged.promisedLimit).toEqual({ value: 5, unit: 'working_day' });
    const province = mergedValues(rows, row('GD-APPLICATION-2022'), '2025-01-01');
    expect(province.halfYearExemptions).toBeUndefined();
  });

  it('keeps an explicit null: no limit is promised where the row says so', () => {
    const open = { ...row('GZ-APPLICATION-2024'), values: { promisedLimit: null } };
    const others = rows.filter((one) => one.id !== open.id);
    expect(mergedValues([...others, open], open, '2025-01-01').promisedLimit).toBeNull();
  });
});
