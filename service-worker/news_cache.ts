// News in the service worker: stories and their pictures by their hash, kept copy first, and lists, network first. What a hash names is kept
// only when its bytes have that SHA-256, and is verified again each time it is answered: a damaged copy is dropped and asked for anew. Every
// kept answer says how many bytes it is (X-Hypha-Bytes); stories go beyond their bound and pictures beyond theirs, the longest kept first.
// A list that is kept is asked for with its ETag: an edge that has nothing newer sends no list.
// Each answer says what it cost over the network (X-Hypha-Received), since a page cannot see that through a worker.
import { kKeptHeader, kNewsCache, kPictureCache, kReceivedHeader, kStoryCache } from './cache_names';
import { sha256Hex, type FileCache, type FileCaches } from './precache';
import { packedSize } from '../web/packed_size';

/** Files that are named by their hash: where they are kept, and how many bytes of them. */
export interface HashedFiles {
  readonly cache: string;
  readonly most_bytes: number;
}
export const kStories: HashedFiles = { cache: kStoryCache, most_bytes: 20 * 1024 * 1024 };
export const kPictures: HashedFiles = { cache: kPictureCache, most_bytes: 24 * 1024 * 1024 };
const kBytesHeader = 'X-Hypha-Bytes';
/** SHA-256 of a kept list. */
const kSumHeader = 'X-Hypha-Sum';

/** `etag`: of what is kept under that address; the answer may be 304 then. */
export type FetchNews = (path: string, signal: AbortSignal, etag?: string) => Promise<Response>;

export interface FetchedList {
  readonly status: number;
  readonly bytes: ArrayBuffer;
  readonly type: string;
  readonly etag: string;
  /** 0: what was kept is still the newest. */
  readonly received: number;
}

export interface NewsCount {
  readonly stories: number;
  readonly storyBytes: number;
  readonly pictures: number;
  readonly pictureBytes: number;
  readonly lists: number;
  readonly listBytes: number;
}

function answerOf(bytes: ArrayBuffer, type: string, marks: Record<string, string>): Response {
  return new Response(bytes, { headers: { 'Content-Type': type, ...marks } });
}

const typeOf = (answer: Response): string => answer.headers.get('Content-Type') ?? 'application/octet-stream';

export const receivedBytes = (headers: Headers, length: number): number => packedSize(headers) ?? length;

