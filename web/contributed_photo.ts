// A photo for a story that other people read: drawn anew from its pixels, upright, on white where it was see-through, as a JPEG that is small
// enough, with nothing in it but the picture (what the browser's own encoder adds is taken out again). Pure but for the browser's codecs.
// Codes: decode_failed, unsupported_format, too_large, too_small, too_detailed (more bytes than allowed at the lowest quality).
import { MediaError, type MediaWasm } from './media_wasm.mjs';

export interface ContributedPhoto {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly widthPx: number;
  readonly heightPx: number;
}
type Encode = (quality: number) => Promise<Uint8Array<ArrayBuffer>>;

const largestPixels = 60_000_000;
const smallestSide = 32; // of what is sent (core/news/contribution.hpp)
const qualities = [0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25];

/** Never larger than it was. */
export function fittedSides(width: number, height: number, longestPx: number): readonly [number, number] {
  const scale = Math.min(1, longestPx / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The best quality that fits. */
export async function fittedBytes(encode: Encode, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  for (const quality of qualities) {
    const bytes = await encode(quality);
    if (bytes.length <= mostBytes) return bytes;
  }
  throw new MediaError('too_detailed', `more than ${mostBytes} bytes`);
}

export async function contributedPhoto(media: MediaWasm, file: Blob, longestPx: number, mostBytes: number, signal: AbortSignal): Promise<ContributedPhoto> {
  const header = media.header(new Uint8Array(await file.arrayBuffer()));
  if (header.width * header.height > largestPixels) throw new MediaError('too_large', `${header.width} x ${header.height}`);
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((problem: unknown) => {
    throw new MediaError(header.kind === 'heic' || header.kind === 'avif' ? 'unsupported_format' : 'decode_failed', `${header.kind}: ${String(problem)}`);
  });
  try {
    signal.throwIfAborted();
    const [widthPx, heightPx] = fittedSides(bitmap.width, bitmap.height, longestPx);
    if (Math.min(widthPx, heightPx) < smallestSide) throw new MediaError('too_small', `${widthPx} x ${heightPx}`);
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new MediaError('out_of_memory', 'no 2D canvas');
    context.fillStyle = '#FFFFFF';
    context.fillRect(0, 0, widthPx, heightPx);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    const bytes = await fittedBytes(async (quality) => {
      signal.throwIfAborted();
      const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      return media.bare(new Uint8Array(await drawn.arrayBuffer()));
    }, mostBytes);
    return { bytes, widthPx, heightPx };
  } finally {
    bitmap.close();
  }
}
