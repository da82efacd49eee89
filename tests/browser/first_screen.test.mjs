// hypha.wasm in two parts: the first screen runs without the later one, on a first visit and with a journal; the later one comes by
// itself after the first frame; and where it has not come yet, the screen that needs it waits for it and works.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { fixture, saveFind } from './road.mjs';

let edge;
before(async () => { edge = await startEdge(); });
after(async () => { await edge?.stop(); });

/** How the later part is asked for from now on: 'fetch' beside the app, 'xhr' by a call that waits for it; `first`: the first of them. */
function laterRequests(page) {
  const kinds = [];
  page.on('request', (request) => /hypha_later/.test(request.url()) && kinds.push(request.resourceType()));
  return { kinds, first: page.waitForRequest(/hypha_later/) };
}

test('the first screen needs nothing of the later part, on a first visit and with a journal', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  const visit = laterRequests(page);
  await openApp(page, edge);
  await visit.first;
  assert.deepEqual(visit.kinds, ['fetch']);
  await waitControlled(page);
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await openApp(page, edge, '/#/identify');
  const again = laterRequests(page);
  await page.reload();
  await openApp(page, edge, '/#/identify');
  await again.first;
  assert.deepEqual(again.kinds, ['fetch']);
  assert.deepEqual(page.problems, []);
  await own.close();
});

test('a screen that needs the later part before it is there waits for it', async () => {
  const own = await openBrowser({ serviceWorkers: 'block' }); // whose own copy would answer
  const page = await newPage(own.context);
  const { kinds, first } = laterRequests(page);
  await page.route(/hypha_later/, (route) => (route.request().resourceType() === 'fetch' ? route.abort() : route.continue()));
  await openApp(page, edge);
  await first;
  await openApp(page, edge, '/#/lab/models');
  await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor();
  await waitIdle(page);
  assert.deepEqual(kinds, ['fetch', 'xhr']);
  await own.close();
});

test('where it cannot be fetched at all the app says that it could not be loaded', async () => {
  const own = await openBrowser({ serviceWorkers: 'block' });
  const page = await newPage(own.context);
  await page.route(/hypha_later/, (route) => route.abort());
  await openApp(page, edge);
  await page.goto(`${edge.url}/#/lab/models`);
  await page.locator('html[data-state="failed"]').waitFor({ state: 'attached' });
  assert.match(await page.locator('body').innerText(), /could not|Reload/i);
  await own.close();
});
