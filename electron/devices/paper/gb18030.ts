// Which text a Chinese receipt printer's own font is sure to have, and its bytes.
// Pure. Printers accept GB 18030 but their fonts often end at GB 2312, so only that is trusted.
import iconv from 'iconv-lite';

/** Rows of GB 2312-80 that are filled, as lead byte and range of trail bytes of EUC-CN. */
const filled: Readonly<Record<number, readonly (readonly [from: number, to: number])[]>> = {
  0xa1: [[0xa1, 0xfe]],
  0xa2: [
    [0xb1, 0xe2],
    [0xe5, 0xee],
    [0xf1, 0xfc],
  ],
  0xa3: [[0xa1, 0xfe]],
  0xa4: [[0xa1, 0xf3]],
  0xa5: [[0xa1, 0xf6]],
  0xa6: [
    [0xa1, 0xb8],
    [0xc1, 0xd8],
  ],
  0xa7: [
    [0xa1, 0xc1],
    [0xd1, 0xf1],
  ],
  0xa8: [
    [0xa1, 0xba],
    [0xc5, 0xe9],
  ],
  0xa9: [[0xa4, 0xef]],
  0xd7: [[0xa1, 0xf9]],
};

/**
 * What a printer's own font was tried for, in kiosk.json: `gb2312` (most Chinese models), `gbk` (every character of two
 * bytes), `none` (no Chinese: whole slips are drawn).
 */
export const printerProfiles = ['gb2312', 'gbk', 'none'] as const;
export type PrinterProfile = (typeof printerProfiles)[number];

/** True when every character is in the profile; a text with any other is to be drawn. */
export function isSafeToPrint(text: string, profile: PrinterProfile = 'gb2312'): boolean {
  return profile !== 'none' && Array.from(text).every((character) => isSafe(character, profile));
}

function isSafe(character: string, profile: PrinterProfile): boolean {
  if (character <= '\u007f') return character >= ' ' && character !== '\u007f';
  const [lead = 0, trail = 0, ...more] = iconv.encode(character, 'gb18030');
  if (more.length > 0) return false;
  // A character that GB 18030 lacks is encoded as a question mark of one byte.
  if (profile === 'gbk') return lead >= 0x81 && trail >= 0x40;
  const ranges = filled[lead] ?? (lead >= 0xb0 && lead <= 0xf7 ? [[0xa1, 0xfe] as const] : []);
  return ranges.some(([from, to]) => trail >= from && trail <= to);
}

/** GB 18030 bytes. */
export function encodeGb18030(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}
