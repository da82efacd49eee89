// News in the service worker: what is answered from where, what is kept and counted, and what is never believed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { load } from './load.mjs';
import { MemoryCaches } from './memory_caches.mjs';

const { answerHashed, answerList, countNews, dropNews, dropStories, kPictures, kStories } = await load('service-worker/news_cache.ts');
const { dropOldFiles } = await load('service-worker/edge_cache.ts');

const signal = new AbortController().signal;
const named = (kind, text) => {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { text, sha256, path: `/v1/news/${kind}/${sha256}` };
};
const story = (text) => named('story', text);

// path to text, null (no network), or a Response made anew; counts what was asked.
function edge(served) {
  const asked = [];
  const fetchNews = async (path, given, etag) => {
    asked.push(etag === undefined ? path : `${path} ${etag}`);
    given.throwIfAborted();
    const what = served[path];
    if (what === null) throw new TypeError('Failed to fetch');
    if (what === undefined) return new Response('', { status: 404 });
    return typeof what === 'string' ? new Response(what, { headers: { 'Content-Type': 'text/plain' } }) : what();
  };
  return { asked, served, fetchNews };
}

test('a story is asked for once, kept, and answered without the network after that', async () => {
  const { text, sha256, path } = story('hypha-story 1\n…');
  const caches = new MemoryCaches();
  const web = edge({ [path]: text });
  const first = await answerHashed(kStories, path, sha256, signal, caches, web.fetchNews);
  assert.equal(first.headers.get('X-Hypha-Received'), String(Buffer.byteLength(text)));
  assert.equal(await first.text(), text);
  web.served[path] = null;
  const again = await answerHashed(kStories, path, sha256, signal, caches, web.fetchNews);
  assert.equal(again.headers.get('X-Hypha-Received'), '0');
  assert.equal(await again.text(), text);
  assert.equal(web.asked.length, 1);
});

test('what a packed answer cost is what it says it was', async () => {
  const { text, sha256, path } = story('a'.repeat(5000));
  const web = edge({ [path]: () => new Response(text, { headers: { 'Content-Encoding': 'br', 'Content-Length': '37' } }) });
  const answer = await answerHashed(kStories, path, sha256, signal, new MemoryCaches(), web.fetchNews);
  assert.equal(answer.headers.get('X-Hypha-Received'), '37');
});

test('bytes that are not the story are answered to be refused, and never kept', async () => {
  const { sha256, path } = story('the story');
  const caches = new MemoryCaches();
  const web = edge({ [path]: '<html>Welcome to the hotel</html>' });
  await answerHashed(kStories, path, sha256, signal, caches, web.fetchNews);
  assert.deepEqual(caches.paths('hypha-stories'), []);
});

test('a kept story that was damaged is dropped and asked for anew', async () => {
  const { text, sha256, path } = story('the story');
  const caches = new MemoryCaches();
  const cache = await caches.open('hypha-stories');
  await cache.put(path, new Response('the sto?y', { headers: { 'X-Hypha-Bytes': '9' } }));
  const web = edge({ [path]: null });
  await assert.rejects(answerHashed(kStories, path, sha256, signal, caches, web.fetchNews));
  assert.deepEqual(caches.paths('hypha-stories'), []);
  web.served[path] = text;
  assert.equal(await (await answerHashed(kStories, path, sha256, signal, caches, web.fetchNews)).text(), text);
  assert.deepEqual(caches.paths('hypha-stories'), [path]);
});

test('a story that the edge does not have is answered as it is and not kept', async () => {
  const { sha256, path } = story('gone');
  const caches = new MemoryCaches();
  assert.equal((await answerHashed(kStories, path, sha256, signal, caches, edge({}).fetchNews)).status, 404);
  assert.deepEqual(await caches.keys(), []);
});

test('the longest kept stories go when there are too many bytes', async () => {
  const caches = new MemoryCaches();
  const stories = ['a', 'b', 'c', 'd'].map((letter) => story(letter.repeat(100)));
  const web = edge(Object.fromEntries(stories.map(({ path, text }) => [path, text])));
  for (const { path, sha256 } of stories) await answerHashed({ ...kStories, most_bytes: 250 }, path, sha256, signal, caches, web.fetchNews);
  assert.deepEqual(caches.paths('hypha-stories'), [stories[2].path, stories[3].path].sort());
});

