// The bytes of a code scanner, whole, in pieces and broken.
import { expect, it } from 'vitest';
import { createLineReader, MAX_SCAN_BYTES } from '../../electron/devices/code-scanner.lines.ts';
import { diceOf } from '../support/dice.ts';

const bare = { prefix: '', suffix: '\r' };
function codesOf(reader: ReturnType<typeof createLineReader>, bytes: Buffer | string): string[] {
  return reader
    .push(Buffer.from(bytes))
    .map((line) => (line.kind === 'code' ? line.text : `(${line.kind})`));
}

it('A line is a code, with CR, LF or both', () => {
  expect(codesOf(createLineReader(bare), 'R7K3M9P2QX4TW8\r\nP4401000000000012K\r\r\n')).toEqual([
    'R7K3M9P2QX4TW8',
    'P4401000000000012K',
  ]);
  const crlf = { prefix: '', suffix: '\r\n' };
  expect(codesOf(createLineReader(crlf), 'R7K3M9P2QX4TW8\r\n')).toEqual(['R7K3M9P2QX4TW8']);
});

it('A line cut at every byte is the same code', () => {
  const line = Buffer.from('\x02居住证R7K3M9P2QX4TW8\x03');
  for (let at = 0; at <= line.length; at++) {
    const reader = createLineReader({ prefix: '\x02', suffix: '\x03' });
    const codes = [...codesOf(reader, line.subarray(0, at)), ...codesOf(reader, line.subarray(at))];
    expect(codes, `cut at ${at}`).toEqual(['居住证R7K3M9P2QX4TW8']);
  }
});

it('What is no line of text is noise, and the next line is read', () => {
  for (const noise of ['\xff\xfe\x80', 'a\0b', 'R7K3\x1bM9P2', '~~'])
    expect(
      codesOf(
        createLineReader({ prefix: '=', suffix: '\r' }),
        Buffer.concat([Buffer.from(noise, 'latin1'), Buffer.from('\r=R7K3M9P2QX4TW8\r')]),
      ),
    ).toEqual(['(noise)', 'R7K3M9P2QX4TW8']);
});

it('A line longer than any code is dropped whole, however it comes, and little of it is kept', () => {
  const reader = createLineReader({ prefix: '', suffix: '\r\n' });
  for (let sent = 0; sent < 50; sent++) expect(codesOf(reader, '7'.repeat(997))).toEqual([]);
  expect(codesOf(reader, '7\r')).toEqual([]);
  expect(codesOf(reader, '\nR7K3M9P2QX4TW8\r\n')).toEqual(['(noise)', 'R7K3M9P2QX4TW8']);
  expect(codesOf(reader, `${'7'.repeat(MAX_SCAN_BYTES)}\r\n`)[0]?.length).toBe(MAX_SCAN_BYTES);
  expect(codesOf(reader, `${'7'.repeat(MAX_SCAN_BYTES + 1)}\r\n`)).toEqual(['(noise)']);
});

it('Half a line is forgotten on reset', () => {
  const reader = createLineReader(bare);
  expect(codesOf(reader, 'P44010000')).toEqual([]);
  expect(reader.reset()).toBe(true);
  expect(reader.reset()).toBe(false);
  expect(codesOf(reader, 'R7K3M9P2QX4TW8\r')).toEqual(['R7K3M9P2QX4TW8']);
});

it('Of random bytes nothing is thrown and no text with control characters comes', () => {
  const dice = diceOf(4);
  const reader = createLineReader(bare);
  for (let round = 0; round < 2000; round++) {
    const bytes = Buffer.from(Array.from({ length: Math.floor(dice() * 60) }, () => dice() * 256));
    for (const code of codesOf(reader, bytes)) expect(code).not.toMatch(/\p{Cc}/u);
  }
});
