// A new version waits until it is taken and then reaches every tab; one that cannot install changes nothing; the kill
// switch gives a browser back to the network. All over the real edge, whose site is changed under it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';
import { copySite, damageFile, releaseNewVersion } from './site_copy.mjs';

let site, edge, browser;
beforeEach(async () => {
  site = copySite();
  edge = await startEdge({ root: site.root });
  browser = await openBrowser();
});
afterEach(async () => {
  await browser?.close();
  await edge?.stop();
  site?.remove();
});

const holdsMark = (page, mark) => page.evaluate((text) => document.documentElement.outerHTML.includes(text), mark);
const shells = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('hypha-shell-')));

// Looks for a new worker and answers how its install ended: 'installed' (it waits), or 'redundant' (it could not).
const lookForUpdate = (page) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  const found = new Promise((done) => registration.addEventListener('updatefound', () => done(registration.installing), { once: true }));
  await registration.update();
  const coming = registration.installing ?? registration.waiting ?? (await found);
  while (coming.state === 'installing') await new Promise((done) => coming.addEventListener('statechange', done, { once: true }));
  return coming.state;
});

test('an update waits, then applies to both tabs at once, each reloading one time', async () => {
  const [first, second] = [await newPage(browser.context), await newPage(browser.context)];
  await openApp(first, edge);
  await waitControlled(first);
  await second.goto(edge.url);
  await waitControlled(second);
  const { version, oldVersion } = releaseNewVersion(site.root, 'second version');
  await edge.reload();
  assert.equal(await lookForUpdate(first), 'installed');
  await first.reload();
  assert.equal(await holdsMark(first, 'second version'), false, 'the old version serves until the new one is taken');
  await openApp(first, edge);
  assert.deepEqual((await shells(first)).sort(), [`hypha-shell-${oldVersion}`, `hypha-shell-${version}`].sort());

  let loads = 0;
  for (const page of [first, second]) page.on('load', () => { loads += 1; });
  const reloaded = Promise.all([first.waitForEvent('load'), second.waitForEvent('load')]);
  await first.evaluate(async () => (await navigator.serviceWorker.ready).waiting.postMessage({ type: 'skip_waiting' }));
  await reloaded;
  for (const page of [first, second]) {
    await waitControlled(page);
    assert.equal(await holdsMark(page, 'second version'), true);
  }
  assert.equal(loads, 2);
  assert.deepEqual(await shells(first), [`hypha-shell-${version}`]);
});

test('an update whose files do not match is refused and the version in use keeps working offline', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  const before = await shells(page);
  releaseNewVersion(site.root, 'broken version', { breakHash: true });
  await edge.reload();
  assert.equal(await lookForUpdate(page), 'redundant');
  assert.deepEqual(await shells(page), before);
  await browser.context.setOffline(true);
  await page.reload();
  await openApp(page, edge);
  assert.equal(await holdsMark(page, 'broken version'), false);
  await browser.context.setOffline(false);
});

test('a first visit to a site with a damaged file installs nothing rather than half', async () => {
  damageFile(site.root, 'emergency_es.html');
  await edge.reload();
  const page = await newPage(browser.context);
  await openApp(page, edge);
  const ended = await page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration()) ?? (await navigator.serviceWorker.register('/sw.js'));
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    while (worker && worker.state === 'installing') await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
    return worker?.state ?? 'none';
  }).catch(() => 'none');
  assert.ok(['redundant', 'none'].includes(ended), ended);
  assert.deepEqual(await shells(page), []);
});

test('the field kit survives an update, and files no longer listed go', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  const model = await page.evaluate(async () => {
    const manifest = await (await fetch('/models/manifest.json')).json();
    const cache = await caches.open('hypha-field');
    await cache.put('/app/old-model-000000000000.onnx', new Response('old'));
    return manifest.models[0].sha256.slice(0, 12);
  });
  releaseNewVersion(site.root, 'third version');
  await edge.reload();
  assert.equal(await lookForUpdate(page), 'installed');
  const reloaded = page.waitForEvent('load');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting.postMessage({ type: 'skip_waiting' }));
  await reloaded;
  await waitControlled(page);
  const kept = await page.evaluate(async () => (await (await caches.open('hypha-field')).keys()).map(({ url }) => new URL(url).pathname));
  assert.ok(kept.some((path) => path.includes(model)), kept.join(' '));
  assert.ok(!kept.includes('/app/old-model-000000000000.onnx'), kept.join(' '));
});

test('the kill switch unregisters the worker, drops the shell and leaves what people made', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await page.evaluate(async () => (await caches.open('hypha-shared')).put('/shared/1-0', new Response('a photo')));
  const { port } = edge;
  await edge.stop();
  edge = await startEdge({ root: site.root, port, flags: ['--kill-switch'] });
  const reloaded = page.waitForEvent('load');
  await page.evaluate(async () => { (await navigator.serviceWorker.ready).update(); });
  await reloaded;
  await page.waitForFunction(async () => !(await caches.keys()).some((name) => name.startsWith('hypha-shell-')));
  assert.ok((await page.evaluate(() => caches.keys())).includes('hypha-shared'));
  const fresh = await newPage(browser.context);
  const answer = await fresh.goto(edge.url);
  assert.equal(answer.fromServiceWorker(), false);
});
