// The events of the service worker; every decision is made in routes.ts, precache.ts, edge_cache.ts and fetch_ahead.ts.
// A new version waits until the person takes it: it never replaces files under a running app.
/// <reference lib="webworker" />
import { fieldFiles } from 'hypha:field-files';
import { precacheFiles, shellVersion } from 'hypha:precache';
import { fetchWasmUrl, pageWasmUrl } from 'hypha:page';
import { tellSync } from './background_sync';
import { kFetchTag, kFieldCache, kShellCachePrefix, shellCacheName, type WorkerRequest } from './cache_names';
import { cachedFile, dropOldFiles } from './edge_cache';
import { fetchAhead, type Outcome } from './fetch_ahead';
import { FetchJudge } from './fetch_judge';
import { IndexedDbFetchKeep, localDay, type Received } from './fetch_keep';
import { surroundingsOf, type Surroundings } from './network_facts';
import { answerHashed, answerList, countNews, dropStories, kPictures, kStories } from './news_cache';
import { checkShell, completeFieldKit, installShell, type FileCaches } from './precache';
import { emergencyPageFor, routeOf, type Strategy } from './routes';
import { keepShared } from './share_inbox';
import { answerNewsPage, answerStoryPage } from './story_page';

declare const self: ServiceWorkerGlobalScope;

const shellName = shellCacheName(shellVersion);
const precached = new Set(precacheFiles.map(({ url }) => url));
const store = caches as unknown as FileCaches;
const fetchFile = (url: string, options: { cache: RequestCache }): Promise<Response> => fetch(url, options);
// Past the HTTP cache, which would keep each story a second time and count nothing.
const fetchNews = (path: string, signal: AbortSignal, etag?: string): Promise<Response> =>
  fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error', signal, headers: etag === undefined ? {} : { 'If-None-Match': etag } });

const fetchKeep = new IndexedDbFetchKeep();
const surroundings = (): Surroundings => surroundingsOf(navigator, new Date());
const shellBytes = (url: string): Promise<ArrayBuffer> => answerFile(url, new Request(url)).then((file) => file.arrayBuffer());

async function count(kind: Received['kind'], bytes: number, source = '', hash = ''): Promise<void> {
  const { now_ms, zone_min } = surroundings();
  await fetchKeep.add({ day: localDay(now_ms, zone_min), kind, bytes, hash, source });
}

/** What the browser says went over the network for files since then; what its own cache answered cost nothing. */
function transferredSince(start_ms: number): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries.reduce((sum, { startTime, transferSize, encodedBodySize }) => sum + (startTime >= start_ms && transferSize > 0 ? encodedBodySize : 0), 0);
}

async function install(): Promise<void> {
  const start_ms = performance.now();
  performance.setResourceTimingBufferSize?.(1000);
  try {
    await installFiles();
  } finally {
    const bytes = transferredSince(start_ms);
    if (bytes > 0) await count('app', bytes).catch(() => undefined);
  }
}

async function installFiles(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(kShellCachePrefix));
  await installShell(shellName, precacheFiles, older, store, fetchFile);
  if (!(await caches.has(kFieldCache))) return;
  const field = await store.open(kFieldCache);
  // Text models come when they are needed, and the line costs nothing.
  const needed = fieldFiles.filter(({ role }) => role !== 'text_model');
  if ((await field.keys()).length > 0) await completeFieldKit(field, needed, fetchFile);
}

async function answerPage(path: string): Promise<Response> {
  try {
    const page = await cachedFile(path, shellName, store);
    return page ?? (await fetch(path));
  } catch {
    // No cache, no network: the one page that must never be missing, wherever a copy of it is left.
    const emergency = emergencyPageFor(path, navigator.languages);
    return (await caches.match(emergency)) ?? Response.error();
  }
}

async function answerFile(path: string, request: Request): Promise<Response> {
  return (await cachedFile(path, shellName, store).catch(() => undefined)) ?? fetch(request);
}

