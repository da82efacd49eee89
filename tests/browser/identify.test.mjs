// The main road in Chromium, driven through the semantics mirror and the file chooser only: a photo is named in the browser,
// kept, and everything still works after a reload without a network and without the server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { choosePhotos, fixture, resultHeading } from './road.mjs';
import { newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

const manifest = JSON.parse(readFileSync(new URL('../../models/manifest.json', import.meta.url)));
const genera = new Set(manifest.models[0].labels.map(({ genus }) => genus).filter(Boolean));

test('a photo is named, saved, and all of it works after a reload with the network and the server gone', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);

  await choosePhotos(page, [fixture('pluteus_cervinus.jpg')]);
  const heading = await resultHeading(page);
  const first = heading.split(/[ ,]/)[0];
  assert.ok(genera.has(first) || heading.startsWith('I don’t know'), `answer: ${heading}`);
  await page.getByRole('note').filter({ hasText: 'Never eat a mushroom because of an app.' }).waitFor();
  await page.getByRole('button', { name: 'Emergency card' }).waitFor();

  await page.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
  await page.getByRole('status').filter({ hasText: 'Saved to journal' }).waitFor();

  await browser.context.setOffline(true);
  await edge.stop();
  await page.reload();
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: '1 find' }).waitFor();
  const search = page.getByRole('searchbox', { name: 'Search your finds' });
  await search.fill('nowhere');
  await page.getByText('Nothing found').waitFor();
  await search.fill(first === 'I' ? '' : first.slice(0, 4).toLowerCase());
  await page.getByRole('link', { name: new RegExp(first === 'I' ? 'I don’t know' : first) }).click();
  await page.getByRole('note').filter({ hasText: 'Never eat a mushroom because of an app.' }).waitFor();

  await openApp(page, edge, '/#/identify');
  await choosePhotos(page, [fixture('pluteus_cervinus.jpg')]);
  assert.equal(await resultHeading(page), heading, 'the same photo offline has the same answer');
  await browser.context.setOffline(false);
  assert.deepEqual(page.problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line)), []);
  edge = await startEdge();
});

test('what is not a mushroom is said before any name', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await choosePhotos(page, [fixture('clothing_1.jpg')]);
  assert.match(await resultHeading(page), /^Not a mushroom/);
  for (const genus of genera) assert.equal(await page.getByText(genus, { exact: false }).count(), 0, `${genus} is named`);
  await page.close();
});

test('two photos chosen together are two views of one find', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await openApp(page, edge);
  await choosePhotos(page, [fixture('pluteus_cervinus.jpg'), fixture('armillaria_mellea.jpg')]);
  await resultHeading(page);
  await page.getByText(/2 of 4/).first().waitFor();
  await own.close();
});