/** What an answer of answerHashed or answerList says that it cost; null of the network's own. */
export function receivedOf(headers: Headers): number | null {
  const text = headers.get(kReceivedHeader);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const sizeOf = async (cache: FileCache, url: string): Promise<number> => {
  const size = Number((await cache.match(url))?.headers.get(kBytesHeader) ?? '0');
  return Number.isFinite(size) ? size : 0;
};

/** A full device keeps nothing more, and answers all the same. */
export async function keepAnswer(name: string, path: string, bytes: ArrayBuffer, type: string, caches: FileCaches, marks: Record<string, string> = {}): Promise<void> {
  try {
    await (await caches.open(name)).put(path, answerOf(bytes, type, { [kBytesHeader]: String(bytes.byteLength), ...marks }));
  } catch (problem) {
    console.info(`${path} is not kept: ${String(problem)}`);
  }
}

// Never less than what is kept, by cache: files that go elsewhere are found at the next counting. Each counting opens every kept answer.
const atMost = new WeakMap<FileCaches, Map<string, number>>();

async function trim(files: HashedFiles, caches: FileCaches, added_bytes: number): Promise<void> {
  const sums = atMost.get(caches) ?? new Map<string, number>();
  atMost.set(caches, sums);
  const before = sums.get(files.cache);
  if (before !== undefined && before + added_bytes <= files.most_bytes) {
    sums.set(files.cache, before + added_bytes);
    return;
  }
  sums.delete(files.cache);
  const cache = await caches.open(files.cache);
  let total = 0;
  const newestFirst = [...(await cache.keys())].reverse();
  for (const { url } of newestFirst) {
    const size = await sizeOf(cache, url);
    if (total + size > files.most_bytes) await cache.delete(url);
    else total += size;
  }
  sums.set(files.cache, total);
}

export async function answerHashed(files: HashedFiles, path: string, sha256: string, signal: AbortSignal, caches: FileCaches, fetchNews: FetchNews): Promise<Response> {
  const cache = (await caches.has(files.cache)) ? await caches.open(files.cache) : null;
  const kept = await cache?.match(path).catch(() => undefined);
  if (kept) {
    const bytes = await kept.arrayBuffer();
    if ((await sha256Hex(bytes)) === sha256) return answerOf(bytes, typeOf(kept), { [kReceivedHeader]: '0' });
    await cache?.delete(path);
  }
  const answer = await fetchNews(path, signal);
  if (answer.status !== 200) return answer;
  const bytes = await answer.arrayBuffer();
  const received = { [kReceivedHeader]: String(receivedBytes(answer.headers, bytes.byteLength)) };
  // A Wi-Fi's login page is no story and no picture. The app refuses it too, and says so.
  if ((await sha256Hex(bytes)) === sha256) {
    await keepAnswer(files.cache, path, bytes, typeOf(answer), caches);
    await trim(files, caches, bytes.byteLength).catch(() => undefined);
  }
  return answerOf(bytes, typeOf(answer), received);
}

/** Rejects where there is no network. A kept list whose bytes have changed since is asked for as if it were not there. */
export async function fetchList(path: string, signal: AbortSignal, caches: FileCaches, fetchNews: FetchNews): Promise<FetchedList> {
  const kept = await keptList(path, caches);
  const known = kept && kept.sum !== '' && (await sha256Hex(kept.bytes)) === kept.sum ? kept : null;
  const answer = await fetchNews(path, signal, known?.etag || undefined);
  if (answer.status === 304 && known) return { status: 200, bytes: known.bytes, type: known.type, etag: known.etag, received: 0 };
  const bytes = await answer.arrayBuffer();
  return { status: answer.status, bytes, type: typeOf(answer), etag: answer.headers.get('ETag') ?? '', received: receivedBytes(answer.headers, bytes.byteLength) };
}

export async function keepList(path: string, { bytes, type, etag }: FetchedList, caches: FileCaches): Promise<void> {
  await keepAnswer(kNewsCache, path, bytes, type, caches, etag ? { ETag: etag, [kSumHeader]: await sha256Hex(bytes) } : {});
}

export async function answerList(path: string, signal: AbortSignal, caches: FileCaches, fetchNews: FetchNews): Promise<Response> {
  const instead = async (): Promise<Response | undefined> => {
    const kept = signal.aborted ? null : await keptList(path, caches);
    return kept ? answerOf(kept.bytes, kept.type, { [kReceivedHeader]: '0', [kKeptHeader]: '1' }) : undefined;
  };
  let list: FetchedList;
  try {
    list = await fetchList(path, signal, caches, fetchNews);
  } catch (problem) {
    const kept = await instead();
    if (kept) return kept;
    throw problem;
  }
  const marks = { 'Content-Type': list.type, [kReceivedHeader]: String(list.received) };
  if (list.status === 200) {
    if (list.received > 0) await keepList(path, list, caches);
    return new Response(list.bytes, { headers: marks });
  }
  const refusal = (): Response => new Response(list.bytes, { status: list.status, headers: marks });
  return list.status < 500 ? refusal() : ((await instead()) ?? refusal());
}

/** Null where nothing is kept under that address. */
export async function keptBytes(name: string, path: string, caches: FileCaches): Promise<ArrayBuffer | null> {
  if (!(await caches.has(name))) return null;
  return (await (await caches.open(name)).match(path))?.arrayBuffer() ?? null;
}

async function keptList(path: string, caches: FileCaches): Promise<{ bytes: ArrayBuffer; type: string; etag: string; sum: string } | null> {
  if (!(await caches.has(kNewsCache))) return null;
  const kept = await (await caches.open(kNewsCache)).match(path);
  return kept ? { bytes: await kept.arrayBuffer(), type: typeOf(kept), etag: kept.headers.get('ETag') ?? '', sum: kept.headers.get(kSumHeader) ?? '' } : null;
}

/** How many answers a cache holds, and their bytes. */
export async function countKept(name: string, caches: FileCaches): Promise<[count: number, bytes: number]> {
  if (!(await caches.has(name))) return [0, 0];
  const cache = await caches.open(name);
  const sizes = await Promise.all((await cache.keys()).map(({ url }) => sizeOf(cache, url)));
  return [sizes.length, sizes.reduce((sum, size) => sum + size, 0)];
}

export async function countNews(caches: FileCaches): Promise<NewsCount> {
  const [stories, storyBytes] = await countKept(kStoryCache, caches);
  const [pictures, pictureBytes] = await countKept(kPictureCache, caches);
  const [lists, listBytes] = await countKept(kNewsCache, caches);
  return { stories, storyBytes, pictures, pictureBytes, lists, listBytes };
}

export async function keptHashes({ cache }: HashedFiles, caches: FileCaches): Promise<string[]> {
  if (!(await caches.has(cache))) return [];
  return (await (await caches.open(cache)).keys()).map(({ url }) => /\/([0-9a-f]{64})$/.exec(url)?.[1] ?? '');
}

/** With their pictures. */
export async function dropStories(caches: FileCaches): Promise<void> {
  for (const { cache } of [kStories, kPictures]) if (await caches.has(cache)) await caches.delete(cache);
}

/** Everything of news that is kept: what a person reads, and where. */
export async function dropNews(caches: FileCaches): Promise<void> {
  await dropStories(caches);
  if (await caches.has(kNewsCache)) await caches.delete(kNewsCache);
}
