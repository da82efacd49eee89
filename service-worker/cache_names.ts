// Names of caches and of the words that the window and the service worker exchange. Imported by both sides, so that
// neither can drift. kFieldCache is also written by web/field_kit.ts.

/** One cache a version of the shell: never changed once it is complete. */
export const kShellCachePrefix = 'hypha-shell-';
/** Runtime and models: fetched with the first identification, kept across updates. */
export const kFieldCache = 'hypha-field';
/** Photos that another app shared, until the app has taken them. */
export const kSharedCache = 'hypha-shared';
/** Stories by their hash, each verified; kept across updates, the oldest go when there are too many bytes. */
export const kStoryCache = 'hypha-stories';
/** Pictures of stories by their hash, as stories are, with a bound of their own. */
export const kPictureCache = 'hypha-pictures';
/** The newest list of each region, for when there is no network; kept across updates. */
export const kNewsCache = 'hypha-news';

/** On an answer about news that the worker gave: bytes that went over the network for it. */
export const kReceivedHeader = 'X-Hypha-Received';
/** On a list that was kept, because no network answered. */
export const kKeptHeader = 'X-Hypha-Kept';

export const shellCacheName = (version: string): string => kShellCachePrefix + version;

/** What the window asks of the worker. */
export type WorkerRequest = { type: 'skip_waiting' } | { type: 'check_offline' } | { type: 'tell_version' } | { type: 'drop_old_files' } | { type: 'count_news' };

/** What Background Sync is registered under, and what the worker then says to its pages. */
export const kSyncTag = 'hypha-sync';
/** What the browser wakes the service worker for to fetch without the app: from time to time, and once when the network is back. */
export const kFetchTag = 'hypha-news';
export type WorkerWord = { type: 'sync' };

/** What the self-check found. `code` is empty when ready; else 'missing', 'corrupt' or 'unreadable'. */
export interface OfflineReport {
  ready: boolean;
  files: number;
  sizeBytes: number;
  code: string;
}
