// The reader the code worker runs, on pictures as bad cameras make them. Photographs: tests/bench/codes.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import type { GreyPicture } from '../../../renderer/camera/code-picture.ts';
import { startBothReaders, startZxingAlone } from '../../../renderer/camera/code-reader.both.ts';
import type { BothReaders } from '../../../renderer/camera/code-reader.both.ts';
import {
  blank,
  blurred,
  drawCode,
  noisy,
  pale,
  slanted,
  turned,
} from '../../support/code-pictures.ts';
import type { DrawnKind } from '../../support/code-pictures.ts';
import { codeWasm } from '../../support/code-wasm.ts';

const letters = 'eyJhbGciOiJFUzI1NiIsInR5cCI6InBlcm1pdCtqd3MifQ';
const ours = [
  ['qrcode', 'qr', `${letters}.${letters.repeat(4)}.${letters.repeat(2)}`],
  ['code128', 'code128', 'R7K3M9P2QX4TW8'],
  ['pdf417', 'pdf417', 'P4401000000000012K'],
] as const;
const seenAs: readonly [string, (picture: GreyPicture) => GreyPicture | Promise<GreyPicture>][] = [
  ['sharp', (picture) => picture],
  ...[7, 30, 90, 180, 270].map(
    (degrees): [string, (picture: GreyPicture) => Promise<GreyPicture>] => [
      `turned by ${degrees}°`,
      (picture) => turned(picture, degrees),
    ],
  ),
  ['blurred', (picture) => blurred(picture, 2)],
  ['noisy', (picture) => noisy(picture, 70)],
  ['pale', (picture) => pale(picture, 0.2)],
  ['in the dark', (picture) => pale(picture, 0.12, 30)],
  ['from the side', (picture) => slanted(picture, 0.75)],
  [
    'from the side, blurred and pale',
    async (picture) => pale(await blurred(slanted(picture, 0.85), 1), 0.4),
  ],
];

let reader: BothReaders;
beforeAll(async () => {
  reader = await startBothReaders({ bytes: codeWasm() });
});

describe.each(ours)('a code drawn as %s', (kind, format, text) => {
  it.each(seenAs)('%s is read whole', async (_, change) => {
    const picture = await change(await drawCode(kind, text));
    expect(await reader.read(picture)).toEqual({ text, format });
  });
});

describe('nothing is read', () => {
  it.each<[string, () => GreyPicture | Promise<GreyPicture>]>([
    ['of blank paper', () => blank()],
    ['of one pixel', () => blank(1, 1)],
    [
      'of a picture without height',
      () => ({ grey: new Uint8ClampedArray(0), width: 40, height: 0 }),
    ],
    [
      'of a code blurred beyond all reading',
      async () => blurred(await drawCode('qrcode', 'R7K3M9P2QX4TW8'), 14),
    ],
  ])('%s', async (_, make) => {
    expect(await reader.read(await make())).toBeNull();
  });

  it('of noise, whatever it looks like', async () => {
    for (let seed = 1; seed <= 12; seed++)
      expect(await reader.read(noisy(blank(320, 240, 128), 128, seed))).toBeNull();
  });

  it.each<[DrawnKind, string]>([
    ['datamatrix', 'R7K3M9P2QX4TW8'],
    ['azteccode', 'R7K3M9P2QX4TW8'],
    ['ean13', '6901234567892'],
    ['code39', 'R7K3M9P2QX4TW8'],
  ])('of a code of another kind: %s', async (kind, text) => {
    expect(await reader.read(await drawCode(kind, text))).toBeNull();
  });
});

it('Without zxing-wasm the three kinds are still read', async () => {
  const alone = startZxingAlone();
  for (const [kind, format, text] of ours)
    expect(await alone.read(await drawCode(kind, text))).toEqual({ text, format });
});

it('A glance reads what lies plainly before the camera', async () => {
  for (const [kind, format, text] of ours)
    expect(await reader.glance(await drawCode(kind, text))).toEqual({ text, format });
});
