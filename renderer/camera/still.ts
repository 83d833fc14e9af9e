// One still picture of a video, as JPEG text. Keeps nothing.

const JPEG_QUALITY = 0.9;

/** JPEG in base64 of the video as it is now, longest side at most `longest` pixels. Rejects when the video has no picture. */
export async function toJpegBase64(video: HTMLVideoElement, longest: number): Promise<string> {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight, 1));
  const canvas = new OffscreenCanvas(
    Math.round(video.videoWidth * scale),
    Math.round(video.videoHeight * scale),
  );
  const drawing = canvas.getContext('2d');
  if (drawing === null || canvas.width === 0) throw new Error('no picture');
  drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
  return blobToBase64(await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }));
}

export async function blobToBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
