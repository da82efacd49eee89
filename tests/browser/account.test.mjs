// The account in a real browser: what IndexedDB keeps for two tabs and for the next visit, what is said where it refuses or is silent;
// and in the built site, in the app worker itself: nothing of the account comes before the first wish, and then all of it works, with
// the browser's own cookie, and offline what needs no edge.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test as nodeTest } from 'node:test';
import { build } from 'esbuild';
import { builtSite, newPage, openApp, openBrowser, repository, startEdge, waitControlled } from './harness.mjs';

const test = (name, body) => nodeTest(name, { timeout: 90_000 }, body);
let server;
let browser;
let url;

before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { IndexedDbKeep } from './web/account_keep.ts'; export { AccountLink } from './web/account_link.ts';", resolveDir: repository },
    bundle: true, format: 'esm', write: false,
  });
  const bodies = {
    '/': ['text/html', '<!doctype html><title>account</title><link rel="icon" href="data:,"><script type="module">import * as parts from "/parts.js"; globalThis.parts = parts;</script>'],
    '/parts.js': ['text/javascript', outputFiles[0].text],
  };
  server = createServer((request, response) => {
    const body = bodies[request.url];
    response.writeHead(body ? 200 : 404, { 'Content-Type': body?.[0] ?? 'text/plain' }).end(body?.[1]);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await openBrowser({ serviceWorkers: 'block' });
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function openTab() {
  const page = await newPage(browser.context);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.parts);
  return page;
}
const record = (page, name) => page.evaluate((name) => new parts.IndexedDbKeep(name).read(), name);
// What find() answers, and after how long.
const found = (page) => page.evaluate(async () => {
  const began_ms = performance.now();
  const { bytes } = await new Promise((answer) => void new parts.AccountLink({ answer, keep: new parts.IndexedDbKeep('refusing') }).find());
  return { bytes: bytes.length, ms: performance.now() - began_ms };
});

test('one record, decided in one step across tabs, there at the next visit and gone when it is forgotten', async () => {
  const tabs = [await openTab(), await openTab()];
  assert.equal(await record(tabs[0], 'one'), null);
  // Each tab adds its letter 50 times to what is there; a step that another came between would lose one.
  await Promise.all(tabs.map((page, at) => page.evaluate(async (letter) => {
    const keep = new parts.IndexedDbKeep('one');
    await Promise.all(Array.from({ length: 50 }, () => keep.change((there) => ({ secret: new Uint8Array([1, 2, 255]), host: `${there?.host ?? ''}${letter}` }))));
  }, 'ab'[at])));
  await Promise.all(tabs.map((page) => page.close()));
  const next = await openTab();
  const { secret, host } = await record(next, 'one');
  assert.equal(host.length, 100);
  assert.equal(host.replaceAll('a', '').length, 50);
  assert.deepEqual(Object.values(secret), [1, 2, 255]);
  assert.equal(await next.evaluate(() => new parts.IndexedDbKeep('one').change((there) => there).then(({ host }) => host.length)), 100);
  await next.evaluate(() => new parts.IndexedDbKeep('one').change(() => null));
  assert.equal(await record(next, 'one'), null);
  assert.deepEqual(next.problems, []);
  await next.close();
});

test('a storage that refuses or is silent is no account, and within two seconds', async () => {
  const page = await openTab();
  await page.evaluate(() => { IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }; });
  const refused = await found(page);
  assert.equal(refused.bytes, 0);
  assert.ok(refused.ms < 500);
  assert.equal(await page.evaluate(() => new parts.IndexedDbKeep('x').change(() => null).catch(({ code }) => code)), 'not_kept');
  await page.evaluate(() => { IDBFactory.prototype.open = () => ({}); });
  const silent = await found(page);
  assert.equal(silent.bytes, 0);
  assert.ok(silent.ms >= 1_900 && silent.ms < 3_000, String(silent.ms));
  await page.close();
});

test('in the site: nothing of it before the first wish, then an account in the app worker, and its words offline', async () => {
  const { files, firstScreen } = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
  const parts = Object.keys(files).filter((each) => /^\/app\/(account|keys)-/.test(each));
  assert.equal(parts.length, 2);
  const edge = await startEdge({ flags: ['--door-rate', 'off'] });
  const site = await openBrowser();
  try {
    const page = await newPage(site.context);
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await openApp(page, edge);
    assert.deepEqual(parts.filter((each) => each in firstScreen || fetched.includes(each)), []);
    await waitControlled(page);
    assert.deepEqual(await page.evaluate(async (all) => Promise.all(all.map(async (each) => (await caches.match(each)) !== undefined)), parts), [true, true]);
    const worker = page.workers().find((each) => each.url().includes('/app/app_worker-'));
    const wish = (name, value = '') => worker.evaluate(async ({ chunk, name, value }) => {
      globalThis.kept ??= null;
      const keep = { read: async () => globalThis.kept, change: async (next) => (globalThis.kept = next(globalThis.kept)) };
      const desk = await (await import(chunk)).openDesk({ keep, reach: (path, options) => fetch(path, options), host: location.host });
      const { code, answer, bytes } = await desk.grant({ wish: name, value, device: '', name: 'Phone' });
      return { code, ...JSON.parse(answer), bytes: bytes.length };
    }, { chunk: parts.find((each) => each.startsWith('/app/account-')), name, value });
    assert.deepEqual(await wish('begin'), { code: '', bytes: 80 });
    assert.deepEqual((await wish('devices')).devices.map(({ name }) => name), ['Phone']); // by the browser's cookie
    const { modules, words } = await wish('offer');
    assert.equal(words.split(' ').length, 8);
    assert.equal(modules.length, 29);
    await edge.stop();
    assert.equal((await wish('devices')).code, 'no_network');
    await page.reload();
    await page.locator('html[data-state="running"]').waitFor({ state: 'attached', timeout: 60_000 });
    const after = page.workers().find((each) => each.url().includes('/app/app_worker-'));
    const offline = await after.evaluate(async (chunk) => {
      const secret = new Uint8Array(32);
      const keep = { read: async () => ({ secret, seed: secret, registered: true }), change: async () => null };
      const desk = await (await import(chunk)).openDesk({ keep, reach: fetch, host: location.host });
      return JSON.parse((await desk.grant({ wish: 'words' })).answer).words;
    }, parts.find((each) => each.startsWith('/app/account-')));
    assert.equal(offline, `${'abandon '.repeat(23)}art`);
  } finally {
    await site.close();
    await edge.stop();
  }
});
