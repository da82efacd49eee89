// After one visit the app opens without a network, and 'Ready offline' is what a read-back of every file found.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkOffline, newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

test('every file of the shell is read back and has its hash', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  const report = await checkOffline(page);
  const kept = await page.evaluate(async () => {
    const name = (await caches.keys()).find((each) => each.startsWith('hypha-shell-'));
    return (await (await caches.open(name)).keys()).length;
  });
  assert.deepEqual({ ready: report.ready, code: report.code, files: report.files }, { ready: true, code: '', files: kept });
  assert.ok(report.sizeBytes > 100_000, `${report.sizeBytes} bytes`);
});

test('a damaged file is noticed, mended while there is a network, and reported without one', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  const damage = () => page.evaluate(async () => {
    const name = (await caches.keys()).find((each) => each.startsWith('hypha-shell-'));
    await (await caches.open(name)).put('/emergency.html', new Response('gone', { headers: { 'Content-Type': 'text/html' } }));
  });
  await damage();
  await browser.context.setOffline(true);
  assert.deepEqual(await checkOffline(page).then(({ ready, code }) => ({ ready, code })), { ready: false, code: 'corrupt' });
  await browser.context.setOffline(false);
  assert.equal((await checkOffline(page)).ready, true);
  await browser.context.setOffline(true);
  assert.equal((await checkOffline(page)).ready, true);
  await browser.context.setOffline(false);
});

test('the app, a deep link and the emergency card open with the network and the server gone', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await browser.context.setOffline(true);
  const stopped = edge.stop();
  assert.equal(await stopped, 0);
  await page.reload();
  await openApp(page, edge);
  await openApp(page, edge, '/#/journal');
  assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), true);
  await page.goto(`${edge.url}/emergency.html`);
  assert.match(await page.locator('h1').innerText(), /wild mushroom/);
  await browser.context.setOffline(false);
  assert.deepEqual(page.problems, []);
});
