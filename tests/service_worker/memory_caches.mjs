// CacheStorage in a Map and a network that answers from a table: enough of both for the service worker's code, and it
// can be told to fail. Like a browser, a cache answers each time with a fresh body, and keys are absolute addresses.
import { createHash } from 'node:crypto';

const origin = 'https://hypha.test';
const addressOf = (url) => new URL(url, origin).href;

class MemoryCache {
  entries = new Map();
  putFails = null;
  async match(url) {
    const kept = this.entries.get(addressOf(url));
    return kept && new Response(kept.body, { headers: kept.headers });
  }
  async put(url, response) {
    if (this.putFails?.(url)) throw new DOMException('Quota exceeded', 'QuotaExceededError');
    this.entries.set(addressOf(url), { body: await response.arrayBuffer(), headers: [...response.headers] });
  }
  async delete(url) { return this.entries.delete(addressOf(url)); }
  async keys() { return [...this.entries.keys()].map((url) => ({ url })); }
}

export class MemoryCaches {
  all = new Map();
  prepare = () => undefined; // called with each new cache
  async open(name) {
    if (!this.all.has(name)) {
      this.all.set(name, new MemoryCache());
      this.prepare(this.all.get(name), name);
    }
    return this.all.get(name);
  }
  async delete(name) { return this.all.delete(name); }
  async keys() { return [...this.all.keys()]; }
  async has(name) { return this.all.has(name); }
  paths(name) { return [...(this.all.get(name)?.entries.keys() ?? [])].map((url) => new URL(url).pathname).sort(); }
}

// `files`: path to text. Answers { listed, fetchFile, asked }: what the bundle would list, the network, and what it was asked.
export function network(files) {
  const asked = [];
  const served = { ...files };
  const listed = Object.entries(files).map(([url, text]) => ({
    url, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex'),
  }));
  const fetchFile = async (url, { cache }) => {
    asked.push(`${cache} ${url}`);
    const text = typeof served[url] === 'function' ? served[url](cache) : served[url];
    if (text === null) throw new TypeError('Failed to fetch');
    if (text === undefined) return new Response('no such file', { status: 404 });
    return new Response(text, { headers: { 'Content-Type': 'text/plain', 'X-From': 'network' } });
  };
  return { listed, fetchFile, asked, served };
}
