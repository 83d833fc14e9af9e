// A QR code drawn from its text, level M, one square a module. Drawn once for its text and kept nowhere.
import type { ReactNode } from 'react';
import { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder } from '@zxing/library';

/** Light margin around the code, modules (ISO/IEC 18004 6.3.8). */
const quiet = 4;

/** The dark modules as one path, in units of a module. */
function pathOf(text: string): { readonly path: string; readonly size: number } {
  const matrix = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.M).getMatrix();
  const size = matrix.getWidth();
  let path = '';
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (matrix.get(x, y) === 1) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  return { path, size: size + 2 * quiet };
}

export function QrCode(props: { readonly text: string; readonly label: string }): ReactNode {
  const { path, size } = pathOf(props.text);
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
