// The shell as people use it: tabs, back, deep links, keyboard alone, both languages, sizes, a lost WebGL context, a second
// tab, nothing running when nothing moves, and no violation found by axe.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { checkOffline, desktop, newPage, openApp, openBrowser, startEdge, waitControlled, waitIdle } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const tabs = ['Identify', 'Read', 'Papers', 'Lab', 'Me'];

test('five tabs, browser back goes back one screen, a deep link opens its screen', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  for (const name of tabs.slice(1)) {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Lab', exact: true }).waitFor();
  await openApp(page, edge, '/#/me');
  await page.getByRole('heading', { level: 1, name: 'Me', exact: true }).waitFor();
  await openApp(page, edge, '/#/journal/987654');
  await page.getByRole('heading', { name: 'This find is not here' }).waitFor();
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('the keyboard alone reaches a tab and opens it', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  const me = page.getByRole('tab', { name: 'Identify', exact: true });
  for (let presses = 0; presses < 40 && !(await me.evaluate((element) => element === document.activeElement)); ++presses) await page.keyboard.press('Tab');
  assert.ok(await me.evaluate((element) => element === document.activeElement), 'Tab never reached the tab bar');
  await page.keyboard.press('End');
  await page.getByRole('heading', { level: 1, name: 'Me', exact: true }).waitFor();
  await page.close();
});

test('nothing moves: no frame and no timer for 10 seconds', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await openApp(page, edge);
  await page.waitForFunction(() => document.getElementById('mirror').dataset.idle === 'true');
  const worker = page.workers().find((each) => /app/.test(each.url()));
  assert.ok(worker, 'the app worker is not seen');
  const count = () => {
    globalThis.counted = { frames: 0, timers: 0 };
    for (const [name, kind] of [['requestAnimationFrame', 'frames'], ['setTimeout', 'timers'], ['setInterval', 'timers']]) {
      const original = globalThis[name].bind(globalThis);
      globalThis[name] = (...rest) => { ++globalThis.counted[kind]; return original(...rest); };
    }
  };
  // What a start still has to finish (the offline self-check and its frame) comes first; then ten seconds are counted,
  // timed by this process alone.
  const seconds = (n) => new Promise((done) => setTimeout(done, n * 1000));
  const frames = () => page.locator('#mirror').getAttribute('data-frames');
  await waitControlled(page);
  await checkOffline(page);
  for (let before = '', now = await frames(); before !== now; now = await frames()) {
    before = now;
    await seconds(1);
  }
  await worker.evaluate(count);
  await page.evaluate(count);
  const framesBefore = await frames();
  await seconds(10);
  assert.deepEqual(await worker.evaluate(() => globalThis.counted), { frames: 0, timers: 0 }, 'in the app worker');
  assert.deepEqual(await page.evaluate(() => globalThis.counted), { frames: 0, timers: 0 }, 'in the window');
  assert.equal(await frames(), framesBefore);
  await own.close();
});

test('every built screen has no axe violation, in English and Spanish', async () => {
  for (const locale of ['en-GB', 'es-PE']) {
    const own = await openBrowser({ locale });
    const page = await newPage(own.context);
    for (const path of ['#/identify', '#/journal', '#/read', '#/papers', '#/lab', '#/lab/sql', '#/lab/sql/copy', '#/me', '#/me/look', '#/me/language', '#/me/ready', '#/me/data', '#/me/about', '#/me/model']) {
      await openApp(page, edge, `/${path}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`), [], `${locale} ${path}`);
    }
    await own.close();
  }
});

test('Spanish from the browser, English by choice, and the choice is kept', async () => {
  const own = await openBrowser({ locale: 'es-PE' });
  const page = await newPage(own.context);
  await openApp(page, edge);
  await page.getByRole('heading', { level: 1, name: 'Identificar' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  await openApp(page, edge, '/#/me/language');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  await page.reload();
  await openApp(page, edge, '/#/identify');
  await page.getByRole('heading', { level: 1, name: 'Identify' }).waitFor();
  await own.close();
});

test('a lost WebGL context comes back with the same screen', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await openApp(page, edge, '/#/me');
  const worker = page.workers().find((each) => /app/.test(each.url()));
  const before = await page.screenshot();
  await worker.evaluate(async () => {
    const gl = globalThis.hyphaCanvas.getContext('webgl2');
    const extension = gl.getExtension('WEBGL_lose_context');
    const restored = new Promise((done) => globalThis.hyphaCanvas.addEventListener('webglcontextrestored', done, { once: true }));
    const lost = new Promise((done) => globalThis.hyphaCanvas.addEventListener('webglcontextlost', done, { once: true }));
    extension.loseContext();
    await lost;
    setTimeout(() => extension.restoreContext());
    await restored;
  });
  await waitIdle(page);
  await page.getByRole('heading', { level: 1, name: 'Me', exact: true }).waitFor();
  const after = await page.screenshot();
  assert.ok(Math.abs(after.length - before.length) < before.length * 0.02, `the picture changed: ${before.length} and ${after.length} bytes`);
  await own.close();
});

test('a second tab offers to take over, and never shows an empty journal of its own', async () => {
  const own = await openBrowser({ device: desktop });
  const first = await newPage(own.context);
  await openApp(first, edge);
  const second = await newPage(own.context);
  await openApp(second, edge);
  const takeOver = second.getByRole('button', { name: 'Use Hypha here' });
  await takeOver.click();
  await second.getByRole('heading', { level: 1, name: 'Identify' }).waitFor();
  await first.getByRole('button', { name: 'Use Hypha here' }).waitFor();
  await own.close();
});
