// A story that is kept, as a page of its own: /read/HASH without a network. page.wasm (src/browser/page_exports.cpp) writes the very page
// that the edge answers. What is not kept, or cannot be read, is the network's to answer, and then the app's, which says what is missing.
import type { FileCaches } from './precache';
import { answerHashed, kStories, receivedBytes, receivedOf, type FetchNews } from './news_cache';

/** What page.wasm exports. */
interface PageExports {
  readonly memory: WebAssembly.Memory;
  _initialize?(): void;
  page_buffer(bytes: number): number;
  page_write(): number;
  page_bytes(): number;
}

/** As src/core/news/story_page.hpp has it. */
export const kPagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const kHash = 64;

/** Null where the bytes are no story that this version can read. */
export async function writePage(wasm: ArrayBuffer, sha256: string, story: ArrayBuffer): Promise<Uint8Array<ArrayBuffer> | null> {
  // It writes nothing and never ends: whatever it imports is never called but to be told that memory has grown.
  const nothing = new Proxy({}, { get: () => () => 0 });
  const imports = new Proxy({}, { get: () => nothing }) as WebAssembly.Imports;
  const { instance } = await WebAssembly.instantiate(wasm, imports);
  const page = instance.exports as unknown as PageExports;
  page._initialize?.();
  const at = page.page_buffer(kHash + story.byteLength);
  if (at === 0) return null;
  const memory = new Uint8Array(page.memory.buffer);
  memory.set(new TextEncoder().encode(sha256), at);
  memory.set(new Uint8Array(story), at + kHash);
  const bytes = page.page_write();
  return bytes === 0 ? null : new Uint8Array(page.memory.buffer, page.page_bytes(), bytes).slice();
}

/** As the head of a story file says it (src/core/news/story_file.hpp). */
function sourceOf(story: ArrayBuffer): string {
  const head = new TextDecoder().decode(new Uint8Array(story, 0, Math.min(story.byteLength, 4096))).split('\n\n')[0] ?? '';
  return /^source: (.*)$/m.exec(head)?.[1] ?? '';
}

export type CountPage = (bytes: number, source: string, sha256: string) => Promise<unknown>;

/** The list as a page, which only the network has; without one the app, which has what is kept. `count` as of answerStoryPage. */
export async function answerNewsPage(path: string, signal: AbortSignal, fetchNews: FetchNews, count: CountPage): Promise<Response> {
  try {
    const answer = await fetchNews(path, signal);
    const bytes = await answer.clone().arrayBuffer();
    await count(receivedBytes(answer.headers, bytes.byteLength), '', '').catch(() => undefined);
    return answer;
  } catch (problem) {
    if (signal.aborted) throw problem;
    return new Response(null, { status: 302, headers: { Location: '/#/read' } });
  }
}

/** `wasm` reads page.wasm from the shell. `count` hears what came over the network for it: no page of the app's counts it. */
export async function answerStoryPage(path: string, sha256: string, signal: AbortSignal, caches: FileCaches, fetchNews: FetchNews, wasm: () => Promise<ArrayBuffer>, count: CountPage): Promise<Response> {
  const counted = (bytes: number, source: string, hash: string): Promise<unknown> => (bytes > 0 ? count(bytes, source, hash).catch(() => undefined) : Promise.resolve());
  try {
    const story = await answerHashed(kStories, `/v1/news/story/${sha256}`, sha256, signal, caches, fetchNews);
    const bytes = await story.arrayBuffer();
    await counted(receivedOf(story.headers) ?? receivedBytes(story.headers, bytes.byteLength), story.status === 200 ? sourceOf(bytes) : '', story.status === 200 ? sha256 : '');
    const page = story.status === 200 ? await writePage(await wasm(), sha256, bytes) : null;
    if (page) return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': kPagePolicy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' } });
    const answer = await fetchNews(path, signal);
    const answered = await answer.clone().arrayBuffer();
    await counted(receivedBytes(answer.headers, answered.byteLength), '', '');
    return answer;
  } catch (problem) {
    if (signal.aborted) throw problem;
    return new Response(null, { status: 302, headers: { Location: `/#/read/${sha256}` } });
  }
}
