// Fuzz of everything a scanned code goes through: the scanner's line, the keys of one that types, the schema of the verb,
// and what the code is told to be. Seeded; a failure throws with the input that made it.
// The short run of the tests is tests/core/verify.fuzz.test.ts.
import { methods } from '../../electron/contract.ts';
import { mintCaseNumber, mintPermitNumber } from '../../electron/core/case-number.ts';
import type { ScannedCode } from '../../electron/core/verify.ts';
import { createCodeReader } from '../../electron/core/verify.ts';
import { createLineReader } from '../../electron/devices/code-scanner.lines.ts';
import { createWedge } from '../../renderer/wedge.ts';
import { diceOf } from '../support/dice.ts';
import { keyOf } from '../support/keys.ts';
import { claimsOf, createIssuer, samplePermit } from '../support/permits.ts';

/** What a run met; every figure counts inputs, by what they were told to be. */
export interface CodeFuzz {
  readonly inputs: number;
  readonly kinds: Readonly<Record<ScannedCode['kind'], number>>;
  /** Inputs the verb's schema refuses: longer than any code. */
  readonly refused: number;
  /** Milliseconds of the slowest input. */
  readonly slowestMs: number;
}

/** No input may take longer: somebody stands there with a slip in the hand. */
const longestMs = 2000;
const residentBegin = 'https://resident.example/';

type Dice = () => number;
const below = (dice: Dice, limit: number): number => Math.floor(dice() * limit);
const pick = <T>(dice: Dice, from: readonly T[]): T => from[below(dice, from.length)] as T;
function letters(dice: Dice, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[below(dice, alphabet.length)]).join('');
}
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const jsonPart = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Genuine codes by the text that makes each genuine, with what they are. */
async function genuine(dice: Dice) {
  const issuer = await createIssuer();
  const stranger = await createIssuer('permit-2026');
  const permit = await samplePermit(issuer);
  const bytes = (n: number) => Uint8Array.from({ length: n }, () => below(dice, 256));
  const show = { iss: 'urn:test', jti: 'h'.repeat(22), iat: 1_793_500_000, exp: 1_793_500_060 };
  const shown = await issuer.sign(show, { typ: 'show+jws' });
  const signed = new Set([permit.credential, shown]);
  const forged = [
    await stranger.sign(claimsOf(permit)),
    await stranger.sign(show, { typ: 'show+jws' }),
    `${jsonPart({ alg: 'none', typ: 'permit+jws', kid: 'permit-2026' })}.${jsonPart(claimsOf(permit))}.`,
    // Signed by the issuer, and no permit by its claims.
    await issuer.sign({ ...claimsOf(permit), jti: 'P1' }),
    await issuer.sign({ ...show, exp: show.iat + 100_000 }, { typ: 'show+jws' }),
  ];
  const numbers = Array.from({ length: 8 }, () =>
    dice() < 0.5 ? mintCaseNumber(bytes) : mintPermitNumber('440100', bytes),
  );
  return { issuer, signed, texts: [...signed, ...forged, ...numbers] };
}

/** Texts that no genuine code was the beginning of. */
const inventions: readonly ((dice: Dice) => string)[] = [
  // As a QR in byte mode gives them: 4,000 random bytes, taken for Latin letters or for broken UTF-8.
  (dice) => Buffer.from(Array.from({ length: 4000 }, () => below(dice, 256))).toString('latin1'),
  (dice) => Buffer.from(Array.from({ length: 4000 }, () => below(dice, 256))).toString('utf8'),
  (dice) => Buffer.from(Array.from({ length: below(dice, 90) }, () => below(dice, 256))).toString(),
  (dice) => String.fromCharCode(...Array.from({ length: 40 }, () => below(dice, 0x10000))),
  (dice) => letters(dice, '0123456789', below(dice, 7100)),
  (dice) => letters(dice, '0123456789ABCDEFGHJKMNPQRSTVWXYZ', pick(dice, [13, 14, 15, 18])),
  (dice) => `R${letters(dice, '0123456789ABCDEFGHJKMNPQRSTVWXYZ', 13)}`,
  (dice) => `P${letters(dice, '0123456789', 16)}${letters(dice, '0123456789ABCDEFGHIJ', 1)}`,
  (dice) =>
    [1, 2, 3]
      .map(() => letters(dice, base64url, below(dice, 300)))
      .join(pick(dice, ['.', '..', ''])),
  (dice) =>
    [
      jsonPart({
        alg: pick(dice, ['ES256', 'none', 'HS256', '']),
        typ: pick(dice, ['permit+jws', 'show+jws', 'JWT', 7]),
        kid: pick(dice, ['permit-2026', '__proto__', '', null]),
        jku: 'https://evil.example/keys',
      }),
      jsonPart(pick<unknown>(dice, [{}, null, [], { jti: '__proto__' }, 'x'.repeat(900), 1e308])),
      letters(dice, base64url, pick(dice, [0, 1, 85, 86, 87])),
    ].join('.'),
  (dice) => `${'['.repeat(below(dice, 1900))}.${'{'.repeat(40)}.`,
  (dice) => `${residentBegin}${letters(dice, base64url, below(dice, 60))}`,
  (dice) => pick(dice, ['', ' ', '\0', '\ufeff', '.', '..', 'null', 'https://example.org/?q=1']),
];

