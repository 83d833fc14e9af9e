// What is wrong with a kiosk.json, in words for whoever installs the kiosk: the field, and what to write there instead.
// Never quotes a value: an enrolment code may be among them.
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number',
  boolean: 'true or false, without quotes',
  object: 'an object { … }',
  array: 'a list [ … ]',
};
const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function choices(issue: Extract<Issue, { code: 'invalid_union' }>): unknown[] {
  if ('options' in issue && Array.isArray(issue.options)) return issue.options;
  return issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
}

function advice(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is missing; add it.';
      return `must be ${kinds[issue.expected] ?? issue.expected}.`;
    case 'too_small':
      return `must be at least ${issue.minimum}${units[issue.origin] ?? ''}.`;
    case 'too_big':
      return `must be at most ${issue.maximum}${units[issue.origin] ?? ''}.`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}.`;
    case 'invalid_union':
      return `must be one of: ${choices(issue).map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.format === 'regex' && issue.pattern !== undefined
        ? `must match ${issue.pattern}.`
        : `must be ${issue.message}.`;
    default:
      return `${issue.message}.`;
  }
}

/** One line a fault, `kiosk.json, field: what to do.` */
export function tellIssues(issues: readonly Issue[]): string {
  return issues
    .flatMap((issue) => {
      const at = issue.path.map(String).join('.');
      if (issue.code !== 'unrecognized_keys')
        return [`kiosk.json${at === '' ? '' : `, ${at}`}: ${advice(issue)}`];
      return issue.keys.map(
        (key) =>
          `kiosk.json, ${[...issue.path, key].map(String).join('.')}: no such field; correct its name or remove it.`,
      );
    })
    .join('\n');
}
