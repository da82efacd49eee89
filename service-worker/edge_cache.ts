// What is answered from which cache, and what an activation may drop. Reads only; the one writer of the shell is
// precache.ts, the one writer of the field kit is web/field_kit.ts.
import { kFieldCache, kShellCachePrefix } from './cache_names';
import type { FileCaches, ListedFile } from './precache';

/** From the shell of this version, else from the field kit, else undefined. */
export async function cachedFile(path: string, shellName: string, caches: FileCaches): Promise<Response | undefined> {
  for (const name of [shellName, kFieldCache]) {
    if (!(await caches.has(name))) continue;
    const found = await (await caches.open(name)).match(path);
    if (found) return found;
  }
  return undefined;
}

/** Older shells go; of the field kit only what this version does not list. Everything else is not ours to drop. */
export async function dropOldFiles(shellName: string, fieldFiles: readonly ListedFile[], caches: FileCaches): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(kShellCachePrefix) && name !== shellName) await caches.delete(name);
  }
  if (!(await caches.has(kFieldCache))) return;
  const listed = new Set(fieldFiles.map(({ url }) => url));
  const field = await caches.open(kFieldCache);
  for (const { url } of await field.keys()) {
    const path = new URL(url).pathname;
    if (!listed.has(path)) await field.delete(path);
  }
}