async function answerShare(request: Request): Promise<Response> {
  const kept = await keepShared(await request.formData(), Date.now(), store);
  return Response.redirect(kept > 0 ? '/#/identify' : '/', 303);
}

function answer(strategy: Strategy, request: Request): Promise<Response> | undefined {
  switch (strategy.kind) {
    case 'page': return answerPage(strategy.path);
    case 'file': return answerFile(strategy.path, request);
    case 'share': return answerShare(request);
    case 'story': return answerHashed(kStories, strategy.path, strategy.sha256, request.signal, store, fetchNews);
    case 'picture': return answerHashed(kPictures, strategy.path, strategy.sha256, request.signal, store, fetchNews);
    case 'news_page': return answerNewsPage(strategy.path, request.signal, fetchNews, (bytes, source, hash) => count('pages', bytes, source, hash));
    case 'story_page': return answerStoryPage(strategy.path, strategy.sha256, request.signal, store, fetchNews, () => shellBytes(pageWasmUrl),
      (bytes, source, hash) => count('pages', bytes, source, hash));
    case 'news': return answerList(strategy.path, request.signal, store, fetchNews);
    case 'network': return undefined;
  }
}

const usedBytes = async (): Promise<number> => (await navigator.storage?.estimate?.())?.usage ?? 0;

/** For a device that is full. While an update waits, its shell and ours are both needed, and whose the others are is not known here. */
async function dropUnneeded(): Promise<number> {
  if (self.registration.waiting || self.registration.installing) return 0;
  const before = await usedBytes();
  await dropOldFiles(shellName, fieldFiles, store).catch(() => undefined); // what went, went
  await dropStories(store).catch(() => undefined); // the app has its own of the texts, and pictures come again when they are asked for
  return Math.max(0, before - (await usedBytes()));
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldFiles(shellName, fieldFiles, store).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { method, url, mode, cache } = event.request;
  const answered = answer(routeOf({ method, url, mode, cache }, self.location.origin, (path) => precached.has(path)), event.request);
  if (answered) event.respondWith(answered);
});

// TypeScript's library has no Background Sync.
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
const kLock = 'hypha-fetching';

/** One run at a time, of whichever version. An app in sight fetches by itself: it is told that it is time. */
async function fetchWithoutApp(signal: AbortSignal): Promise<Outcome | null> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const seen = pages.filter((page) => page.visibilityState === 'visible' && new URL(page.url).pathname === '/'); // other pages fetch nothing
  if (seen.length > 0) {
    for (const page of seen) page.postMessage({ type: 'sync' });
    return null;
  }
  return navigator.locks.request(kLock, { ifAvailable: true }, async (lock) => {
    if (!lock) return null;
    const judge = async (): Promise<FetchJudge> => FetchJudge.open(await shellBytes(fetchWasmUrl));
    const outcome = await fetchAhead({ keep: fetchKeep, caches: store, fetchNews, judge, surroundings, signal });
    await fetchKeep.ran(surroundings().now_ms, outcome);
    return outcome;
  });
}

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  (event as SyncEvent).waitUntil(tag !== kFetchTag ? tellSync(tag, self.clients) : fetchWithoutApp(new AbortController().signal).then((outcome) => {
    if (outcome?.ended === 'no_network') throw new Error('no network yet'); // the browser tries again
  }));
});
self.addEventListener('periodicsync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === kFetchTag) (event as SyncEvent).waitUntil(fetchWithoutApp(new AbortController().signal));
});

self.addEventListener('message', (event) => {
  const port = event.ports[0];
  switch ((event.data as WorkerRequest | null)?.type) {
    case 'skip_waiting': return event.waitUntil(self.skipWaiting());
    case 'tell_version': return port?.postMessage(shellVersion);
    case 'count_news':
      return event.waitUntil(countNews(store).then((count) => port?.postMessage(count)));
    case 'drop_old_files':
      return event.waitUntil(dropUnneeded().then((freed) => port?.postMessage(freed)));
    case 'check_offline':
      return event.waitUntil(checkShell(shellName, precacheFiles, store, fetchFile).then((report) => port?.postMessage(report)));
  }
});
