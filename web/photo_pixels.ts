// A picture file's pixels into media.wasm by the shortest way that is right. The browser decodes and turns the picture upright.
// Measured on a 12 Mpx JPEG (Chromium 156, 2 cores): copying a VideoFrame's own BGRX straight into wasm memory 16 ms, asking it for
// RGBA 53 ms, canvas and getImageData 184 ms. So opaque frames are copied as they are and C++ reads blue first; what has alpha, and
// browsers without VideoFrame, go through a canvas in strips, which never holds a second copy of the whole photo.
// A large JPEG is not decoded in full where the browser has ImageDecoder: its blocks can be decoded at 1/2, 1/4 or 1/8 of their size,
// which averages them (52 ms instead of 106 for 12 Mpx, copy included); what comes out is still at least twice what the network needs.
// Its averages are a little softer than exact ones: measured, no logit moves by more than 0.06 and sharpness by 6 %;
// tests/browser/large_photo.test.mjs holds it under 0.1 and 10 %. Such pixels are not turned yet.
// Of an animation the first frame counts. Codes: decode_failed, unsupported_format, too_large, too_small.
import { MediaError, type ImageHeader, type MediaWasm, type Photo } from './media_wasm.mjs';

const largestPixels = 60_000_000;
const smallestSide = 32;
const stripRows = 256;
const scaledShortSide = 448; // twice the network's input
const scaledLongSide = 640; // the thumbnail

/** Pixels in wasm memory (the caller releases them) and the sides of the whole upright picture. */
export interface DecodedPhoto {
  readonly pixels: Photo;
  readonly widthPx: number;
  readonly heightPx: number;
}

async function decode(file: Blob, header: ImageHeader): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (problem) {
    const needsHost = header.kind === 'heic' || header.kind === 'avif';
    throw new MediaError(needsHost ? 'unsupported_format' : 'decode_failed', `${header.kind}: ${String(problem)}`);
  }
}

/** Copies a frame as it is; answers whether blue comes first, or null when this frame must go the other way. */
async function copyFrame(frame: VideoFrame, pixels: Uint8Array<ArrayBuffer>): Promise<boolean | null> {
  const { format, visibleRect, codedWidth, codedHeight } = frame;
  if ((format !== 'BGRX' && format !== 'RGBX') || visibleRect?.width !== codedWidth || visibleRect.height !== codedHeight) return null;
  try {
    await frame.copyTo(pixels, { layout: [{ offset: 0, stride: codedWidth * 4 }] });
    return format === 'BGRX';
  } catch {
    return null;
  }
}

async function copyBitmap(bitmap: ImageBitmap, pixels: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (typeof VideoFrame !== 'function') return copyStrips(bitmap, pixels);
  let frame: VideoFrame | null = null;
  try {
    frame = new VideoFrame(bitmap, { timestamp: 0 });
    if (frame.codedWidth === bitmap.width && frame.codedHeight === bitmap.height) {
      const blueFirst = await copyFrame(frame, pixels);
      if (blueFirst !== null) return blueFirst;
    }
  } catch {
    // this browser makes no frame of this bitmap
  } finally {
    frame?.close();
  }
  return copyStrips(bitmap, pixels);
}

/** By how much a JPEG of these sides may be shrunk while it is decoded; `crop` as in media_wasm.mjs. */
export function scaleOf({ kind, width, height, orientation }: ImageHeader, crop: readonly number[] = []): number {
  const seen = (crop[2] ?? 0) * (orientation >= 5 ? height : width) || Math.min(width, height);
  const fits = (scale: number): boolean => seen >= scaledShortSide * scale && Math.max(width, height) >= scaledLongSide * scale;
  return kind === 'jpeg' ? ([8, 4, 2].find(fits) ?? 1) : 1;
}

/** A large JPEG, decoded small; null when this browser or this file needs the other way. */
async function decodeSmall(media: MediaWasm, bytes: ArrayBuffer, header: ImageHeader, crop: readonly number[]): Promise<DecodedPhoto | null> {
  const scale = scaleOf(header, crop);
  if (scale === 1 || typeof ImageDecoder !== 'function') return null;
  let decoder: ImageDecoder | null = null;
  let frame: VideoFrame | null = null;
  try {
    decoder = new ImageDecoder({ data: bytes, type: 'image/jpeg', desiredWidth: Math.ceil(header.width / scale), desiredHeight: Math.ceil(header.height / scale) });
    frame = (await decoder.decode()).image;
    const small = frame;
    if (small.codedWidth < scaledLongSide && small.codedHeight < scaledLongSide) return null;
    const pixels = await media.photo(small.codedWidth, small.codedHeight, header.orientation, async (room) => {
      const blueFirst = await copyFrame(small, room);
      if (blueFirst === null) throw new TypeError(`a frame of ${small.format}`);
      return blueFirst;
    });
    const turned = header.orientation >= 5;
    return { pixels, widthPx: turned ? header.height : header.width, heightPx: turned ? header.width : header.height };
  } catch (problem) {
    if (problem instanceof MediaError) throw problem;
    return null;
  } finally {
    frame?.close();
    decoder?.close();
  }
}

/** A bitmap that is upright already, in wasm memory; the caller releases it. */
export function pixelsOf(media: MediaWasm, bitmap: ImageBitmap): Promise<Photo> {
  return media.photo(bitmap.width, bitmap.height, 1, (room) => copyBitmap(bitmap, room));
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

export async function photoOf(media: MediaWasm, file: Blob, bytes: ArrayBuffer, header: ImageHeader, signal: AbortSignal, crop: readonly number[] = []): Promise<DecodedPhoto> {
  const small = await decodeSmall(media, bytes, header, crop);
  if (small) return small;
  signal.throwIfAborted();
  const bitmap = await decode(file, header);
  try {
    signal.throwIfAborted();
    const { width, height } = bitmap;
    if (width * height > largestPixels) throw new MediaError('too_large', `${width} x ${height}`);
    if (Math.min(width, height) < smallestSide) throw new MediaError('too_small', `${width} x ${height}`);
    const pixels = await pixelsOf(media, bitmap); // the decoder turned it
    return { pixels, widthPx: width, heightPx: height };
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