test('a full device answers all the same', async () => {
  const { text, sha256, path } = story('the story');
  const caches = new MemoryCaches();
  caches.prepare = (cache) => { cache.putFails = () => true; };
  assert.equal(await (await answerHashed(kStories, path, sha256, signal, caches, edge({ [path]: text }).fetchNews)).text(), text);
});

test('a list comes from the network, and from what was kept where there is none or the edge is ill', async () => {
  const path = '/v1/news/andes/now';
  const caches = new MemoryCaches();
  const web = edge({ [path]: 'list 1' });
  assert.equal((await answerList(path, signal, caches, web.fetchNews)).headers.get('X-Hypha-Kept'), null);
  web.served[path] = 'list 2';
  assert.equal(await (await answerList(path, signal, caches, web.fetchNews)).text(), 'list 2');
  for (const ill of [null, () => new Response('', { status: 503 })]) {
    web.served[path] = ill;
    const kept = await answerList(path, signal, caches, web.fetchNews);
    assert.equal(kept.headers.get('X-Hypha-Kept'), '1');
    assert.equal(kept.headers.get('X-Hypha-Received'), '0');
    assert.equal(await kept.text(), 'list 2');
  }
  web.served[path] = undefined; // the region is gone: that is an answer
  assert.equal((await answerList(path, signal, caches, web.fetchNews)).status, 404);
});

test('a list that nobody kept fails as the network does, and one that is cancelled is not answered from what was kept', async () => {
  const path = '/v1/news/andes/now';
  const caches = new MemoryCaches();
  const web = edge({ [path]: null });
  await assert.rejects(answerList(path, signal, caches, web.fetchNews), TypeError);
  web.served[path] = 'list';
  await answerList(path, signal, caches, web.fetchNews);
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(answerList(path, stop.signal, caches, web.fetchNews));
});

test('every kept byte is counted, an update drops none, and a device that is full can let the stories go', async () => {
  const caches = new MemoryCaches();
  const { text, sha256, path } = story('ñandú');
  const web = edge({ [path]: text, '/v1/news/regions': '[]', '/v1/news/andes/now': 'list' });
  const pictures = { pictures: 0, pictureBytes: 0 };
  assert.deepEqual(await countNews(caches), { stories: 0, storyBytes: 0, ...pictures, lists: 0, listBytes: 0 });
  await answerHashed(kStories, path, sha256, signal, caches, web.fetchNews);
  await answerList('/v1/news/regions', signal, caches, web.fetchNews);
  await answerList('/v1/news/andes/now', signal, caches, web.fetchNews);
  const all = { stories: 1, storyBytes: 7, ...pictures, lists: 2, listBytes: 6 };
  assert.deepEqual(await countNews(caches), all);
  await dropOldFiles('hypha-shell-9', [], caches);
  assert.deepEqual(await countNews(caches), all);
  await dropStories(caches);
  assert.deepEqual(await countNews(caches), { stories: 0, storyBytes: 0, ...pictures, lists: 2, listBytes: 6 });
});

test('a list that is kept is asked for by its ETag, and one that is still the newest costs nothing', async () => {
  const path = '/v1/news/andes/now';
  const caches = new MemoryCaches();
  const list = (text, etag) => () => new Response(text, { headers: { 'Content-Type': 'text/plain', ETag: etag } });
  const web = edge({ [path]: list('list 1', '"one"') });
  const ask = () => answerList(path, signal, caches, web.fetchNews);
  await ask();
  web.served[path] = () => new Response(null, { status: 304, headers: { ETag: '"one"' } });
  const same = await ask();
  assert.deepEqual(web.asked, [path, `${path} "one"`]);
  assert.deepEqual([same.status, same.headers.get('X-Hypha-Received'), same.headers.get('X-Hypha-Kept'), await same.text()], [200, '0', null, 'list 1']);
  web.served[path] = list('list 2', '"two"');
  assert.equal(await (await ask()).text(), 'list 2');
  web.served[path] = list('list 2', '"two"');
  await ask();
  assert.equal(web.asked.at(-1), `${path} "two"`);
  // Bytes that have changed in the cache are not believed to be that list.
  await (await caches.open('hypha-news')).put(path, new Response('list !', { headers: (await (await caches.open('hypha-news')).match(path)).headers }));
  assert.equal(await (await ask()).text(), 'list 2');
  assert.equal(web.asked.at(-1), path);
});

