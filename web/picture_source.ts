// Where pictures for the screen come from: blobs that were just stored (all there is when nothing durable exists), else files
// of the origin's private file system, written by the media worker. Keys: thumbnails/<sha256>, photos/<sha256>,
// reference/<name> of the field kit's pack of reference pictures (web/build/bundle.mjs), and news/<sha256>, a picture of a story.
// load() answers a bitmap no larger than asked, upright, or throws: NotFoundError when there is no such picture.
// A thumbnail that was let go when the device was full is made again from its photo, and kept again once there is room to spare.
import { FieldKit } from './field_kit';
import type { PhotoStored } from './messages';
import { kThumbnailPx, PhotoStore } from './photo_store';
import { StoryPictures } from './story_pictures';

const kRoomToSpareBytes = 64_000_000;
const kKeptBlobs = 24; // enough for what is on screen; older ones are read from the file system again

export class PictureSource {
  readonly stories = new StoryPictures();
  private readonly blobs = new Map<string, Blob>();
  private readonly store = new PhotoStore();
  private pack: Promise<Uint8Array<ArrayBuffer>> | null = null;
  private isDurable = typeof navigator.storage?.getDirectory === 'function';

  keep({ photo, original, thumbnail }: Pick<PhotoStored, 'photo' | 'original'> & Partial<Pick<PhotoStored, 'thumbnail'>>): void {
    if (original instanceof Blob) this.blobs.set(`photos/${photo}`, original);
    if (thumbnail instanceof Blob) this.blobs.set(`thumbnails/${photo}`, thumbnail);
    if (!this.isDurable) return;
    for (const key of this.blobs.keys()) {
      if (this.blobs.size <= kKeptBlobs) break;
      this.blobs.delete(key);
    }
  }

  /** A photo that may be nowhere else yet, or never. */
  held(part: 'original' | 'thumbnail', photo: string): Blob | undefined {
    return this.blobs.get(`${part === 'original' ? 'photos' : 'thumbnails'}/${photo}`);
  }

  forgetAll(): void {
    this.blobs.clear();
    this.stories.forgetAll();
  }

  forget(photo: string): void {
    this.blobs.delete(`photos/${photo}`);
    this.blobs.delete(`thumbnails/${photo}`);
  }

  async load(key: string, maxPx: number): Promise<ImageBitmap> {
    const blob = this.blobs.get(key) ?? (await this.read(key).catch((problem: unknown) => this.remake(key, problem)));
    return this.decode(blob, maxPx);
  }

  private async decode(blob: Blob, maxPx: number): Promise<ImageBitmap> {
    const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    const scale = maxPx / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) return bitmap;
    const size = { resizeWidth: Math.max(1, Math.round(bitmap.width * scale)), resizeHeight: Math.max(1, Math.round(bitmap.height * scale)) };
    const small = await createImageBitmap(bitmap, { ...size, resizeQuality: 'medium' });
    bitmap.close();
    return small;
  }

  private async remake(key: string, problem: unknown): Promise<Blob> {
    const [folder, photo = ''] = key.split('/');
    if (folder !== 'thumbnails' || !(problem instanceof DOMException) || problem.name !== 'NotFoundError') throw problem;
    const small = await this.decode(await this.read(`photos/${photo}`), kThumbnailPx);
    const canvas = new OffscreenCanvas(small.width, small.height);
    canvas.getContext('2d')!.drawImage(small, 0, 0);
    small.close();
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    if (quota - usage > kRoomToSpareBytes) void this.keepAgain(photo, blob).catch(() => undefined); // tried again when it is next seen
    return blob;
  }

  private async keepAgain(photo: string, thumbnail: Blob): Promise<void> {
    await this.store.put('thumbnail', photo, thumbnail);
    if (!(await this.store.has(photo))) await this.store.remove(photo); // deleted meanwhile: nothing of it stays
  }

  private async reference(name: string): Promise<Blob> {
    this.pack ??= new FieldKit().bytesOf(['references'], new AbortController().signal, () => undefined).then(([bytes]) => new Uint8Array(bytes!));
    const bytes = await this.pack.catch((problem: unknown) => {
      this.pack = null; // without a line now; the next wish tries again
      throw problem;
    });
    const end = bytes.indexOf(10);
    const places = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Record<string, [number, number] | undefined>;
    const place = places[name];
    if (!place) throw new DOMException(`there is no reference picture ${name}`, 'NotFoundError');
    const from = end + 1 + place[0];
    return new Blob([bytes.slice(from, from + place[1])], { type: 'image/webp' });
  }

  private async read(key: string): Promise<Blob> {
    const [folder = '', name = ''] = key.split('/');
    if (folder === 'reference') return this.reference(name);
    if (folder === 'news') return this.stories.blob(name);
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
