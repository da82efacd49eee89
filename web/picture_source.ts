// Where pictures for the screen come from: blobs that were just stored (all there is when nothing durable exists), else files
// of the origin's private file system, written by the media worker. Keys: thumbnails/<sha256>, photos/<sha256>.
// load() answers a bitmap no larger than asked, upright, or throws: NotFoundError when there is no such picture.
import type { PhotoStored } from './messages';

const kKeptBlobs = 24; // enough for what is on screen; older ones are read from the file system again

export class PictureSource {
  private readonly blobs = new Map<string, Blob>();
  private isDurable = typeof navigator.storage?.getDirectory === 'function';

  keep({ photo, original, thumbnail }: PhotoStored): void {
    if (original instanceof Blob) this.blobs.set(`photos/${photo}`, original);
    if (thumbnail instanceof Blob) this.blobs.set(`thumbnails/${photo}`, thumbnail);
    if (!this.isDurable) return;
    for (const key of this.blobs.keys()) {
      if (this.blobs.size <= kKeptBlobs) break;
      this.blobs.delete(key);
    }
  }

  forget(photo: string): void {
    this.blobs.delete(`photos/${photo}`);
    this.blobs.delete(`thumbnails/${photo}`);
  }

  async load(key: string, maxPx: number): Promise<ImageBitmap> {
    const blob = this.blobs.get(key) ?? (await this.read(key));
    const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    const scale = maxPx / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) return bitmap;
    const size = { resizeWidth: Math.max(1, Math.round(bitmap.width * scale)), resizeHeight: Math.max(1, Math.round(bitmap.height * scale)) };
    const small = await createImageBitmap(bitmap, { ...size, resizeQuality: 'medium' });
    bitmap.close();
    return small;
  }

  private async read(key: string): Promise<Blob> {
    const [folder = '', name = ''] = key.split('/');
    try {
      const root = await navigator.storage.getDirectory();
      const place = await root.getDirectoryHandle(folder);
      return await (await place.getFileHandle(folder === 'thumbnails' ? `${name}.jpg` : name)).getFile();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'SecurityError') this.isDurable = false;
      throw error;
    }
  }
}