const changes: readonly ((dice: Dice, text: string) => string)[] = [
  (_, text) => text,
  (dice, text) => {
    const at = below(dice, text.length);
    return text.slice(0, at) + letters(dice, base64url, 1) + text.slice(at + 1);
  },
  (dice, text) => text.slice(0, below(dice, text.length + 1)),
  (dice, text) => text.slice(below(dice, text.length + 1)),
  (dice, text) => {
    const at = below(dice, text.length);
    return text.slice(0, at) + text.slice(at + 1 + below(dice, 4));
  },
  (dice, text) => {
    const at = below(dice, text.length);
    return (
      text.slice(0, at) + pick(dice, ['.', '=', '\0', ' ', '居', '\u202e', 'A']) + text.slice(at)
    );
  },
  (_, text) => text + text,
  (_, text) => text.toLowerCase(),
  (_, text) => ` ${text}\r\n`,
  (dice, text) => {
    const parts = text.split('.');
    const at = below(dice, parts.length);
    return parts.with(at, letters(dice, base64url, parts[at]?.length ?? 0)).join('.');
  },
  (_, text) => text.split('.').reverse().join('.'),
  (dice, text) => text.replace(/.$/u, () => letters(dice, base64url, 1)),
];

/** ISO/IEC 7064 MOD 37,36, written apart from the core's own. */
function checks(text: string): boolean {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let rest = 36;
  for (const [at, character] of Array.from(text).entries()) {
    const value = alphabet.indexOf(character);
    if (value < 0) return false;
    if (at === text.length - 1) return (rest + value) % 36 === 1;
    rest = (rest + value) % 36 || 36;
    rest = (rest * 2) % 37;
  }
  return false;
}

/** Fails when a code was taken for what it does not prove. */
function mustProveItself(text: string, told: ScannedCode, signed: ReadonlySet<string>): void {
  switch (told.kind) {
    case 'permit':
    case 'shown':
      if (!signed.has(text.trim())) throw new Error('a signature taken for good');
      return;
    case 'case':
      if (!/^R[0-9A-HJKMNP-TV-Z]{12}[0-9A-Z]$/.test(told.caseNumber) || !checks(told.caseNumber))
        throw new Error('a case number without its check');
      return;
    case 'permit-number':
      if (!/^P\d{16}[0-9A-Z]$/.test(told.permitNumber) || !checks(told.permitNumber))
        throw new Error('a permit number without its check');
      return;
    case 'resident':
      if (!text.trim().startsWith(residentBegin)) throw new Error('a resident code made up');
      return;
    case 'permit-signature-wrong':
    case 'not-ours':
      if (signed.has(text.trim())) throw new Error('a good code refused');
  }
}

/** Through the line of a serial scanner, in pieces: comes out as it went in, or not at all. */
function throughLine(dice: Dice, text: string): void {
  const reader = createLineReader({ prefix: '', suffix: '\r' });
  const bytes = Buffer.from(`${text}\r`);
  const codes = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + below(dice, bytes.length);
    codes.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  const plain = Buffer.from(text)
    .toString()
    .replace(/^[\r\n]+|[\r\n]+$/g, '');
  for (const line of codes)
    if (line.kind === 'code' && !plain.split('\r').some((part) => part.includes(line.text)))
      throw new Error('a line that was not sent');
}

/** Through the keys of a scanner that types: only what a keyboard can type comes, and whole. */
function throughKeys(dice: Dice, text: string): void {
  const wedge = createWedge({ prefix: '', suffix: '\r' });
  const typed = text.replace(/[^\x20-\x7e]/g, '');
  const pause = dice() < 0.2 ? below(dice, typed.length + 1) : -1;
  let at = 0;
  for (const [index, character] of Array.from(`${typed}\r`).entries()) {
    at += index === pause ? 500 : 10;
    const { text: heard } = wedge.press({ ...keyOf(character), command: false, repeat: false, at });
    if (heard !== null && !typed.endsWith(heard)) throw new Error('keys that were not struck');
    if (heard !== null && pause <= 0 && heard !== typed) throw new Error('a code cut short');
  }
}

/** Feeds `count` random and mutated codes. Rejects at the first that breaks a promise. */
export async function run({ count, seed }: { count: number; seed: number }): Promise<CodeFuzz> {
  const dice = diceOf(seed);
  const { issuer, signed, texts } = await genuine(dice);
  const read = createCodeReader([issuer.publicJwk], [residentBegin]);
  const schema = methods['code.scanned'].input;
  const kinds: Record<ScannedCode['kind'], number> = {
    case: 0,
    permit: 0,
    shown: 0,
    'permit-number': 0,
    'permit-signature-wrong': 0,
    resident: 0,
    'not-ours': 0,
  };
  let refused = 0;
  let slowestMs = 0;
  for (let inputs = 0; inputs < count; inputs += 1) {
    let text = dice() < 0.6 ? pick(dice, texts) : pick(dice, inventions)(dice);
    for (let times = below(dice, 3); times > 0; times -= 1) text = pick(dice, changes)(dice, text);
    const begun = performance.now();
    try {
      throughLine(dice, text);
      throughKeys(dice, text);
      if (!schema.safeParse({ text, format: 'qr' }).success) refused += 1;
      const told = await read(text);
      mustProveItself(text, told, signed);
      kinds[told.kind] += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`input ${inputs} of seed ${seed}: ${why}: ${JSON.stringify(text)}`, {
        cause: error,
      });
    }
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    if (slowestMs > longestMs) throw new Error(`input ${inputs} of seed ${seed} hangs`);
  }
  return { inputs: count, kinds, refused, slowestMs };
}
