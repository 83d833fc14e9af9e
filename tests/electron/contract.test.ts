// The contract as data, kept beside this test: a changed verb, right, field or limit shows as a change of contract.json.
// After a change that is meant: npx vitest run tests/electron/contract.test.ts --update
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Method } from '../../electron/contract.ts';
import { Reply, Request, events, methods } from '../../electron/contract.ts';

const rows: readonly (readonly [string, Method])[] = Object.entries(methods);

function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return { ...z.toJSONSchema(schema, { io, reused: 'inline' }), $schema: undefined };
}

describe('the contract', () => {
  it('is as it was', async () => {
    const contract = {
      methods: Object.fromEntries(
        rows.map(([name, { access, input, output }]) => [
          name,
          { access, input: shapeOf(input, 'input'), output: outputOf(name, output) },
        ]),
      ),
      events: Object.fromEntries(
        Object.entries(events).map(([name, schema]) => [name, shapeOf(schema, 'output')]),
      ),
      wire: { request: shapeOf(Request, 'input'), reply: shapeOf(Reply, 'output') },
    };
    const style = await resolveConfig(import.meta.filename);
    const text = await format(JSON.stringify(contract), { ...style, parser: 'json' });
    await expect(text).toMatchFileSnapshot('contract.json');
  });

  it('takes no field it does not know, and no text without an end, in any input', () => {
    const open: string[] = [];
    for (const [name, { input }] of rows) {
      walk(shapeOf(input, 'input') as Shape, name, (shape, at) => {
        if (shape.type === 'object' && shape.additionalProperties !== false) open.push(`${at} {}`);
        const bounded =
          shape.enum !== undefined ||
          shape.const !== undefined ||
          shape.maxLength !== undefined ||
          (shape.pattern !== undefined && !/[*+]|,\}/.test(shape.pattern));
        if (shape.type === 'string' && !bounded) open.push(`${at} text`);
        if (shape.type === 'array' && shape.maxItems === undefined) open.push(`${at} []`);
      });
    }
    expect(open).toEqual([]);
  });

  it('names its verbs noun.verb, and gives no public verb to staff or demonstration by accident', () => {
    const names = rows.map(([name]) => name);
    expect(names.filter((name) => !/^[a-z]+\.[a-z-]+$/.test(name))).toEqual([]);
    const restricted = rows.filter(([, { access }]) => access !== 'public').map(([name]) => name);
    expect(
      names.filter((name) => /^(demo|admin)\./.test(name) && !restricted.includes(name)),
    ).toEqual([]);
  });
});

/** The state is written once, as the event. */
function outputOf(name: string, output: z.ZodType): unknown {
  return name === 'kiosk.state' ? 'the event state' : shapeOf(output, 'output');
}

interface Shape {
  readonly type?: string;
  readonly enum?: unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}
function walk(shape: Shape, at: string, visit: (shape: Shape, at: string) => void): void {
  visit(shape, at);
  for (const [name, inner] of Object.entries(shape.properties ?? {}))
    walk(inner, `${at}.${name}`, visit);
  if (shape.items !== undefined) walk(shape.items, `${at}[]`, visit);
  for (const inner of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) walk(inner, at, visit);
}
