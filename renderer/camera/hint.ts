// What to tell a person who stands before the camera, from one look. A hint only: the photo is judged in the core,
// so the limits here are a little narrower than there and nobody is told “good” and then refused.
import type { PhotoMeasures } from '../../electron/contract.ts';
import { PHOTO } from './crop.ts';

export type HintKey =
  | 'camera.hint.no-face'
  | 'camera.hint.one-person'
  | 'camera.hint.closer'
  | 'camera.hint.farther'
  | 'camera.hint.centre'
  | 'camera.hint.light'
  | 'camera.hint.good';

export function hintFor(measures: PhotoMeasures): HintKey {
  const [face, another] = measures.faces;
  if (face === undefined) return 'camera.hint.no-face';
  if (another !== undefined) return 'camera.hint.one-person';
  if (face.width < 170) return 'camera.hint.closer';
  if (face.width > 245) return 'camera.hint.farther';
  const aside = Math.abs(face.x + face.width / 2 - PHOTO.width / 2);
  const eyes = measures.eyesY ?? face.y + face.height * 0.35;
  if (aside > 35 || eyes < 130 || eyes > 245) return 'camera.hint.centre';
  if (measures.brightness < 75 || measures.brightness > 215) return 'camera.hint.light';
  return 'camera.hint.good';
}
