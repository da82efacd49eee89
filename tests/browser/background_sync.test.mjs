// One-shot Background Sync the whole way round in Chromium: the app worker wishes, the window registers, the browser wakes the service
// worker as soon as there is a network, the service worker tells the window, the window tells the app worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';

test('who wished for a sync hears of it once there is a network', { timeout: 90_000 }, async () => {
  const edge = await startEdge();
  const browser = await openBrowser();
  try {
    const page = await newPage(browser.context);
    await openApp(page, edge);
    await waitControlled(page);
    const worker = page.workers().find((each) => each.url().includes('/app/app_worker-'));
    const isDue = await worker.evaluate(() => new Promise((heard) => {
      self.addEventListener('message', ({ data }) => data.type === 'sync_due' && heard(true));
      postMessage({ type: 'wish_sync' });
    }));
    assert.equal(isDue, true);
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
    await edge.stop();
  }
});
