// News from end to end: a publisher's server on the loopback (news_feeds.mjs), a real hypha-edge, an OPML import, polls, signed lists and
// stories over HTTP. A test waits for a line of the edge's log, never for a time. What others try is in news_attack.test.mjs.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startFeeds } from './news_feeds.mjs';
import { get, here, importing, lines, list, logged, opmlOf, polled, quick, read, running, sha256, story } from './news_stage.mjs';
import { ask, command, makeSite } from './running_edge.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-news-'));
const site = makeSite(folder);
let feeds;

before(async () => { feeds = await startFeeds(); });
after(async () => {
  await feeds.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('feeds become a signed list and stories of it, the same bytes for everybody', async (t) => {
  const data = join(folder, 'road');
  assert.deepEqual(importing(data, feeds.opml), { region: 'andes', added: 3, known: 0, refused: 0 });
  const edge = await running(t, site, data, ...quick, '--news-contact', 'news@example.org');
  for (const name of ['valle', 'llaqta', 'field']) await polled(edge, `${feeds.url}/feeds/${name}`, 'ok');
  const answer = await get(edge, '/v1/news/andes/now');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(answer.headers['cache-control'], 'public, max-age=300');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  const { rows, region, made } = read(answer.body);
  assert.equal(region, 'andes');
  assert.ok(made > 0);
  assert.equal(rows.length, 6);
  assert.deepEqual(rows.map((row) => row.published), rows.map((row) => row.published).sort((a, b) => b - a));
  assert.deepEqual(Object.fromEntries(rows.map((row) => [row.source, row.language])), { 'Radio del Valle': 'es', 'Llaqta Willakuy': 'qu', 'The Field Post': 'en' });
  assert.deepEqual(rows.map((row) => row.group), [0, 1, 2, 3, 4, 5]);
  // Whole texts: of Spanish from the page, of which the feed has one sentence.
  for (const row of rows) {
    const text = await story(edge, row.hash);
    assert.equal(Buffer.byteLength(text), row.bytes);
    assert.ok(text.startsWith(`hypha-story 1\ntitle: ${row.title}\nsource: ${row.source}\nurl: ${feeds.url}/pages/`), text.slice(0, 200));
    const told = Object.values(feeds.stories).flat().find((one) => one.title === row.title);
    for (const paragraph of told.text) assert.ok(text.includes(paragraph.slice(0, 40)), `${row.title}: ${paragraph.slice(0, 40)}`);
    assert.doesNotMatch(text, /<script|alert\(1\)|Inicio|Todos los derechos/);
  }
  assert.equal(feeds.count('/pages/llaqta/mayu.html'), 0, 'no page is asked for where the feed has the whole text');
  assert.match(feeds.requests[0].agent, /^hypha-edge\/[\d.]+ \(Hypha; .*news@example\.org\)$/);

  const same = await get(edge, '/v1/news/andes/now', { 'if-none-match': answer.headers.etag });
  assert.equal(same.status, 304);
  assert.equal(same.body.length, 0);
  assert.deepEqual((await get(edge, '/v1/news/andes/now')).body, answer.body);
  for (const [coding, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync]]) {
    const packed = await get(edge, '/v1/news/andes/now', { 'accept-encoding': coding });
    assert.equal(packed.headers['content-encoding'], coding);
    assert.deepEqual(unpack(packed.body), answer.body);
    const one = await get(edge, `/v1/news/story/${rows[0].hash}`, { 'accept-encoding': coding });
    assert.equal(one.headers['content-encoding'], coding);
    assert.equal(sha256(unpack(one.body)), rows[0].hash);
    assert.equal(one.headers['cache-control'], 'public, max-age=31536000, immutable');
  }

  // A page for people: their language and words, no script, a policy of its own; packed, and 304 when it is had.
  const bridgeRow = rows.find((row) => row.title.includes('rope bridge'));
  const page = await get(edge, `/read/${bridgeRow.hash}`);
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(page.headers['content-security-policy'], /^default-src 'none'; style-src 'unsafe-inline'/);
  assert.match(page.body.toString(), /<html lang="en">.*<h1>A rope bridge is woven again.*<p>The bridge hangs twenty-eight metres/s);
  assert.doesNotMatch(page.body.toString(), /<script/);
  assert.deepEqual(brotliDecompressSync((await get(edge, `/read/${bridgeRow.hash}`, { 'accept-encoding': 'br' })).body), page.body);
  assert.equal((await get(edge, `/read/${bridgeRow.hash}`, { 'if-none-match': page.headers.etag })).status, 304);
  assert.equal((await get(edge, `/read/${'0'.repeat(64)}`)).status, 404);

  // Today's news for a line too slow for the app, or no app: links to such pages, each story once, under 200 KB with all that it asks for.
  const listPage = await get(edge, '/read/andes');
  assert.equal(listPage.status, 200);
  assert.match(listPage.headers['content-security-policy'], /^default-src 'none'; style-src 'unsafe-inline'/);
  const links = [...listPage.body.toString().matchAll(/href="\/read\/([0-9a-f]{64})"/g)].map((found) => found[1]);
  assert.deepEqual(links, rows.filter((row, place) => row.group === place).map((row) => row.hash));
  assert.doesNotMatch(listPage.body.toString(), /<script|<img|<link|url\(/);
  assert.match((await get(edge, '/read')).body.toString(), /href="\/read\/andes"/);
  assert.equal((await get(edge, '/read/nowhere')).status, 404);
  assert.equal((await get(edge, '/read/NO')).status, 400);

  const names = rows.map((row) => row.hash);
  const pack = await get(edge, `/v1/news/pack/${names.join(',')}`);
  assert.equal(pack.headers['content-type'], 'application/octet-stream');
  let rest = pack.body;
  const line = () => {
    const end = rest.indexOf(10);
    const text = rest.subarray(0, end).toString();
    rest = rest.subarray(end + 1);
    return text;
  };
  assert.equal(line(), 'hypha-pack 1');
  for (const row of rows) {
    assert.equal(line(), `${row.hash} ${row.bytes}`);
    assert.equal(sha256(rest.subarray(0, row.bytes)), row.hash);
    rest = rest.subarray(row.bytes);
  }
  assert.equal(rest.length, 0);
  const gzipped = await get(edge, `/v1/news/pack/${names.join(',')}`, { 'accept-encoding': 'gzip, br' });
  assert.equal(gzipped.headers['content-encoding'], 'gzip');
  assert.deepEqual(gunzipSync(gzipped.body), pack.body);

  const regions = JSON.parse((await get(edge, '/v1/news/regions')).body);
  assert.deepEqual(regions, [{ region: 'andes', stories: 6, made }]);
  const day = new Date(rows[0].published * 1000).toISOString().slice(0, 10);
  const ofDay = read((await get(edge, `/v1/news/andes/day/${day}`)).body);
  assert.deepEqual(ofDay.rows.map((row) => row.hash), rows.filter((row) => new Date(row.published * 1000).toISOString().startsWith(day)).map((row) => row.hash));
  assert.deepEqual(read((await get(edge, '/v1/news/andes/day/2001-01-01')).body).rows, []);

  const url = `${feeds.url}/feeds/field`;
  await logged(edge, (one) => one.source === url && one.result === 'not_modified');
  assert.ok(feeds.count('/feeds/field', 304) >= 1);
  assert.equal(feeds.count('/pages/valle/lluvia.html'), 1, 'a page is asked for once');

  // What changed is another story in the place of the one before, which whoever read the older list can still have.
  const before = rows.find((row) => row.title.includes('rope bridge'));
  const from = here(edge);
  feeds.setStories('field', (told) => told.map((one) => (one.slug === 'bridge' ? { ...one, text: [...one.text, 'Correction: the bridge hangs thirty metres above the river.'] } : one)));
  await polled(edge, url, 'ok', from);
  const changed = (await list(edge)).rows;
  assert.equal(changed.length, 6);
  const next = changed.find((row) => row.title === before.title);
  assert.notEqual(next.hash, before.hash);
  assert.ok(!changed.some((row) => row.hash === before.hash));
  assert.match(await story(edge, next.hash), /thirty metres/);
  await story(edge, before.hash);
  assert.notEqual((await get(edge, '/v1/news/andes/now')).headers.etag, answer.headers.etag);
});

test('the key is made once, is the edge\'s alone, and the same list comes after a restart', async (t) => {
  const data = join(folder, 'road');
  const file = join(data, 'news/key');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const kept = readFileSync(file, 'utf8');
  const edge = await running(t, site, data, '--news', 'off');
  const one = (await get(edge, '/v1/news/andes/now')).body;
  await edge.stop();
  const again = await running(t, site, data, '--news', 'off');
  assert.deepEqual((await get(again, '/v1/news/andes/now')).body, one);
  await again.stop();
  assert.equal(readFileSync(file, 'utf8'), kept);
});

test('a backup keeps the key, the sources and what they brought', async (t) => {
  const copy = join(folder, 'copy');
  const from = join(folder, 'road');
  const backup = command('admin', 'backup', copy, '--data', from);
  assert.equal(backup.status, 0, backup.stderr);
  const data = join(folder, 'restored');
  const restored = command('admin', 'restore', copy, '--data', data);
  assert.equal(restored.status, 0, restored.stderr);
  assert.equal(readFileSync(join(data, 'news/key'), 'utf8'), readFileSync(join(from, 'news/key'), 'utf8'));
  assert.equal(statSync(join(data, 'news/key')).mode & 0o777, 0o600);
  const edge = await running(t, site, data, '--news', 'off');
  assert.equal((await list(edge)).rows.length, 6);
  await edge.stop();
  writeFileSync(join(data, 'news/key'), 'not a key\n');
  const broken = await running(t, site, data);
  assert.equal((await get(broken, '/v1/news/andes/now')).status, 503);
  assert.equal((await get(broken, '/')).status, 200);
  assert.equal(readFileSync(join(data, 'news/key'), 'utf8'), 'not a key\n', 'no other key takes its place');
  await broken.stop();
});

test('an operator lists, exports and removes sources, beside a running edge', async (t) => {
  const data = join(folder, 'operator');
  importing(data, feeds.opml);
  const edge = await running(t, site, data, ...quick);
  const url = `${feeds.url}/feeds/valle`;
  await polled(edge, url, 'ok');
  const sources = (...words) => command('admin', 'sources', ...words, '--data', data);
  const rows = sources('list').stdout.trim().split('\n').map(JSON.parse);
  assert.deepEqual(rows.map((row) => row.title), ['Llaqta Willakuy', 'Radio del Valle', 'The Field Post']);
  const exported = sources('export').stdout;
  const file = join(folder, 'exported.opml');
  writeFileSync(file, exported);
  assert.deepEqual(importing(data, file), { region: 'andes', added: 0, known: 3, refused: 0 });
  assert.equal(sources('export').stdout, exported);
  assert.equal(sources('remove', url).status, 0);
  assert.equal(sources('remove', url).status, 1);
  assert.ok(!(await list(edge)).rows.some((row) => row.source === 'Radio del Valle'));
  assert.equal(sources('import', feeds.opml).status, 1, 'a region is wanted');
  assert.equal(sources('import', file, '--region', '../etc').status, 1);
});

test('one story that two tell is one group, and one address is one story', async (t) => {
  const own = await startFeeds();
  t.after(own.stop);
  own.setStories('field', () => own.stories.valle.map((one) => ({ ...one, slug: `copy-${one.slug}`, text: one.text.map((text) => text.replaceAll('la lluvia', 'la lluvia fina')) })));
  const data = join(folder, 'groups');
  importing(data, own.opml);
  const edge = await running(t, site, data, ...quick);
  for (const name of ['valle', 'field']) await polled(edge, `${own.url}/feeds/${name}`, 'ok');
  const { rows } = await list(edge);
  const told = rows.map((row, at) => ({ ...row, at })).filter((row) => row.title.includes('La lluvia vuelve'));
  assert.equal(told.length, 2);
  assert.deepEqual(told.map((row) => row.group), [told[0].at, told[0].at]);
});

test('two edges on one folder: one polls, both serve', async (t) => {
  const data = join(folder, 'shared');
  const store = ['--store', `postgresql:///none?host=${folder}`]; // which takes no lock of the folder
  importing(data, feeds.opml);
  const first = await running(t, site, data, ...quick, ...store);
  const second = await running(t, site, data, ...quick, ...store);
  await logged(second, (line) => line.event === 'news_polled_elsewhere');
  for (const name of ['valle', 'llaqta', 'field']) await polled(first, `${feeds.url}/feeds/${name}`, 'ok');
  assert.deepEqual((await get(first, '/v1/news/andes/now')).body, (await get(second, '/v1/news/andes/now')).body);
  assert.ok(!lines(second).some((line) => line.event === 'polled'));
  await first.stop();
  await second.stop();
});

test('what became of pictures is counted; their bytes are the same after a restart, when they are summed up anew', async (t) => {
  const own = await startFeeds();
  t.after(own.stop);
  const figures = [{ file: 'agaricus_augustus.jpg' }, { file: 'not-here.jpg' }, { file: '../feeds/valle' }];
  own.setStories('valle', (told) => told.slice(0, 1).map((one) => ({ ...one, figures })));
  const data = join(folder, 'pictures');
  importing(data, opmlOf(folder, 'pictures', `${own.url}/feeds/valle`));
  const counted = async (edge) => {
    const text = (await ask(edge, 'GET', '/metrics', { port: edge.metrics })).body.toString();
    return Object.fromEntries(['made', 'refused', 'not_come', 'not_asked', 'bytes'].map((name) => [name, Number((name === 'bytes' ? /\nhypha_news_picture_bytes (\d+)/ : new RegExp(`\\nhypha_news_pictures_total\\{result="${name}"\\} (\\d+)`)).exec(text)[1])]));
  };
  const first = await running(t, site, data, ...quick, '--metrics-port', '0');
  await polled(first, `${own.url}/feeds/valle`, 'ok');
  const { bytes, ...results } = await counted(first);
  assert.deepEqual(results, { made: 1, refused: 1, not_come: 1, not_asked: 0 });
  const [{ hash }] = (await list(first)).rows;
  const line = /\npictures: ([^\n]+)/.exec(await story(first, hash))[1];
  const named = [...new Set(line.match(/[0-9a-f]{64}/g))];
  const sizes = await Promise.all(named.map(async (one) => (await ask(first, 'GET', `/v1/news/picture/${one}`)).body.length));
  assert.equal(bytes, sizes.reduce((sum, size) => sum + size, 0));
  await first.stop();
  const second = await running(t, site, data, ...quick, '--metrics-port', '0', '--news-most-seconds', '86400');
  await logged(second, (one) => one.event === 'polled');
  assert.deepEqual(await counted(second), { made: 0, refused: 0, not_come: 0, not_asked: 0, bytes });
});
