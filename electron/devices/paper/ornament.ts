// The look of an official sheet: a border of interlaced waves, the large mark across the page, the small stamp.
// Must not carry any fact of the permit.
import type { Type } from './glyphs.ts';

const LINE = '#b98b72';
const RED = '#9b1b1e';

function pt(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

/** Border of three interlaced waves between two rules. Sizes in millimetres. */
export function drawFrame(
  doc: PDFKit.PDFDocument,
  page: { readonly width: number; readonly height: number },
): void {
  const middle = 12.5;
  const swing = 1.7;
  const right = page.width - middle;
  const bottom = page.height - middle;
  for (const [inset, weight] of [
    [middle - 2.6, 0.9],
    [middle + 2.6, 0.5],
  ] as const)
    doc
      .lineWidth(weight)
      .rect(pt(inset), pt(inset), pt(page.width - 2 * inset), pt(page.height - 2 * inset))
      .stroke(LINE);
  for (const phase of [0, 1 / 3, 2 / 3]) {
    const across = (at: number) => swing * Math.sin(2 * Math.PI * (at / WAVE_MM + phase));
    wave(doc, middle, right, (at) => [at, middle + across(at - middle)]);
    wave(doc, middle, right, (at) => [at, bottom + across(at - middle)]);
    wave(doc, middle, bottom, (at) => [middle + across(at - middle), at]);
    wave(doc, middle, bottom, (at) => [right + across(at - middle), at]);
  }
}
const WAVE_MM = 6;

function wave(
  doc: PDFKit.PDFDocument,
  from: number,
  to: number,
  place: (at: number) => readonly [number, number],
): void {
  doc.lineWidth(0.3).moveTo(...points(place(from)));
  for (let at = from; at < to; at += 0.5) doc.lineTo(...points(place(Math.min(at + 0.5, to))));
  doc.stroke(LINE);
}

function points([x, y]: readonly [number, number]): [number, number] {
  return [pt(x), pt(y)];
}

/** `mark` large and slanted across the page, pale enough to read through and dark enough to copy. */
export function drawWatermark(
  doc: PDFKit.PDFDocument,
  type: Type,
  mark: string,
  page: { readonly width: number; readonly height: number },
): void {
  const size = 190;
  const centre: [number, number] = [pt(page.width / 2), pt(page.height * 0.44)];
  doc.save().rotate(-32, { origin: centre }).fillColor(RED).fillOpacity(0.1);
  const spacing = 40;
  const width = type.width(mark, size) + spacing;
  type.draw(mark, centre[0] - width / 2, centre[1] - size * 0.724, size, {
    characterSpacing: spacing,
  });
  doc.restore().fillOpacity(1);
}

/** `mark` in a red box whose right edge is at `place.right`; gives the box's left edge. Millimetres. */
export function drawStamp(
  doc: PDFKit.PDFDocument,
  type: Type,
  mark: string,
  place: { readonly right: number; readonly y: number },
): number {
  const size = 13;
  const width = (type.width(mark, size) / 72) * 25.4 + 7;
  const x = place.right - width;
  doc.lineWidth(1.1).roundedRect(pt(x), pt(place.y), pt(width), pt(8), 3).stroke(RED);
  doc.fillColor(RED);
  type.draw(mark, pt(x + 3.5), pt(place.y + 4) - size * 0.724, size);
  return x;
}
