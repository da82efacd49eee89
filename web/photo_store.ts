// Originals and thumbnails under the hash of the original: OPFS files photos/<sha256> and thumbnails/<sha256>.jpg, read by the app
// worker. Storing twice keeps one copy, so a retry is always safe; a file appears whole or not at all (createWritable swaps on close).
// Where there is no OPFS (private windows) they live in memory for this visit. Codes: storage_full, storage_unavailable.
import { MediaError } from './media_wasm.mjs';

const folders = { original: 'photos', thumbnail: 'thumbnails' } as const;
export type PhotoPart = keyof typeof folders;
export const kThumbnailPx = 640; // its longer side

const fileName = (part: PhotoPart, photo: string): string => (part === 'original' ? photo : `${photo}.jpg`);

function storageError(problem: unknown): MediaError {
  const full = problem instanceof DOMException && problem.name === 'QuotaExceededError';
  return new MediaError(full ? 'storage_full' : 'storage_unavailable', String(problem));
}

export class PhotoStore {
  readonly #memory = new Map<string, Blob>();
  #root: Promise<FileSystemDirectoryHandle | null> | null = null;

  #open(): Promise<FileSystemDirectoryHandle | null> {
    this.#root ??= Promise.resolve().then(() => navigator.storage.getDirectory()).catch(() => null);
    return this.#root;
  }

  async put(part: PhotoPart, photo: string, content: Blob): Promise<void> {
    const root = await this.#open();
    if (!root) {
      this.#memory.set(`${part}/${photo}`, content);
      return;
    }
    try {
      const folder = await root.getDirectoryHandle(folders[part], { create: true });
      const handle = await folder.getFileHandle(fileName(part, photo), { create: true });
      if ((await handle.getFile()).size === content.size) return; // same hash, same bytes
      if (!('createWritable' in handle) || !(await this.#writeWhole(handle, content))) await this.#writeInPlace(handle, content);
    } catch (problem) {
      await this.#drop(root, part, photo).catch(() => undefined); // no empty file may look like a photo
      throw storageError(problem);
    }
  }

  // False: the browser's way to a whole file is shut just now. Chromium names the file it writes beside by the target, so a write
  // that comes right after one that a full device ended can meet that one's file being removed: NotReadableError.
  async #writeWhole(handle: FileSystemFileHandle, content: Blob): Promise<boolean> {
    const writable = await handle.createWritable();
    try {
      await writable.write(content);
      await writable.close();
      return true;
    } catch (problem) {
      await writable.abort().catch(() => undefined); // else what was written so far takes space until the worker ends
      if (problem instanceof DOMException && problem.name === 'NotReadableError') return false;
      throw problem;
    }
  }

  async #drop(root: FileSystemDirectoryHandle | null, part: PhotoPart, photo: string): Promise<void> {
    await (await root?.getDirectoryHandle(folders[part]))?.removeEntry(fileName(part, photo));
  }

  // Safari before 26 has no createWritable. The size is written last, by flush, so a cut file is seen by put() and written again.
  async #writeInPlace(handle: FileSystemFileHandle, content: Blob): Promise<void> {
    const access = await (handle as FileSystemFileHandle & { createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle> }).createSyncAccessHandle();
    try {
      access.truncate(0);
      access.write(await content.arrayBuffer());
      access.flush();
    } finally {
      access.close();
    }
  }

  async read(part: PhotoPart, photo: string): Promise<Blob | null> {
    const root = await this.#open();
    if (!root) return this.#memory.get(`${part}/${photo}`) ?? null;
    try {
      const folder = await root.getDirectoryHandle(folders[part]);
      return await (await folder.getFileHandle(fileName(part, photo))).getFile();
    } catch {
      return null;
    }
  }

  original(photo: string): Promise<Blob | null> {
    return this.read('original', photo);
  }

  async has(photo: string): Promise<boolean> {
    return (await this.original(photo)) !== null;
  }

  /** The thumbnails that can be made again, because their original is here. */
  async #spareThumbnails(): Promise<{ folder: FileSystemDirectoryHandle; names: string[] } | null> {
    const root = await this.#open();
    try {
      const folder = await root!.getDirectoryHandle(folders.thumbnail);
      const originals = new Set<string>();
      for await (const name of (await root!.getDirectoryHandle(folders.original)).keys()) originals.add(fileName('thumbnail', name));
      const names: string[] = [];
      for await (const name of folder.keys()) if (originals.has(name)) names.push(name);
      return { folder, names };
    } catch {
      return null; // no photo was stored yet, or nothing can be
    }
  }

  async spareThumbnailBytes(): Promise<number> {
    const spare = await this.#spareThumbnails();
    let bytes = 0;
    for (const name of spare?.names ?? []) bytes += (await (await spare!.folder.getFileHandle(name)).getFile()).size;
    return bytes;
  }

  /** Answers the bytes given back. */
  async dropSpareThumbnails(): Promise<number> {
    const spare = await this.#spareThumbnails();
    let bytes = 0;
    for (const name of spare?.names ?? []) {
      const { size } = await (await spare!.folder.getFileHandle(name)).getFile();
      await spare!.folder.removeEntry(name);
      bytes += size;
    }
    return bytes;
  }

  async removeAll(): Promise<void> {
    const root = await this.#open();
    this.#memory.clear();
    for (const folder of Object.values(folders)) {
      try {
        await root?.removeEntry(folder, { recursive: true });
      } catch (problem) {
        if (!(problem instanceof DOMException && problem.name === 'NotFoundError')) throw storageError(problem);
      }
    }
  }

  /** Deleting what is not there is done already. */
  async remove(photo: string): Promise<void> {
    const root = await this.#open();
    for (const part of ['original', 'thumbnail'] as const) {
      this.#memory.delete(`${part}/${photo}`);
      try {
        await this.#drop(root, part, photo);
      } catch (problem) {
        if (!(problem instanceof DOMException && problem.name === 'NotFoundError')) throw storageError(problem);
      }
    }
  }
}
