// Convolutions on flat arrays, batch 1, channels last: the arithmetic under face-kernels.ts, several times as fast as
// tensorflow.js' plain JavaScript ones because sums stay in registers. Pure; knows nothing of faces or tensors.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- innermost loops over typed arrays, inside their bounds */

/** Sizes of one convolution, batch 1, channels last, square stride. */
export interface Window {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/** Output size and padding as TensorFlow defines 'same' and 'valid'. */
export function windowOf(
  x: readonly number[],
  filter: readonly number[],
  stride: number,
  pad: 'same' | 'valid',
): Window {
  const [, height = 0, width = 0, channels = 0] = x;
  const [kernelHeight = 0, kernelWidth = 0] = filter;
  const same = pad === 'same';
  const outHeight = same
    ? Math.ceil(height / stride)
    : Math.floor((height - kernelHeight) / stride) + 1;
  const outWidth = same
    ? Math.ceil(width / stride)
    : Math.floor((width - kernelWidth) / stride) + 1;
  const padding = (out: number, kernel: number, size: number) =>
    same ? Math.max(0, (out - 1) * stride + kernel - size) >> 1 : 0;
  return {
    height,
    width,
    channels,
    kernelHeight,
    kernelWidth,
    stride,
    outHeight,
    outWidth,
    padTop: padding(outHeight, kernelHeight, height),
    padLeft: padding(outWidth, kernelWidth, width),
  };
}

/** 1×1 convolution: four outputs of two pixels at a time, so that sums stay in registers. `pixels` and `outputs` even. */
export function pointwise(
  x: Float32Array,
  filter: Float32Array,
  bias: Float32Array,
  pixels: number,
  channels: number,
  outputs: number,
): Float32Array {
  const out = new Float32Array(pixels * outputs);
  const k4 = outputs - (outputs % 4);
  for (let p = 0; p < pixels; p += 2) {
    const i = p * channels;
    const j = p + 1 < pixels ? i + channels : i;
    const o = p * outputs;
    const q = p + 1 < pixels ? o + outputs : o;
    for (let k = 0; k < k4; k += 4) {
      let a0 = bias[k]!,
        a1 = bias[k + 1]!,
        a2 = bias[k + 2]!,
        a3 = bias[k + 3]!;
      let b0 = a0,
        b1 = a1,
        b2 = a2,
        b3 = a3;
      for (let c = 0, f = k; c < channels; c++, f += outputs) {
        const v = x[i + c]!,
          w = x[j + c]!;
        const f0 = filter[f]!,
          f1 = filter[f + 1]!,
          f2 = filter[f + 2]!,
          f3 = filter[f + 3]!;
        a0 += v * f0;
        a1 += v * f1;
        a2 += v * f2;
        a3 += v * f3;
        b0 += w * f0;
        b1 += w * f1;
        b2 += w * f2;
        b3 += w * f3;
      }
      out[o + k] = a0;
      out[o + k + 1] = a1;
      out[o + k + 2] = a2;
      out[o + k + 3] = a3;
      out[q + k] = b0;
      out[q + k + 1] = b1;
      out[q + k + 2] = b2;
      out[q + k + 3] = b3;
    }
    for (let k = k4; k < outputs; k++) {
      let a = bias[k]!,
        b = a;
      for (let c = 0, f = k; c < channels; c++, f += outputs) {
        a += x[i + c]! * filter[f]!;
        b += x[j + c]! * filter[f]!;
      }
      out[o + k] = a;
      out[q + k] = b;
    }
  }
  return out;
}

/** Any other convolution, by gathering each window into one row and then multiplying as a 1×1. */
export function convolution(
  x: Float32Array,
  filter: Float32Array,
  bias: Float32Array,
  w: Window,
  outputs: number,
): Float32Array {
  const span = w.kernelWidth * w.channels;
  const row = w.kernelHeight * span;
  const rows = new Float32Array(w.outHeight * w.outWidth * row);
  for (let oy = 0, to = 0; oy < w.outHeight; oy++) {
    for (let ox = 0; ox < w.outWidth; ox++, to += row) {
      const left = ox * w.stride - w.padLeft;
      const from = Math.max(0, left);
      const until = Math.min(w.width, left + w.kernelWidth);
      for (let ky = 0; ky < w.kernelHeight; ky++) {
        const iy = oy * w.stride + ky - w.padTop;
        if (iy < 0 || iy >= w.height || until <= from) continue;
        const start = (iy * w.width + from) * w.channels;
        const end = (iy * w.width + until) * w.channels;
        rows.set(x.subarray(start, end), to + ky * span + (from - left) * w.channels);
      }
    }
  }
  return pointwise(rows, filter, bias, w.outHeight * w.outWidth, row, outputs);
}

/** Depthwise convolution, channel multiplier 1; the inside of 3×3 kernels is unrolled. */
export function depthwise(x: Float32Array, filter: Float32Array, w: Window): Float32Array {
  const c = w.channels;
  const line = w.width * c;
  const out = new Float32Array(w.outHeight * w.outWidth * c);
  const three = w.kernelHeight === 3 && w.kernelWidth === 3;
  for (let oy = 0; oy < w.outHeight; oy++) {
    const top = oy * w.stride - w.padTop;
    for (let ox = 0; ox < w.outWidth; ox++) {
      const left = ox * w.stride - w.padLeft;
      const o = (oy * w.outWidth + ox) * c;
      if (three && top >= 0 && top + 3 <= w.height && left >= 0 && left + 3 <= w.width) {
        const r0 = top * line + left * c,
          r1 = r0 + line,
          r2 = r1 + line;
        for (let k = 0; k < c; k++) {
          out[o + k] =
            x[r0 + k]! * filter[k]! +
            x[r0 + c + k]! * filter[c + k]! +
            x[r0 + 2 * c + k]! * filter[2 * c + k]! +
            x[r1 + k]! * filter[3 * c + k]! +
            x[r1 + c + k]! * filter[4 * c + k]! +
            x[r1 + 2 * c + k]! * filter[5 * c + k]! +
            x[r2 + k]! * filter[6 * c + k]! +
            x[r2 + c + k]! * filter[7 * c + k]! +
            x[r2 + 2 * c + k]! * filter[8 * c + k]!;
        }
        continue;
      }
      for (let ky = 0; ky < w.kernelHeight; ky++) {
        const iy = top + ky;
        if (iy < 0 || iy >= w.height) continue;
        for (let kx = 0; kx < w.kernelWidth; kx++) {
          const ix = left + kx;
          if (ix < 0 || ix >= w.width) continue;
          const i = iy * line + ix * c,
            f = (ky * w.kernelWidth + kx) * c;
          for (let k = 0; k < c; k++) out[o + k] = out[o + k]! + x[i + k]! * filter[f + k]!;
        }
      }
    }
  }
  return out;
}
