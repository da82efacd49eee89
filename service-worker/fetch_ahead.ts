// What the service worker fetches without the app: the plan that the app left says what is allowed and what is here, fetch.wasm judges, the
// newest list is fetched and verified, and the texts it chooses come one at a time, each verified by its hash and kept under the address
// that the app will ask for. Before each the plan is read again, so whoever pauses, or a window that ends, stops it after the text
// that is on its way. What is kept is never fetched again: a run that was cut off is gone on with by the next.
import { kNewsCache, kStoryCache } from './cache_names';
import type { FetchKeep } from './fetch_keep';
import { Part, type FetchJudge, type May } from './fetch_judge';
import type { Surroundings } from './network_facts';
import { answerHashed, keepAnswer, keptBytes, kStories, receivedOf, receivedBytes, type FetchNews } from './news_cache';
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
    const answer = await fetchNews(path, signal).catch(() => null);
    if (!answer) return ended(signal.aborted ? 'stopped' : 'no_network');
    const bytes = await answer.arrayBuffer().catch(() => null);
    if (!bytes) return ended(signal.aborted ? 'stopped' : 'no_network');
    await keep.add({ day: may.day, kind: 'lists', bytes: receivedBytes(answer.headers, bytes.byteLength), hash: '', source: '' });
    if (answer.status !== 200) return ended('no_list', String(answer.status));
    const wrong = judge.give(Part.list, new Uint8Array(bytes)) ? judge.believe() : 'too_large';
    if (wrong !== '') return ended('no_list', wrong);
    await keepAnswer(kNewsCache, path, bytes, answer.headers.get('Content-Type') ?? 'text/plain', caches);
    await keep.listed(path, surroundings().now_ms);
  }

  const tried = new Set<string>();
  for (;;) {
    judge.give(Part.hashes, new TextEncoder().encode(await keptHashes(caches)));
    const wanted = judge.choose(surroundings()).filter(({ hash }) => !tried.has(hash));
    if (wanted.length === 0) return ended('done');
    for (const { hash, bytes, source } of wanted) {
      if (signal.aborted) return ended('stopped');
      may = await look();
      if (may.may === 'wait') return ended('wait', may.why);
      if (bytes > may.left) break; // chosen when more was left
      tried.add(hash);
      let answer: Response;
      let body: ArrayBuffer;
      try {
        answer = await answerHashed(kStories, `/v1/news/story/${hash}`, hash, signal, caches, fetchNews);
        body = await answer.arrayBuffer();
      } catch {
        return ended(signal.aborted ? 'stopped' : 'no_network');
      }
      const isWhole = answer.status === 200 && (await sha256Hex(body)) === hash;
      const received = receivedOf(answer.headers) ?? receivedBytes(answer.headers, body.byteLength);
      await keep.add({ day: may.day, kind: 'texts', bytes: received, hash: isWhole ? hash : '', source });
      if (answer.status === 429 || answer.status >= 500) return ended('busy', String(answer.status));
      fetched += isWhole ? 1 : 0;
    }
    if (wanted.every(({ hash }) => !tried.has(hash))) return ended('done'); // nothing of it fits into what is left
  }
}

async function keptHashes(caches: FileCaches): Promise<string> {
  if (!(await caches.has(kStoryCache))) return '';
  const paths = await (await caches.open(kStoryCache)).keys();
  return paths.map(({ url }) => /\/([0-9a-f]{64})$/.exec(url)?.[1] ?? '').join('');
}
