// A service worker that fetches without the app, for tests: the fetch.wasm that ships, caches and notes in memory, and an edge over real HTTP.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, repository } from './load.mjs';
import { MemoryCaches } from './memory_caches.mjs';
import { memoryKeep, newsEdge } from './news_edge.mjs';

const { fetchAhead } = await load('service-worker/fetch_ahead.ts');
const { FetchJudge } = await load('service-worker/fetch_judge.ts');
const { journalText, localDay } = await load('service-worker/fetch_keep.ts');
export const wasm = new Uint8Array(readFileSync(join(repository, 'build/web/fetch.wasm'))).buffer;

export const kMetered = 2, kUnmetered = 3;
export const noon = new Date(2026, 8, 21, 12, 0).getTime();
export const zone = -new Date(noon).getTimezoneOffset();

export async function stage(t, { plan = {}, lines = [], line = kUnmetered, savesData = false, at = noon } = {}) {
  const edge = await newsEdge();
  t.after(edge.stop);
  edge.made = Math.floor(at / 1000) - 60;
  const caches = new MemoryCaches();
  const keep = memoryKeep(journalText);
  const own = { edge, caches, keep, line, savesData, now_ms: at, stop: new AbortController() };
  own.leave = (named, more = lines) => {
    const all = { region: edge.region, key: edge.key, day: localDay(at, zone), spent: 0, unmetered: 5_000_000, other: 1_000_000, ...plan, ...named };
    return keep.keepPlan(new TextEncoder().encode(`hypha-fetch 1\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\n`).join('')}\n${more.map((each) => `${each}\n`).join('')}`));
  };
  own.run = () => fetchAhead({
    keep, caches, fetchNews: edge.fetchNews, judge: () => FetchJudge.open(wasm), signal: own.stop.signal,
    surroundings: () => ({ now_ms: own.now_ms, zone_min: zone, line: own.line, savesData: own.savesData }),
  });
  own.kept = () => caches.paths('hypha-stories').map((path) => path.slice(-64));
  own.counted = (kind) => keep.entries.reduce((sum, [, entry]) => sum + (!kind || entry.kind === kind ? entry.bytes : 0), 0);
  await own.leave({});
  return own;
}
