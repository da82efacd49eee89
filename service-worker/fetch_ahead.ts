// What the service worker fetches without the app: the plan that the app left says what is allowed and what is here, fetch.wasm judges, the
// newest list is fetched and verified, and the texts it chooses come one at a time, each verified by its hash and kept under the address
// that the app will ask for. Before each the plan is read again, so whoever pauses, or a window that ends, stops it after the text
// that is on its way. Then, where the person wants them, the pictures of texts that came without the app. What is kept is never fetched
// again: a run that was cut off is gone on with by the next.
import { kNewsCache } from './cache_names';
import { textsOf, type FetchKeep } from './fetch_keep';
import { Part, type FetchJudge, type May } from './fetch_judge';
import type { Surroundings } from './network_facts';
import { answerHashed, fetchList, keepList, keptBytes, keptHashes, kPictures, kStories, receivedOf, receivedBytes, type FetchNews, type HashedFiles } from './news_cache';
import { sha256Hex, type FileCaches } from './precache';

export interface AheadParts {
  readonly keep: FetchKeep;
  readonly caches: FileCaches;
  readonly fetchNews: FetchNews;
  readonly judge: () => Promise<FetchJudge>;
  readonly surroundings: () => Surroundings;
  readonly signal: AbortSignal;
}

export interface Outcome {
  /** wait: `why` is what holds. no_list: `why` is a status or the code of what is wrong with it. */
  readonly ended: 'done' | 'no_plan' | 'wait' | 'no_list' | 'no_network' | 'busy' | 'stopped';
  readonly why: string;
  readonly fetched: number;
}

const kListIsNew_ms = 15 * 60_000; // as long as the app does not ask again by itself

export async function fetchAhead({ keep, caches, fetchNews, judge: open, surroundings, signal }: AheadParts): Promise<Outcome> {
  let fetched = 0;
  const ended = (how: Outcome['ended'], why = ''): Outcome => ({ ended: how, why, fetched });
  if (!(await keep.plan())) return ended('no_plan');
  const judge = await open();
  const look = async (): Promise<May> => {
    const plan = await keep.plan();
    if (!plan || !judge.give(Part.plan, plan)) return { may: 'wait', why: 'no_plan', until: -1 };
    judge.give(Part.journal, new TextEncoder().encode(await keep.journal()));
    return judge.may(surroundings());
  };

  let may = await look();
  if (may.may === 'wait') return ended('wait', may.why);
  const path = `/v1/news/${may.region}/now`;
  const age_ms = surroundings().now_ms - (await keep.listedMs(path));
  const kept = age_ms >= 0 && age_ms < kListIsNew_ms ? await keptBytes(kNewsCache, path, caches) : null;
  if (!kept || !judge.give(Part.list, new Uint8Array(kept)) || judge.believe() !== '') {
    const list = await fetchList(path, signal, caches, fetchNews).catch(() => null);
    if (!list) return ended(signal.aborted ? 'stopped' : 'no_network');
    if (list.received > 0) await keep.add({ day: may.day, kind: 'lists', bytes: list.received, hash: '', source: '' });
    if (list.status !== 200) return ended('no_list', String(list.status));
    const wrong = judge.give(Part.list, new Uint8Array(list.bytes)) ? judge.believe() : 'too_large';
    if (wrong !== '') return ended('no_list', wrong);
    if (list.received > 0) await keepList(path, list, caches);
    await keep.listed(path, surroundings().now_ms);
  }

  // One file that its hash names, verified and counted; answers how the run ends with it, or null where it goes on.
  const fetchOne = async (files: HashedFiles, kind: 'texts' | 'pictures', { hash, source, day }: { hash: string; source: string; day: number }): Promise<Outcome | null> => {
    const path = `/v1/news/${kind === 'texts' ? 'story' : 'picture'}/${hash}`;
    let answer: Response;
    let body: ArrayBuffer;
    try {
      answer = await answerHashed(files, path, hash, signal, caches, fetchNews);
      body = await answer.arrayBuffer();
    } catch {
      return ended(signal.aborted ? 'stopped' : 'no_network');
    }
    const isWhole = answer.status === 200 && (await sha256Hex(body)) === hash;
    const received = receivedOf(answer.headers) ?? receivedBytes(answer.headers, body.byteLength);
    await keep.add({ day, kind, bytes: received, hash: isWhole && kind === 'texts' ? hash : '', source });
    if (answer.status === 429 || answer.status >= 500) return ended('busy', String(answer.status));
    fetched += isWhole ? 1 : 0;
    return null;
  };

  const tried = new Set<string>();
  for (;;) {
    judge.give(Part.hashes, new TextEncoder().encode((await keptHashes(kStories, caches)).join('')));
    const wanted = judge.choose(surroundings()).filter(({ hash }) => !tried.has(hash));
    if (wanted.length === 0) break;
    for (const { hash, bytes, source } of wanted) {
      if (signal.aborted) return ended('stopped');
      may = await look();
      if (may.may === 'wait') return ended('wait', may.why);
      if (bytes > may.left) break; // chosen when more was left
      tried.add(hash);
      const end = await fetchOne(kStories, 'texts', { hash, source, day: may.day });
      if (end) return end;
    }
    if (wanted.every(({ hash }) => !tried.has(hash))) return ended('done'); // nothing of it fits into what is left
  }

  const here = new Set(await keptHashes(kPictures, caches));
  for (const { hash: story, source } of textsOf(await keep.journal())) {
    const text = await keptBytes(kStories.cache, `/v1/news/story/${story}`, caches);
    if (!text || !judge.give(Part.story, new Uint8Array(text))) continue;
    for (const { hash, bytes } of judge.pictures()) {
      if (here.has(hash)) continue;
      if (signal.aborted) return ended('stopped');
      may = await look();
      if (may.may === 'wait') return ended('wait', may.why);
      if (bytes > may.picturesLeft) return ended('done');
      here.add(hash); // one that did not come whole is not asked for again in this run
      const end = await fetchOne(kPictures, 'pictures', { hash, source, day: may.day });
      if (end) return end;
    }
  }
  return ended('done');
}
