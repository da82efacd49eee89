// What it looked at: the heat map over the photo in Chromium, made by the network and drawn by the shader pair, never without
// reference pictures and the way to their authors; also offline.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { choosePhotos, fixture, resultHeading } from './road.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); });
beforeEach(async () => { browser = await openBrowser(); });
afterEach(async () => { await browser?.close(); });
after(async () => { await edge?.stop(); });

// A strip of the photo between the bar and the tabs.
const photoPixels = (page) => page.screenshot({ clip: { x: 20, y: 110, width: 300, height: 80 } });

test('the heat map lights the photo up, fades with its slider, and goes again', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await choosePhotos(page, [fixture('coprinellus_micaceus.jpg')]);
  await resultHeading(page);
  await waitIdle(page);
  const bare = await photoPixels(page);
  await page.getByRole('tab', { name: 'Heat map' }).click();
  const slider = page.getByRole('slider', { name: 'Strength of the colours' });
  await slider.waitFor({ timeout: 60_000 });
  await page.getByText(/Bright areas spoke most for/).first().waitFor();
  await waitIdle(page);
  const lit = await photoPixels(page);
  assert.notDeepEqual(lit, bare, 'the photo looks the same under the heat map');
  assert.equal(await slider.getAttribute('aria-valuenow'), '85');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction((element) => element.getAttribute('aria-valuenow') === '80', await slider.elementHandle());
  for (let press = 0; press < 16; press += 1) await page.keyboard.press('ArrowLeft', { delay: 40 });
  await page.waitForFunction((element) => element.getAttribute('aria-valuenow') === '0', await slider.elementHandle());
  await page.mouse.move(200, 600); // the slider was brought into view: back to the photo
  await page.mouse.wheel(0, -9000);
  await waitIdle(page);
  assert.deepEqual(await photoPixels(page), bare, 'at no strength the photo is as it was');
  await page.getByRole('tab', { name: 'Photo', exact: true }).click();
  await slider.waitFor({ state: 'detached' });
  assert.deepEqual(page.problems, []);
});

test('reference pictures name kind, licence and author page, and are there without a network', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await choosePhotos(page, [fixture('coprinellus_micaceus.jpg')]);
  await resultHeading(page);
  const links = page.getByRole('list', { name: 'Most alike reference pictures' }).getByRole('link');
  await links.first().waitFor();
  assert.equal(await links.count(), 3);
  for (const link of await links.all()) {
    assert.match(await link.innerText(), /^[A-Z][a-z]+ [a-z]+, reference picture, (Public domain|CC0 1\.0|CC BY(-SA)? 4\.0)\./);
    assert.match(await link.getAttribute('href'), /^https:\/\/commons\.wikimedia\.org\/wiki\/File:/);
  }
  await page.waitForFunction(async () => (await (await caches.open('hypha-field')).keys()).some(({ url }) => url.includes('references')));
  await browser.context.setOffline(true);
  await page.reload();
  await page.getByRole('tab', { name: 'Heat map' }).click();
  await page.getByRole('slider', { name: 'Strength of the colours' }).waitFor({ timeout: 60_000 });
  await browser.context.setOffline(false);
});
