// The looks a person may choose, and invented pictures for the sample screens.
import { resolve } from 'node:path';
import sharp from 'sharp';
import type { Comfort } from '../../../electron/contract.ts';
import { paperFrame } from '../../support/camera-video.ts';
import type { SamplePictures } from '../../support/states.ts';

export const looks: Readonly<Record<string, Comfort>> = {
  'zh-standard': { language: 'zh-CN', textSize: 'standard', theme: 'standard' },
  'zh-large': { language: 'zh-CN', textSize: 'large', theme: 'standard' },
  'zh-largest': { language: 'zh-CN', textSize: 'largest', theme: 'standard' },
  'zh-high-contrast': { language: 'zh-CN', textSize: 'standard', theme: 'high-contrast' },
  'en-standard': { language: 'en', textSize: 'standard', theme: 'standard' },
  'en-large': { language: 'en', textSize: 'large', theme: 'standard' },
  'en-largest': { language: 'en', textSize: 'largest', theme: 'high-contrast' },
};

/** A face and a page as the kiosk would keep them. */
export async function samplePictures(): Promise<SamplePictures> {
  const portrait = await sharp(resolve(import.meta.dirname, '../../fixtures/faces/astronaut.jpg'))
    .resize(358, 441, { position: 'top' })
    .jpeg()
    .toBuffer();
  const page = await sharp(await paperFrame())
    .resize(160)
    .jpeg()
    .toBuffer();
  return { face: portrait.toString('base64'), page: page.toString('base64') };
}