test('a picture is kept, verified and answered without the network as a story is, in a cache of its own', async () => {
  const { text, sha256, path } = named('picture', 'RIFF…WEBP');
  const caches = new MemoryCaches();
  const web = edge({ [path]: '<html>Welcome to the hotel</html>' });
  const ask = () => answerHashed(kPictures, path, sha256, signal, caches, web.fetchNews);
  await ask();
  assert.deepEqual(caches.paths('hypha-pictures'), []);
  web.served[path] = () => new Response(text, { headers: { 'Content-Type': 'image/webp' } });
  assert.equal((await ask()).headers.get('X-Hypha-Received'), String(Buffer.byteLength(text)));
  web.served[path] = null;
  const kept = await ask();
  assert.equal(kept.headers.get('X-Hypha-Received'), '0');
  assert.equal(kept.headers.get('Content-Type'), 'image/webp');
  assert.equal(await kept.text(), text);
  assert.deepEqual([caches.paths('hypha-pictures'), caches.paths('hypha-stories')], [[path], []]);
  await (await caches.open('hypha-pictures')).put(path, new Response('RI?F…WEBP'));
  await assert.rejects(ask());
  assert.deepEqual(caches.paths('hypha-pictures'), []);
});

test('pictures have a bound of their own: many of them let no story go', async () => {
  const caches = new MemoryCaches();
  const old = story('s'.repeat(200));
  const shown = ['a', 'b', 'c'].map((letter) => named('picture', letter.repeat(100)));
  const web = edge(Object.fromEntries([old, ...shown].map(({ path, text }) => [path, text])));
  await answerHashed({ ...kStories, most_bytes: 250 }, old.path, old.sha256, signal, caches, web.fetchNews);
  for (const { path, sha256 } of shown) await answerHashed({ ...kPictures, most_bytes: 250 }, path, sha256, signal, caches, web.fetchNews);
  assert.deepEqual(caches.paths('hypha-pictures'), [shown[1].path, shown[2].path].sort());
  assert.deepEqual(caches.paths('hypha-stories'), [old.path]);
});

test('kept pictures are counted, an update drops none, and they go where the stories go', async () => {
  const caches = new MemoryCaches();
  const { text, sha256, path } = named('picture', 'twelve bytes');
  await answerHashed(kPictures, path, sha256, signal, caches, edge({ [path]: text }).fetchNews);
  await dropOldFiles('hypha-shell-9', [], caches);
  const { pictures, pictureBytes } = await countNews(caches);
  assert.deepEqual([pictures, pictureBytes], [1, 12]);
  await dropStories(caches);
  assert.equal(await caches.has('hypha-pictures'), false);
});

test('who erases everything leaves no story, no picture and no list', async () => {
  const caches = new MemoryCaches();
  const [text, shown] = [story('a text'), named('picture', 'a picture')];
  const web = edge({ [text.path]: text.text, [shown.path]: shown.text, '/v1/news/andes/now': 'a list' });
  await answerHashed(kStories, text.path, text.sha256, signal, caches, web.fetchNews);
  await answerHashed(kPictures, shown.path, shown.sha256, signal, caches, web.fetchNews);
  await answerList('/v1/news/andes/now', signal, caches, web.fetchNews);
  await caches.open('hypha-shell-1');
  await dropNews(caches);
  assert.deepEqual(await caches.keys(), ['hypha-shell-1']);
});

test('what is kept already is not counted again with each file that comes, and the bound still holds', async () => {
  const caches = new MemoryCaches();
  const files = { ...kPictures, most_bytes: 3_000 };
  let opened = 0;
  caches.prepare = (cache) => { const match = cache.match.bind(cache); cache.match = (url) => { opened += 1; return match(url); }; };
  const shown = Array.from({ length: 40 }, (_, at) => named('picture', String(at).padEnd(100, 'p')));
  const web = edge(Object.fromEntries(shown.map(({ path, text }) => [path, text])));
  const fetchAll = async (some) => { for (const { path, sha256 } of some) await answerHashed(files, path, sha256, signal, caches, web.fetchNews); };
  await fetchAll(shown.slice(0, 30));
  assert.ok(opened <= 2 * 30 + 1, `${opened} answers were opened for 30 files`);
  await fetchAll(shown.slice(30));
  assert.equal(caches.paths('hypha-pictures').length, 30);
  assert.ok(caches.paths('hypha-pictures').includes(shown[39].path));
  await caches.delete('hypha-pictures');
  await fetchAll(shown.slice(0, 5));
  assert.equal(caches.paths('hypha-pictures').length, 5);
});
