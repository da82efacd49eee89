// An edge on the loopback that counts: signed lists and stories over real HTTP, each answer's body bytes added up as they leave, and whatever
// can go wrong on the way on demand. For tests of what the service worker fetches by itself.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export async function newsEdge({ region = 'andes' } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
  const stories = [];
  const edge = {
    key, region, stories, made: Math.floor(Date.now() / 1000) - 60, sent: 0, asked: [], answers: new Map(),
    /** Called with each path before it is answered. */
    before: () => undefined,
    add({ title = `Story ${stories.length}`, source = 'Radio Ribera', bytes = 1000, language = 'es', published = edge.made - 60 - stories.length, pictures = [] } = {}) {
      // Of each picture its small bytes and its large ones; the first lies above the text.
      const named = pictures.map((sizes, place) => [place, ...sizes.flatMap((file) => [edge.picture(file), Buffer.byteLength(file), 320, 200])].join(' '));
      const figures = pictures.slice(1).map((_, at) => `![A tree](https://example.org/${at}.jpg)\n\n`).join('');
      const lead = pictures.length > 0 ? `picture: https://example.org/lead.jpg\npictures: ${named.join(', ')}\n` : '';
      const head = `hypha-story 1\ntitle: ${title}\nsource: ${source}\nurl: https://example.org/${stories.length}\nlanguage: ${language}\n${lead}\n${figures}`;
      const text = head + 'x'.repeat(Math.max(1, bytes - Buffer.byteLength(head) - 1)) + '\n';
      const story = { hash: sha256(text), title, source, language, published, bytes: Buffer.byteLength(text), text };
      stories.push(story);
      return story;
    },
    /** Serves a picture of these bytes; answers its hash. */
    picture(bytes) {
      const hash = sha256(bytes);
      edge.answers.set(`/v1/news/picture/${hash}`, [200, bytes]);
      return hash;
    },
    index() {
      const sources = [...new Set(stories.map(({ source }) => source))];
      const newest = [...stories].sort((a, b) => b.published - a.published);
      const lines = newest.map(({ hash, bytes, published, language, source, title }, at) => [hash, bytes, published, language, '', sources.indexOf(source), at, title].join('\t'));
      return [`hypha-index 1`, `region: ${edge.region}`, `made: ${edge.made}`, ...sources.map((each) => `source: ${each}`), '', ...lines, ''].join('\n');
    },
    list() {
      const body = edge.index();
      return `hypha-signed 1 ${key} ${sign(null, Buffer.from(body), privateKey).toString('hex')}\n${body}`;
    },
    /** As the service worker's fetchNews; a fetch is a real one. */
    fetchNews: (path, signal) => fetch(`${edge.url}${path}`, { signal }),
    stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(stopped); }),
  };
  const server = createServer(async ({ url }, answer) => {
    edge.asked.push(url);
    await edge.before(url);
    const made = edge.answers.get(url);
    const story = stories.find(({ hash }) => url === `/v1/news/story/${hash}`);
    const [status, body] = made ?? (story ? [200, story.text] : url === `/v1/news/${region}/now` ? [200, edge.list()] : [404, 'nothing\n']);
    if (status === 'cut') return answer.destroy();
    answer.writeHead(status, { 'Content-Type': 'text/plain' });
    edge.sent += Buffer.byteLength(body);
    answer.end(body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  edge.url = `http://127.0.0.1:${server.address().port}`;
  return edge;
}

/** FetchKeep in memory, as service-worker/fetch_keep.ts has it in IndexedDB. */
export function memoryKeep(journalText, id = '7'.repeat(32)) {
  const entries = [];
  const listed = new Map();
  let plan = null, number = 0;
  return {
    entries,
    plan: async () => plan,
    keepPlan: async (bytes) => { plan = bytes.length > 0 ? bytes : null; },
    add: async (entry) => { entries.push([++number, entry]); },
    journal: async () => journalText(id, entries),
    drop: async (of, counted) => { while (of === id && entries[0]?.[0] <= counted) entries.shift(); },
    listedMs: async (path) => listed.get(path) ?? 0,
    listed: async (path, at_ms) => { listed.set(path, at_ms); },
  };
}
