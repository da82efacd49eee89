// What the service worker keeps of news, as the app worker sees it: without asking it, so that no network is asked, whoever answers.
import { kNewsCache, kPictureCache, kStoryCache } from '../service-worker/cache_names';
import { countKept, dropNews, keptHashes, kPictures } from '../service-worker/news_cache';
import type { FileCaches } from '../service-worker/precache';

const store = (): FileCaches => caches as unknown as FileCaches;

export async function keptNews(target: string): Promise<Response | undefined> {
  for (const name of [kStoryCache, kPictureCache, kNewsCache]) {
    const kept = (await caches.has(name)) ? await (await caches.open(name)).match(target) : undefined;
    if (kept) return kept;
  }
  return undefined;
}

/** `bytes`: their SHA-256, 64 digits each. None where nobody can say. */
export async function countKeptPictures(): Promise<{ pictures: number; size_bytes: number; bytes: Uint8Array }> {
  const [pictures, size_bytes] = await countKept(kPictures.cache, store()).catch(() => [0, 0] as const);
  const hashes = await keptHashes(kPictures, store()).catch(() => []);
  return { pictures, size_bytes, bytes: new TextEncoder().encode(hashes.join('')) };
}

/** Of a person who erases everything: what they read, and where. */
export async function forgetNews(): Promise<void> {
  await dropNews(store()).catch((problem: unknown) => console.error('kept news stays on disk:', problem));
}
