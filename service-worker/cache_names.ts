// Names of caches and of the words that the window and the service worker exchange. Imported by both sides, so that
// neither can drift. kFieldCache is also written by web/field_kit.ts.

/** One cache a version of the shell: never changed once it is complete. */
export const kShellCachePrefix = 'hypha-shell-';
/** Runtime and model: fetched with the first identification, kept across updates. */
export const kFieldCache = 'hypha-field';
/** Photos that another app shared, until the app has taken them. */
export const kSharedCache = 'hypha-shared';

export const shellCacheName = (version: string): string => kShellCachePrefix + version;

/** What the window asks of the worker. */
export type WorkerRequest = { type: 'skip_waiting' } | { type: 'check_offline' } | { type: 'tell_version' } | { type: 'drop_old_files' };

/** What the self-check found. `code` is empty when ready; else 'missing', 'corrupt' or 'unreadable'. */
export interface OfflineReport {
  ready: boolean;
  files: number;
  sizeBytes: number;
  code: string;
}
