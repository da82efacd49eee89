// The budget of the first interactive screen, as brotli, counted over what a browser really fetches before it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { builtSite, newPage, openApp, openBrowser, startEdge } from './harness.mjs';

const budgetBytes = 900_000;

test('the first interactive screen fits its budget, and the list of its files is complete', async () => {
  const report = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
  const edge = await startEdge();
  const browser = await openBrowser({ serviceWorkers: 'block' });
  try {
    const page = await newPage(browser.context);
    const fetched = new Set();
    browser.context.on('request', (request) => fetched.add(new URL(request.url()).pathname));
    await openApp(page, edge);
    const isPicture = (path) => /\.(png|jpeg|svg)$|webmanifest$/.test(path);
    // The later part of the code comes behind the first frame, and nothing before it waits for it: first_screen.test.mjs.
    const unlisted = [...fetched].filter((path) => path !== '/' && !isPicture(path) && !/hypha_later/.test(path) && !(path in report.firstScreen));
    assert.deepEqual(unlisted, [], 'fetched before the first screen but not counted');
    assert.ok(report.firstScreenBrotliBytes <= budgetBytes, `${report.firstScreenBrotliBytes} bytes of ${budgetBytes}: ${JSON.stringify(report.firstScreen, null, 1)}`);
  } finally {
    await browser.close();
    await edge.stop();
  }
});

test('the mushroom model and the reference pictures fit their budgets as downloaded', () => {
  const { files } = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
  const downloaded = (part) => Object.entries(files).find(([url]) => url.includes(part))?.[1].br;
  assert.ok(downloaded('/app/hypha-fungi-2') <= 2_500_000, `model: ${downloaded('/app/hypha-fungi-2')} bytes`);
  assert.ok(downloaded('/app/references') <= 600_000, `references: ${downloaded('/app/references')} bytes`);
});

test('what the service worker runs is small: a story as a page, and what to fetch without the app', () => {
  const { files } = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
  const downloaded = (part) => Object.entries(files).find(([url]) => url.includes(part))?.[1].br;
  assert.ok(downloaded('/app/page-') <= 16_000, `page.wasm: ${downloaded('/app/page-')} bytes`);
  assert.ok(downloaded('/app/fetch-') <= 56_000, `fetch.wasm: ${downloaded('/app/fetch-')} bytes`);
});
