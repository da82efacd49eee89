// Keeps photos that another app shares (manifest: share_target) until the app has stored them itself.
// The service worker writes, the window takes (web/offline.ts). Nothing is deleted before the application has settled it: the key
// is the same each time a photo is taken, so a photo that is taken twice is still one.
import { kSharedCache } from './cache_names';
import type { FileCaches } from './precache';

export const kShareField = 'photos';
const kMaxShared = 8;

/** Answers how many files were kept. */
export async function keepShared(form: FormData, receivedMs: number, caches: FileCaches): Promise<number> {
  const files = form.getAll(kShareField).filter((entry): entry is File => typeof entry !== 'string').slice(0, kMaxShared);
  const inbox = await caches.open(kSharedCache);
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type || 'application/octet-stream', 'X-Name': encodeURIComponent(file.name) };
    await inbox.put(`/shared/${receivedMs}-${index}`, new Response(file, { headers }));
  }
  return files.length;
}

/** Hands every kept photo to `take`, oldest first, and deletes it when that resolves. Answers how many there are. */
export async function takeShared(caches: FileCaches, take: (file: File, key: string) => Promise<unknown>): Promise<number> {
  if (!(await caches.has(kSharedCache))) return 0;
  const inbox = await caches.open(kSharedCache);
  const addresses = (await inbox.keys()).map(({ url }) => new URL(url).pathname).sort();
  for (const address of addresses) {
    const response = await inbox.match(address);
    if (!response) continue;
    const name = decodeURIComponent(response.headers.get('X-Name') ?? 'photo');
    const file = new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' });
    void take(file, `shared:${address}`).then(() => inbox.delete(address));
  }
  return addresses.length;
}
