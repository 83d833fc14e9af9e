// Draws the A4 paper copy of a permit as PDF (fields: permit-labels.ts). Pure: the same sheet gives the same page.
// Must not print, fetch or decide anything; refuses a sheet it cannot draw whole.
import PDFDocument from 'pdfkit';
import type { PermitSheet } from '../printer.ts';
import { code128, qrCode } from './codes.ts';
import type { Code } from './codes.ts';
import { fontsFolder, openType } from './glyphs.ts';
import type { Type } from './glyphs.ts';
import { drawFrame, drawStamp, drawWatermark } from './ornament.ts';
import {
  BESIDE_PHOTO,
  NUMBER_LABEL,
  permitRows,
  SCAN_PREVAILS,
  SPECIMEN,
  TITLE,
  chineseMoment,
} from './permit-labels.ts';
import type { Field } from './permit-labels.ts';

const A4 = { width: 210, height: 297 };
const LEFT = 22;
const RIGHT = A4.width - LEFT;
const TABLE_TOP = 58;
const LABEL_WIDTH = 31;
const ROW = 14;
const ADDRESS_ROW = 18;
/** Print size of a one-inch-class document photo (forms: 26 × 32 mm). */
const PHOTO = { width: 26, height: 32, column: 36 };
const QR_SIDE = 46;
/** Height of the face's line box as a part of the size (its ascender and descender). */
const LINE_BOX = 1.448;
const INK = '#111111';
const RULE = '#6b6257';
const TINT = '#f4efe6';
const RED = '#9b1b1e';

/** Points of `millimetres`. */
function pt(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

/**
 * The paper copy as PDF bytes: one A4 page, fonts embedded as subsets.
 * @throws GlyphMissing when a character is in none of our fonts; RangeError when the credential is too long for the QR;
 * Error when the photo is no JPEG.
 */
export function permitPdf(sheet: PermitSheet, folder: string = fontsFolder()): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: '',
    // The document's data stay free of personal data too: the serial is the title.
    info: { Title: sheet.serial, CreationDate: new Date(sheet.printedAt) },
  });
  const type = openType(doc, folder);
  const marks = [
    ...(sheet.mark === null ? [] : [sheet.mark]),
    ...(sheet.permit.specimen ? [SPECIMEN] : []),
  ];
  const rows = layOut(permitRows(sheet.permit));
  drawFrame(doc, A4);
  for (const cell of rows.flat()) shade(doc, cell);
  for (const mark of marks.slice(0, 1)) drawWatermark(doc, type, mark, A4);
  drawHeading(doc, type, sheet, marks);
  for (const cell of rows.flat()) drawCell(doc, type, cell);
  drawPhoto(doc, sheet.permit.photoJpeg);
  const tableEnd = rows.flat().reduce((end, cell) => Math.max(end, cell.y + cell.height), 0);
  drawCodes(doc, type, sheet, tableEnd + 7);
  drawPrintInfo(doc, type, sheet);
  return collect(doc);
}

