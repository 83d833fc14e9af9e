// A picture that codes are sought in: grey values made and turned. Plain arithmetic, the same in a page, a worker and Node.
// Must not know what a code is.

/** Colours as a canvas gives them: four bytes a pixel (red, green, blue, alpha), line by line from the top. */
export interface CodePicture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
/** Brightness alone: one byte a pixel, 0 = black. */
export interface GreyPicture {
  readonly grey: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Brightness by ITU-R BT.601; what is transparent counts as white paper. */
export function toGrey({ data, width, height }: CodePicture): GreyPicture {
  const grey = new Uint8ClampedArray(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 4) {
    const alpha = data[at + 3] ?? 255;
    const luma =
      (306 * (data[at] ?? 0) + 601 * (data[at + 1] ?? 0) + 117 * (data[at + 2] ?? 0) + 512) >> 10;
    grey[pixel] = alpha === 255 ? luma : (luma * alpha + 255 * (255 - alpha)) / 255;
  }
  return { grey, width, height };
}

/** The picture turned a quarter, clockwise. */
export function turnQuarter({ grey, width, height }: GreyPicture): GreyPicture {
  const turned = new Uint8ClampedArray(grey.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      turned[x * height + (height - 1 - y)] = grey[y * width + x] ?? 0;
    }
  }
  return { grey: turned, width: height, height: width };
}

/** The picture turned clockwise about its middle, whole, on white. */
export function turnBy({ grey, width, height }: GreyPicture, degrees: number): GreyPicture {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const wide = Math.ceil(width * Math.abs(cos) + height * Math.abs(sin));
  const high = Math.ceil(width * Math.abs(sin) + height * Math.abs(cos));
  const turned = new Uint8ClampedArray(wide * high).fill(255);
  for (let y = 0; y < high; y++) {
    const down = y + 0.5 - high / 2;
    let fromX = (0.5 - wide / 2) * cos + down * sin + width / 2 - 0.5;
    let fromY = -(0.5 - wide / 2) * sin + down * cos + height / 2 - 0.5;
    for (let x = 0; x < wide; x++, fromX += cos, fromY -= sin) {
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const [dx, dy] = [fromX - left, fromY - top];
      const upper = (grey[at] ?? 0) * (1 - dx) + (grey[at + 1] ?? 0) * dx;
      const lower = (grey[at + width] ?? 0) * (1 - dx) + (grey[at + width + 1] ?? 0) * dx;
      turned[y * wide + x] = upper * (1 - dy) + lower * dy;
    }
  }
  return { grey: turned, width: wide, height: high };
}

/** Mean brightness, 0 (black) to 255; every 16th pixel is looked at. */
export function brightness({ grey }: GreyPicture): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < grey.length; i += 16) {
    sum += grey[i] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
