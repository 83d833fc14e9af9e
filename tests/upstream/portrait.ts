// A drawn face photo for invented people whose photo is “on file”: 358×441 at 350 dpi, white ground. Nobody's likeness.
import sharp from 'sharp';

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="358" height="441">
  <defs>
    <radialGradient id="skin" cx="45%" cy="40%"><stop offset="0" stop-color="#f0cdb0"/><stop offset="1" stop-color="#d8a886"/></radialGradient>
    <linearGradient id="coat" x1="0" x2="1"><stop offset="0" stop-color="#3f5573"/><stop offset="1" stop-color="#28384f"/></linearGradient>
  </defs>
  <rect width="358" height="441" fill="#fff"/>
  <path d="M20 441c6-78 62-106 118-112h82c56 6 112 34 118 112z" fill="url(#coat)"/>
  <path d="M146 290h66v56l-33 26-33-26z" fill="#d3a280"/>
  <ellipse cx="179" cy="210" rx="84" ry="108" fill="url(#skin)"/>
  <path d="M91 205c-8-90 38-128 88-128s96 38 88 128c-10-52-34-76-88-78-54 2-78 26-88 78z" fill="#241d1a"/>
  <g fill="#2b2320"><ellipse cx="146" cy="206" rx="9" ry="6"/><ellipse cx="212" cy="206" rx="9" ry="6"/></g>
  <g stroke="#2b2320" stroke-width="5" fill="none"><path d="M130 190q16-9 32 0M196 190q16-9 32 0"/></g>
  <path d="M179 212q-10 34-6 40 6 5 13 1" stroke="#b98464" stroke-width="4" fill="none"/>
  <path d="M152 278q27 13 54 0" stroke="#a5544c" stroke-width="6" fill="none"/>
</svg>`;

/** base64 JPEG. */
export async function drawPortrait(): Promise<string> {
  const jpeg = await sharp(Buffer.from(drawing))
    .jpeg({ quality: 97, chromaSubsampling: '4:4:4' })
    .withMetadata({ density: 350 })
    .toBuffer();
  return jpeg.toString('base64');
}