interface Cell extends Field {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Places of all cells, millimetres. Address rows are higher; the first rows leave room for the photo. */
function layOut(rows: readonly (readonly Field[])[]): readonly (readonly Cell[])[] {
  let y = TABLE_TOP;
  return rows.map((row, index) => {
    const width = (index < BESIDE_PHOTO ? RIGHT - PHOTO.column : RIGHT) - LEFT;
    const height = row.some((field) => /地址|所在地/.test(field.label)) ? ADDRESS_ROW : ROW;
    const cells = row.map((field, column) => {
      const share = width / row.length;
      return { ...field, x: LEFT + column * share, y, width: share, height };
    });
    y += height;
    return cells;
  });
}

function shade(doc: PDFKit.PDFDocument, cell: Cell): void {
  doc.rect(pt(cell.x), pt(cell.y), pt(labelWidth(cell)), pt(cell.height)).fill(TINT);
}

function labelWidth(cell: Cell): number {
  return cell.width < 100 && cell.x > LEFT ? 22 : LABEL_WIDTH;
}

function drawCell(doc: PDFKit.PDFDocument, type: Type, cell: Cell): void {
  const label = labelWidth(cell);
  box(doc, cell.x, cell.y, label, cell.height);
  box(doc, cell.x + label, cell.y, cell.width - label, cell.height);
  doc.fillColor('#4a4238');
  centred(type, cell.label, cell.x + label / 2, cell.y + cell.height / 2, 11);
  doc.fillColor(INK);
  fitted(type, cell.value, {
    x: cell.x + label + 3.5,
    y: cell.y,
    width: cell.width - label - 6,
    height: cell.height,
  });
}

/** Fewest lines first: most lines, largest and smallest size in points. A little smaller beats a lonely last character. */
const FITS = [
  [1, 16, 12],
  [2, 14, 11.5],
  [3, 12, 9],
  [5, 9, 6.5],
] as const;

/** Draws the text as large as its box allows, vertically centred. */
function fitted(
  type: Type,
  text: string,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  for (const [most, largest, smallest] of FITS) {
    for (let size = largest; size >= smallest; size -= 0.5) {
      const lines = type.lines(text, size, pt(area.width));
      const leading = size * 1.28;
      const tall = lines.length * leading;
      if (lines.length > most || tall > pt(area.height - 1.5)) continue;
      let y = pt(area.y + area.height / 2) - tall / 2;
      for (const line of lines) {
        type.draw(line, pt(area.x), y + (leading - size * LINE_BOX) / 2, size);
        y += leading;
      }
      return;
    }
  }
  throw new RangeError('a field of the sheet is too long for its box');
}

function centred(type: Type, text: string, x: number, y: number, size: number, options = {}): void {
  type.draw(text, pt(x) - type.width(text, size) / 2, pt(y) - (size * LINE_BOX) / 2, size, options);
}

function box(doc: PDFKit.PDFDocument, x: number, y: number, width: number, height: number): void {
  doc.lineWidth(0.6).rect(pt(x), pt(y), pt(width), pt(height)).stroke(RULE);
}

function drawPhoto(doc: PDFKit.PDFDocument, jpeg: string): void {
  const height = ROW * BESIDE_PHOTO;
  const left = RIGHT - PHOTO.column;
  box(doc, left, TABLE_TOP, PHOTO.column, height);
  const x = left + (PHOTO.column - PHOTO.width) / 2;
  const y = TABLE_TOP + (height - PHOTO.height) / 2;
  doc.image(Buffer.from(jpeg, 'base64'), pt(x), pt(y), {
    width: pt(PHOTO.width),
    height: pt(PHOTO.height),
  });
  doc.lineWidth(0.3).rect(pt(x), pt(y), pt(PHOTO.width), pt(PHOTO.height)).stroke('#c9c1b6');
}

function drawHeading(
  doc: PDFKit.PDFDocument,
  type: Type,
  sheet: PermitSheet,
  marks: readonly string[],
): void {
  // The one face comes in one weight: the title gets its weight from a hairline around it.
  doc.lineWidth(0.5).fillColor(RED).strokeColor(RED);
  centred(type, TITLE, A4.width / 2, 32, 27, { fill: true, stroke: true });
  doc.lineWidth(1.6).moveTo(pt(LEFT), pt(42)).lineTo(pt(RIGHT), pt(42)).stroke(RED);
  doc.lineWidth(0.5).moveTo(pt(LEFT), pt(43)).lineTo(pt(RIGHT), pt(43)).stroke(RED);
  doc.fillColor('#4a4238');
  type.draw(NUMBER_LABEL, pt(LEFT), pt(47.5), 11);
  doc.fillColor(INK);
  type.draw(sheet.permit.number, pt(LEFT + 20), pt(46.9), 13, { characterSpacing: 0.6 });
  let right = RIGHT;
  for (const mark of marks.toReversed()) {
    right = drawStamp(doc, type, mark, { right, y: 46 }) - 3;
  }
}

function drawCodes(doc: PDFKit.PDFDocument, type: Type, sheet: PermitSheet, top: number): void {
  const qr = qrCode(sheet.permit.credential, QR_SIDE);
  const barcode = code128(sheet.permit.number, 13);
  drawCode(doc, qr, LEFT, top);
  const x = LEFT + QR_SIDE + 8;
  doc.lineWidth(0.35).fillColor(RED).strokeColor(RED);
  type.draw(SCAN_PREVAILS, pt(x), pt(top + 2), 20, { fill: true, stroke: true });
  doc.fillColor('#4a4238');
  type.draw('二维码载有签发机关的数字签名，扫码可核验真伪和有效期限。', pt(x), pt(top + 13), 9.5);
  drawCode(doc, barcode, x - 10 * barcode.module, top + 22);
  doc.fillColor(INK);
  const middle = x - 10 * barcode.module + barcode.width / 2;
  centred(type, sheet.permit.number, middle, top + 38.5, 10.5, {});
}

/** Codes stand on white, whatever lies beneath. */
function drawCode(doc: PDFKit.PDFDocument, code: Code, x: number, y: number): void {
  doc.rect(pt(x), pt(y), pt(code.width), pt(code.height)).fill('white');
  for (const bar of code.bars)
    doc.rect(pt(x + bar.x), pt(y + bar.y), pt(bar.width), pt(bar.height));
  doc.fill('black');
}

function drawPrintInfo(doc: PDFKit.PDFDocument, type: Type, sheet: PermitSheet): void {
  const top = 252;
  const info: readonly (readonly [string, string])[] = [
    ['打印时间', chineseMoment(sheet.printedAt)],
    ['打印地点', sheet.centreName],
    ['打印终端', sheet.deviceId],
    ['打印流水号', sheet.serial],
  ];
  doc.lineWidth(0.5).moveTo(pt(LEFT), pt(top)).lineTo(pt(RIGHT), pt(top)).stroke(RULE);
  for (const [index, [label, value]] of info.entries()) {
    const x = LEFT + (index % 2) * 84;
    const y = top + 3 + Math.floor(index / 2) * 8;
    doc.fillColor('#4a4238');
    type.draw(label, pt(x), pt(y), 10);
    doc.fillColor(INK);
    type.draw(value, pt(x + 22), pt(y), 10);
  }
  if (!sheet.permit.specimen) return;
  doc.fillColor(RED);
  centred(type, '样本：未接入真实签发机关，不得作为证件使用', A4.width / 2, 275, 10.5);
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}
