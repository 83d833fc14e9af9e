// The paper copy as an outsider sees it: fields, fonts, codes read back from a 300 dpi raster of the page.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permitSheet } from '../../../electron/core/print/permit-sheet.ts';
import { createCodeReader } from '../../../electron/core/verify.ts';
import type { CodeReader } from '../../../electron/core/verify.ts';
import type { Permit } from '../../../electron/domain.ts';
import { qrCode } from '../../../electron/devices/paper/codes.ts';
import { GlyphMissing } from '../../../electron/devices/paper/glyphs.ts';
import { permitPdf } from '../../../electron/devices/paper/permit-pdf.ts';
import { decode, fontsOf, pagesOf, rasterise, textOf } from '../../support/paper.ts';
import { createIssuer, samplePermit } from '../../support/permits.ts';
import type { Issuer } from '../../support/permits.ts';

const RARE_NAME = '喆𠮷䶮㛃玥𬭎';
const where = {
  printedAt: '2026-11-23T02:05:00.000Z',
  centreName: '广州市天河区政务服务中心',
  deviceId: 'kiosk-tianhe-01',
  serial: 'TH01-000001',
};

let folder: string;
let issuer: Issuer;
let read: CodeReader;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-pdf-'));
  issuer = await createIssuer();
  read = createCodeReader([issuer.publicJwk]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function printed(overrides: Partial<Permit> = {}, demonstration = false) {
  const permit = await samplePermit(issuer, overrides);
  files += 1;
  const pdf = join(folder, `sheet-${files}.pdf`);
  await writeFile(pdf, await permitPdf(permitSheet(permit, { ...where, demonstration })));
  return { permit, pdf };
}

describe('codes on the page, rasterised at 300 dpi', () => {
  test('the QR decodes to the credential and verifies offline', async () => {
    const { permit, pdf } = await printed({ name: RARE_NAME }, true);
    const text = await decode(await rasterise(pdf), 'QR_CODE');
    expect(text).toBe(permit.credential);
    const code = await read(text);
    expect(code.kind === 'permit' && code.claims.jti).toBe(permit.number);
    expect(code.kind === 'permit' && code.claims.nam).toBe(RARE_NAME);
  });

  test('a credential with one changed byte is printed and read, and does not verify', async () => {
    const honest = await samplePermit(issuer);
    const at = honest.credential.indexOf('.') + 40;
    const other = honest.credential[at] === 'A' ? 'B' : 'A';
    const credential = honest.credential.slice(0, at) + other + honest.credential.slice(at + 1);
    const { pdf } = await printed({ credential });
    const text = await decode(await rasterise(pdf), 'QR_CODE');
    expect(text).toBe(credential);
    expect(await read(text)).toEqual({ kind: 'permit-signature-wrong' });
  });

  test('the bar code decodes to the permit number', async () => {
    const { permit, pdf } = await printed({}, true);
    expect(await decode(await rasterise(pdf), 'CODE_128')).toBe(permit.number);
  });

  test('the QR survives grey, blurred office paper under the demonstration mark', async () => {
    const { permit, pdf } = await printed({}, true);
    const worn = await sharp(await rasterise(pdf))
      .blur(1.6)
      .linear(0.7, 40)
      .toBuffer();
    expect(await decode(worn, 'QR_CODE')).toBe(permit.credential);
  });

  test('QR modules are at least 0.4 mm up to version 20 and refused above', () => {
    expect(qrCode('a'.repeat(666), 46).module).toBeGreaterThanOrEqual(0.4);
    expect(() => qrCode('a'.repeat(667), 46)).toThrow(RangeError);
  });
});

describe('the page', () => {
  test('is one A4 sheet with every field of the paper copy', async () => {
    const { permit, pdf } = await printed({ endorsedOn: '2026-11-12' });
    expect(await pagesOf(pdf)).toEqual({
      pages: 1,
      size: expect.stringContaining('(A4)') as string,
    });
    const text = await textOf(pdf);
    for (const expected of [
      '广东省电子居住证(打印版)',
      ...['证照编号', permit.number],
      ...['姓名', permit.name, '性别', '女', '民族', '汉', '出生', '1990年05月01日'],
      ...['公民身份号码', permit.idNumber, '户籍所在地', permit.hukouAddress],
      ...['现居住地址', permit.residenceAddress],
      ...['有效期限', '2026年11月01日 至 2027年11月01日'],
      ...['签发机关', permit.issuingAuthority, '签发日期', '签注日期', '2026年11月12日'],
      ...['以扫码核验结果为准', '打印时间', '2026年11月23日 10:05', '打印地点', where.centreName],
      ...['打印终端', where.deviceId, '打印流水号', where.serial],
    ])
      expect(text).toContain(expected);
  });

  test('carries the specimen mark unless a real issuer signed', async () => {
    expect(await textOf((await printed()).pdf)).toContain('样本');
    expect(await textOf((await printed({ specimen: false })).pdf)).not.toContain('样本');
  });

  test('carries the demonstration mark only in a demonstration', async () => {
    expect(await textOf((await printed({}, true)).pdf)).toContain('演示');
    expect(await textOf((await printed()).pdf)).not.toContain('演示');
  });

  test('shows a specimen mark large across the page when there is no demonstration', async () => {
    const paper = await printed({ specimen: true });
    const clean = await printed({ specimen: false });
    // The stretch of the table where nothing else stands: the right end of the address rows.
    const reds = async (pdf: string) => {
      const area = { left: 1700, top: 1150, width: 480, height: 420 };
      const { data } = await sharp(await rasterise(pdf))
        .extract(area)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      let count = 0;
      for (let i = 0; i < data.length; i += 3) if (data[i]! - data[i + 1]! > 12) count += 1;
      return count;
    };
    expect(await reds(paper.pdf)).toBeGreaterThan(5_000);
    expect(await reds(clean.pdf)).toBe(0);
  });

  test('embeds its fonts as subsets and has every character of a rare name', async () => {
    const { pdf } = await printed({ name: RARE_NAME });
    const fonts = await fontsOf(pdf);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatchObject({ embedded: true, subset: true });
    // Extraction goes by the glyphs that were drawn: a box would come back as something else.
    expect(await textOf(pdf)).toContain(RARE_NAME);
  });

  test('is refused when a character is in none of the fonts: never a box in a name', async () => {
    await expect(printed({ name: '陈\u{323b0}' })).rejects.toThrow(GlyphMissing);
  });

  test('holds the longest name and addresses the form allows', async () => {
    const { permit, pdf } = await printed({
      name: '阿卜杜热合曼·买买提吐尔逊·艾合麦提江·伊布拉伊木·克里木江·奥斯曼·居来提·帕尔哈提·木',
      hukouAddress: '新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县'.repeat(4).slice(0, 100),
      residenceAddress: '广东省广州市天河区ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(3).slice(0, 100),
    });
    const text = (await textOf(pdf)).replace(/\s/g, '');
    expect(text).toContain(permit.name.slice(0, 12));
    for (const end of [permit.hukouAddress.slice(-8), permit.residenceAddress.slice(-8)])
      expect(text).toContain(end);
  });

  test('is refused when the photo is no picture', async () => {
    const photoJpeg = Buffer.from('not a picture').toString('base64');
    await expect(printed({ photoJpeg })).rejects.toThrow();
  });

  test('keeps personal data out of the document information', async () => {
    const { permit, pdf } = await printed();
    const { execFileSync } = await import('node:child_process');
    const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
    expect(info).toContain(where.serial);
    expect(info).not.toContain(permit.name);
    expect(info).not.toContain(permit.idNumber);
  });
});
