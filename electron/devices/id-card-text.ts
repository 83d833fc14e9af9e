// The 256-byte text block of a card's chip as fields: four layouts, told apart by the character at byte 248.
// Pure and mechanical, both ways; whether the fields are true is judged in core/identity.ts.
// Layouts: GA/T 490 (mainland), 港澳台居民居住证 (J), 外国人永久居留身份证 2017 (I) and 2023 (Y).

/** `mainland` for any type character that is not one of the three. */
export type CardLayout = 'mainland' | 'J' | 'I' | 'Y';

export const TEXT_BYTES = 256;
const TYPE_AT = 248;

/** Offset and length in bytes of UTF-16LE. */
type Fields<Name extends string> = Readonly<Record<Name, readonly [at: number, bytes: number]>>;

const citizen = {
  name: [0, 30],
  sex: [30, 2],
  birth: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
} as const;
const layouts = {
  mainland: { ...citizen, ethnicity: [32, 4] },
  J: { ...citizen, passNumber: [220, 18], issueCount: [238, 4] },
  I: {
    nameEn: [0, 120],
    sex: [120, 2],
    idNumber: [122, 30],
    nationality: [152, 6],
    name: [158, 30],
    validFrom: [188, 16],
    validTo: [204, 16],
    birth: [220, 16],
    version: [236, 4],
    authority: [240, 8],
  },
  Y: {
    name: [0, 30],
    sex: [30, 2],
    renewals: [32, 4],
    birth: [36, 16],
    nameEn: [52, 70],
    idNumber: [122, 36],
    validFrom: [188, 16],
    validTo: [204, 16],
    nameEnRest: [220, 22],
    nationality: [242, 6],
    previousLink: [250, 6],
  },
} as const satisfies Record<CardLayout, Fields<string>>;

export type CardText = Readonly<Partial<Record<string, string>>>;

/** Null when the block is not 256 bytes of well-formed UTF-16LE. */
export function readCardText(
  block: Uint8Array,
): { readonly layout: CardLayout; readonly fields: CardText } | null {
  if (block.length !== TEXT_BYTES) return null;
  const type = String.fromCharCode((block[TYPE_AT] ?? 0) | ((block[TYPE_AT + 1] ?? 0) << 8));
  const layout = type === 'J' || type === 'I' || type === 'Y' ? type : 'mainland';
  const fields: Record<string, string> = {};
  for (const [name, [at, bytes]] of Object.entries<readonly [number, number]>(layouts[layout])) {
    const text = decode(block.subarray(at, at + bytes));
    if (text === null) return null;
    fields[name] = text;
  }
  return { layout, fields };
}

/** The block of 256 bytes, space padded, with the layout's type character. Throws when a value is too long or not a field. */
export function encodeCardText(layout: CardLayout, fields: CardText): Buffer {
  const block = Buffer.from(' '.repeat(TEXT_BYTES / 2), 'utf16le');
  const known: Fields<string> = layouts[layout];
  for (const [name, value] of Object.entries(fields)) {
    const field = known[name];
    if (field === undefined || value === undefined)
      throw new Error(`no field ${name} on a card of layout ${layout}`);
    const bytes = Buffer.from(value, 'utf16le');
    if (bytes.length > field[1])
      throw new Error(`${name} is longer than the card's ${field[1]} bytes`);
    bytes.copy(block, field[0]);
  }
  if (layout !== 'mainland') block.write(layout, TYPE_AT, 'utf16le');
  return block;
}

/** Trailing spaces and NULs are padding; spaces inside an English name stay. Null for what is no character. */
function decode(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('utf16le');
  const end = text.search(/[ \u0000]*$/);
  const trimmed = text.slice(0, end);
  return /[\p{Cs}\p{Cc}\p{Noncharacter_Code_Point}]/u.test(trimmed) ? null : trimmed;
}
