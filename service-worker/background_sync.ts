// One-shot Background Sync: the browser wakes the service worker when the network is back, and the pages are told. What there is to
// send is in the journal, which no service worker opens: where no page is open nothing happens, and the next start begins its own sync.
import { kSyncTag, type WorkerWord } from './cache_names';

export interface Page {
  postMessage(word: WorkerWord): void;
}
export interface Pages {
  matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>;
}

/** Resolves when every page was told; answers how many there are. */
export async function tellSync(tag: string, pages: Pages): Promise<number> {
  if (tag !== kSyncTag) return 0;
  const open = await pages.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of open) page.postMessage({ type: 'sync' });
  return open.length;
}
