// Where in a camera's picture the photo lies. Pure numbers, no pixels.

/** Size of the kept photo, pixels (GA 461: 26×32 mm at 350 dpi). */
export const PHOTO = { width: 358, height: 441 } as const;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Largest rectangle of the given ratio in the middle of a picture, whole pixels. */
export function middle(pictureWidth: number, pictureHeight: number, ratio: number): Rectangle {
  const width = Math.min(pictureWidth, Math.floor(pictureHeight * ratio));
  const height = Math.min(pictureHeight, Math.round(width / ratio));
  return {
    x: Math.floor((pictureWidth - width) / 2),
    y: Math.floor((pictureHeight - height) / 2),
    width,
    height,
  };
}

/** The part of the picture that becomes the photo. */
export function photoCrop(pictureWidth: number, pictureHeight: number): Rectangle {
  return middle(pictureWidth, pictureHeight, PHOTO.width / PHOTO.height);
}
