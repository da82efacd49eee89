// How many bytes a story is over the network: the 60 pages of ../shared/data/text/article_pages_fixtures.tar.xz, served on the loopback, read
// by a real edge, each story as the edge packs it (brotli) beside other codings of the same bytes. zstd is Debian's command at its highest
// level, alone and with a dictionary of 16 KB trained on the other half of the stories. Says so and measures nothing where data or zstd lack.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, deflateSync } from 'node:zlib';
import { repository, startEdge } from '../browser/harness.mjs';

const archive = join(repository, '../shared/data/text/article_pages_fixtures.tar.xz');
if (!existsSync(archive) || spawnSync('zstd', ['--version']).status !== 0) {
  console.log('Nothing was measured: it needs ../shared/data and Debian’s zstd (apt-get install zstd).');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'hypha-story-bytes-'));
execFileSync('tar', ['xf', archive, '-C', folder]);
const pages = readdirSync(join(folder, 'readability')).map((name) => readFileSync(join(folder, 'readability', name, 'source.html')));
const server = createServer(({ url }, answer) => {
  const page = /^\/page\/(\d+)$/.exec(url)?.[1];
  if (page) return answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pages[page]);
  if (url !== '/feed') return answer.writeHead(404).end();
  const origin = `http://127.0.0.1:${server.address().port}`;
  const items = pages.map((_, at) => ({ id: String(at), url: `${origin}/page/${at}`, title: `Page ${at}`, date_published: new Date().toISOString() }));
  answer.writeHead(200, { 'content-type': 'application/feed+json' }).end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Pages', home_page_url: origin, items }));
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const data = join(folder, 'data');
const opml = join(folder, 'sources.opml');
writeFileSync(opml, `<?xml version="1.0"?><opml version="2.0"><head><title>Pages</title></head><body><outline type="rss" text="Pages" xmlUrl="http://127.0.0.1:${server.address().port}/feed"/></body></opml>`);
mkdirSync(data);
const binary = process.env.HYPHA_EDGE ?? join(repository, 'build/native-release/hypha-edge');
execFileSync(binary, ['admin', 'sources', 'import', opml, '--region', 'bench', '--data', data]);
const edge = await startEdge({ data, flags: ['--news-allow-private', '--news-least-seconds', '1', '--news-most-seconds', '1', '--news-pictures', 'off'] });

// Until two polls in a row bring nothing new: a page without a story in it is never listed.
let hashes = [];
for (let quiet = 0; quiet < 10; quiet += 1) {
  await new Promise((next) => setTimeout(next, 1_000));
  const list = await fetch(`${edge.url}/v1/news/bench/now`).then((answer) => (answer.ok ? answer.text() : ''));
  const found = list.split('\n').map((line) => /^([0-9a-f]{64})\t/.exec(line)?.[1]).filter(Boolean);
  if (found.length > hashes.length) quiet = 0;
  hashes = found;
}
const stories = await Promise.all(hashes.map(async (hash) => {
  const packed = await fetch(`${edge.url}/v1/news/story/${hash}`, { headers: { 'accept-encoding': 'br' } });
  const sent = Number(packed.headers.get('content-length'));
  return { text: Buffer.from(await packed.arrayBuffer()), sent };
}));
await edge.stop();
server.close();

const files = stories.map(({ text }, at) => {
  const path = join(folder, `${at}.txt`);
  writeFileSync(path, text);
  return path;
});
const zstd = (path, more = []) => execFileSync('zstd', ['--ultra', '-22', '-c', '-q', '--no-check', ...more, path]).length;
const dictionaries = [0, 1].map((half) => {
  const path = join(folder, `dictionary-${half}`);
  execFileSync('zstd', ['--train', '-q', '--maxdict=16384', ...files.filter((_, at) => at % 2 !== half), '-o', path]);
  return path;
});
const kinds = {
  'plain': stories.map(({ text }) => text.length),
  'deflate, level 9': stories.map(({ text }) => deflateSync(text, { level: 9 }).length),
  'brotli, as the edge sends it': stories.map(({ sent }) => sent),
  'brotli, quality 11, here': stories.map(({ text }) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }).length),
  'zstd, level 22': files.map((path) => zstd(path)),
  'zstd, level 22, trained dictionary': files.map((path, at) => zstd(path, ['-D', dictionaries[at % 2]])),
};
rmSync(folder, { recursive: true, force: true });
console.log(`\n| ${stories.length} stories of ${pages.length} pages | median, bytes | 90th percentile | over 10 KB | all together |\n|---|---:|---:|---:|---:|`);
for (const [name, sizes] of Object.entries(kinds)) {
  const sorted = [...sizes].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  console.log(`| ${name} | ${at(0.5)} | ${at(0.9)} | ${sizes.filter((size) => size > 10_000).length} | ${sizes.reduce((sum, size) => sum + size, 0)} |`);
}
