// The runtime and the models: fetched once, by the first answer that needs them or by "Make ready for the field", and kept in the cache
// `hypha-field` under the same URLs that the service worker answers. Works without a service worker, and without a cache (private
// windows), then for this visit only.
// Guarantee: bytes that leave here have the SHA-256 that the build wrote down; others are dropped from the cache and fetched anew,
// and when that fails too the code is model_corrupt. Offline and never fetched: model_unavailable. A whole file is kept at once or
// not at all, so an interrupted download resumes at the file that was missing.
import { fieldFiles, type FieldFile } from 'hypha:field-files';
import { kFieldCache } from '../service-worker/cache_names.ts';
import { MediaError } from './media_wasm.mjs';
import { packedSize } from './packed_size.ts';

export type Progress = (doneBytes: number, totalBytes: number) => void;
/** A file that there is one of, by its role; a text model by its hash. */
export type Wanted = Exclude<FieldFile['role'], 'text_model'> | { readonly sha256: string };
export type FieldState = { ready: boolean; doneBytes: number; totalBytes: number };

export async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isFull = (problem: unknown): boolean => problem instanceof DOMException && problem.name === 'QuotaExceededError';

export class FieldKit {
  readonly #files: readonly FieldFile[];
  readonly #memory = new Map<string, ArrayBuffer>();

  /** `received`: what a download cost over the network, headers not counted, whole or cut off. */
  constructor(private readonly received: (bytes: number) => void = () => undefined, files: readonly FieldFile[] = fieldFiles) {
    this.#files = files;
  }


  async #cache(): Promise<Cache | null> {
    try {
      return await caches.open(kFieldCache);
    } catch {
      return null; // a private window or an insecure address
    }
  }

  /** What is here, by reading every file back. A file that is not what it should be is dropped. Without text models it is ready all the same. */
  async check(): Promise<FieldState> {
    let doneBytes = 0;
    let totalBytes = 0;
    for (const file of this.#files) {
      const bytes = (await this.#read(file)) ? file.bytes : 0;
      doneBytes += bytes;
      totalBytes += file.role === 'text_model' ? bytes : file.bytes;
    }
    return { ready: doneBytes === totalBytes, doneBytes, totalBytes };
  }

  /** What dropping it would give back: the listed sizes of the files that are kept, whole or spoilt. */
  async keptBytes(): Promise<number> {
    const cache = await this.#cache();
    let bytes = 0;
    for (const file of this.#files) bytes += (await cache?.match(file.url)) ? file.bytes : 0;
    return bytes;
  }

  /** Gives the space back. Entry by entry: a cache that is deleted as a whole keeps its bytes while anybody has it open. */
  async drop(): Promise<number> {
    const cache = await this.#cache();
    let bytes = 0;
    for (const file of this.#files) bytes += (await cache?.delete(file.url)) ? file.bytes : 0;
    return bytes;
  }

  /** Everything, text models only `withTexts`, verified and kept; storage_full when it arrived but cannot be kept. */
  async fetchAll(signal: AbortSignal, progress: Progress, withTexts: boolean): Promise<FieldState> {
    const files = this.#files.filter(({ role }) => withTexts || role !== 'text_model');
    const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
    let doneBytes = 0;
    for (const file of files) {
      const { kept } = await this.#load(file, signal, (bytes) => progress(doneBytes + bytes, totalBytes));
      if (!kept) throw new MediaError('storage_full', file.url);
      doneBytes += file.bytes;
    }
    return this.check();
  }

  /** The bytes of each, fetched where missing; with `mayFetch` false, and of a hash that no file has, model_unavailable. */
  async bytesOf(wanted: readonly Wanted[], signal: AbortSignal, progress: Progress, mayFetch = true): Promise<ArrayBuffer[]> {
    const files = wanted.map((each) => this.#fileOf(each));
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    const parts: ArrayBuffer[] = [];
    let doneBytes = 0;
    for (const file of files) {
      const { bytes } = await this.#load(file, signal, (now) => progress(doneBytes + now, total), mayFetch);
      parts.push(bytes);
      doneBytes += file.bytes;
    }
    return parts;
  }

  #fileOf(wanted: Wanted): FieldFile {
    const found = this.#files.find((file) => (typeof wanted === 'string' ? file.role === wanted : file.sha256 === wanted.sha256));
    if (!found) throw new MediaError('model_unavailable', 'this site has no such file');
    return found;
  }

  async #load(file: FieldFile, signal: AbortSignal, progress: (bytes: number) => void, mayFetch = true): Promise<{ bytes: ArrayBuffer; kept: boolean }> {
    const spoilt = { found: false };
    const here = await this.#read(file, spoilt);
    signal.throwIfAborted();
    if (here) return { bytes: here, kept: true };
    if (!mayFetch) throw new MediaError('model_unavailable', `${file.url} is not on this device`);
    const bytes = await this.#download(file, signal, progress).catch((problem: unknown) => {
      if (spoilt.found && problem instanceof MediaError) throw new MediaError('model_corrupt', file.url);
      throw problem;
    });
    return { bytes, kept: await this.#keep(file, bytes) };
  }

  /** The kept bytes when they are right; wrong ones are dropped. */
  async #read(file: FieldFile, spoilt?: { found: boolean }): Promise<ArrayBuffer | null> {
    const inMemory = this.#memory.get(file.url);
    if (inMemory) return inMemory;
    const cache = await this.#cache();
    const response = await cache?.match(file.url);
    if (!response) return null;
    const bytes = await response.arrayBuffer().catch(() => new ArrayBuffer(0));
    if (bytes.byteLength === file.bytes && (await sha256Hex(bytes)) === file.sha256) return bytes;
    await cache!.delete(file.url);
    if (spoilt) spoilt.found = true;
    return null;
  }

  async #download(file: FieldFile, signal: AbortSignal, progress: (bytes: number) => void): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(file.bytes);
    let size = 0;
    let whole_bytes: number | null = null;
    try {
      // no-store: what the HTTP cache holds may be the very bytes that were wrong.
      const response = await fetch(file.url, { signal, cache: 'no-store' });
      if (!response.ok || !response.body) throw new MediaError('model_unavailable', `${file.url} answered ${response.status}`);
      const packed_bytes = packedSize(response.headers);
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (size + part.value.length > bytes.length) throw new MediaError('model_corrupt', `${file.url} is longer than it should be`);
        bytes.set(part.value, size);
        size += part.value.length;
        progress(size);
      }
      whole_bytes = packed_bytes;
    } catch (problem) {
      signal.throwIfAborted();
      if (problem instanceof MediaError) throw problem;
      throw new MediaError('model_unavailable', `${file.url}: ${String(problem)}`);
    } finally {
      if (size > 0) this.received(whole_bytes ?? size);
    }
    if (size !== bytes.length || (await sha256Hex(bytes)) !== file.sha256) throw new MediaError('model_corrupt', file.url);
    signal.throwIfAborted();
    return bytes.buffer;
  }

  async #keep(file: FieldFile, bytes: ArrayBuffer): Promise<boolean> {
    const cache = await this.#cache();
    if (!cache) {
      this.#memory.set(file.url, bytes);
      return true;
    }
    const type = file.url.endsWith('.mjs') ? 'text/javascript' : file.url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    try {
      // The headers that a page under COEP asks of everything it loads.
      await cache.put(file.url, new Response(bytes, { headers: { 'content-type': type, 'content-length': String(bytes.byteLength), 'cross-origin-resource-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' } }));
      return true;
    } catch (problem) {
      if (isFull(problem)) return false;
      throw problem;
    }
  }
}
