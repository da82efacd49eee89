// The shell of the app, all or nothing: install() leaves either a cache in which every file has the hash that the
// bundle wrote, or no cache and a rejected promise, and then the version before keeps serving.
// checkShell() reads every file back and hashes it: 'Ready offline' is never a guess.
// Everything is injected (fetch, caches, hashing), so that Node's tests run the same code against failures.
import type { OfflineReport } from './cache_names';

export interface ListedFile {
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The part of Cache and CacheStorage that is used, so that a Map can stand in for it in a test. */
export interface FileCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
  keys(): Promise<readonly { url: string }[]>;
}
export interface FileCaches {
  open(name: string): Promise<FileCache>;
  delete(name: string): Promise<boolean>;
  keys(): Promise<string[]>;
  has(name: string): Promise<boolean>;
}
export type Fetch = (url: string, options: { cache: RequestCache }) => Promise<Response>;

export class PrecacheError extends Error {
  constructor(readonly code: 'missing' | 'corrupt' | 'unreachable', readonly url: string, detail: string) {
    super(`${url}: ${detail}`);
  }
}

const kAtOnce = 6;

export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function isIntact(file: ListedFile, response: Response): Promise<boolean> {
  const bytes = await response.arrayBuffer();
  return bytes.byteLength === file.bytes && (await sha256Hex(bytes)) === file.sha256;
}

/** Runs `work` over `files`, a few at a time; the first failure ends it. */
async function forEachFile(files: readonly ListedFile[], work: (file: ListedFile) => Promise<void>): Promise<void> {
  const waiting = [...files];
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      try {
        await work(file);
      } catch (problem) {
        waiting.length = 0;
        throw problem;
      }
    }
  };
  await Promise.all(Array.from({ length: kAtOnce }, lane));
}

/** Fetches one file, past the HTTP cache when what that cache held is wrong, and puts it only if its hash is right. */
export async function fetchInto(cache: FileCache, file: ListedFile, fetchFile: Fetch): Promise<void> {
  const isNamedByContent = file.url.startsWith('/app/');
  let problem: PrecacheError | undefined;
  for (const mode of [isNamedByContent ? 'default' : 'no-cache', 'reload'] as const) {
    let response: Response;
    try {
      response = await fetchFile(file.url, { cache: mode });
    } catch (failure) {
      throw new PrecacheError('unreachable', file.url, String(failure));
    }
    if (response.status !== 200) {
      problem = new PrecacheError('missing', file.url, `the server answered ${response.status}`);
    } else if (!(await isIntact(file, response.clone()))) {
      problem = new PrecacheError('corrupt', file.url, 'the content is not what this version was built with');
    } else {
      await cache.put(file.url, response);
      return;
    }
  }
  throw problem!;
}

/** All or nothing. Files that an older version holds with the same hash are taken from there: an update costs only what changed. */
export async function installShell(
  name: string, files: readonly ListedFile[], olderNames: readonly string[], caches: FileCaches, fetchFile: Fetch,
): Promise<void> {
  const older = await Promise.all(olderNames.filter((each) => each !== name).map((each) => caches.open(each)));
  const cache = await caches.open(name);
  try {
    await forEachFile(files, async (file) => {
      for (const source of older) {
        const kept = await source.match(file.url);
        if (kept && (await isIntact(file, kept.clone()))) return cache.put(file.url, kept);
      }
      return fetchInto(cache, file, fetchFile);
    });
  } catch (problem) {
    await caches.delete(name);
    throw problem;
  }
}

/** Where a field kit was begun, the files that this version needs anew come with the install: an update never takes 'ready' away. */
export async function completeFieldKit(cache: FileCache, files: readonly ListedFile[], fetchFile: Fetch): Promise<void> {
  await forEachFile(files, async (file) => {
    if (!(await cache.match(file.url))) await fetchInto(cache, file, fetchFile);
  });
}

/** Reads every file of the shell back. What is missing or damaged is fetched again where there is a network. */
export async function checkShell(name: string, files: readonly ListedFile[], caches: FileCaches, fetchFile: Fetch): Promise<OfflineReport> {
  const cache = await caches.open(name);
  const report: OfflineReport = { ready: true, files: 0, sizeBytes: 0, code: '' };
  try {
    await forEachFile(files, async (file) => {
      const kept = await cache.match(file.url);
      if (!kept || !(await isIntact(file, kept))) {
        try {
          await fetchInto(cache, file, fetchFile);
        } catch {
          report.ready = false;
          report.code ||= kept ? 'corrupt' : 'missing';
          return;
        }
      }
      report.files += 1;
      report.sizeBytes += file.bytes;
    });
  } catch {
    return { ...report, ready: false, code: 'unreadable' };
  }
  return report;
}
