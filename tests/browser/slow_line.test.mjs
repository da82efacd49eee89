// Today's news over a line of the second generation (250 kbit/s, 600 ms to the edge and back) from a cold cache: the app is too large for
// that, so the edge has pages for people. What it took is counted as it went over the network, of everything the page asked for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openBrowser, screenshot } from './harness.mjs';
import { startNewsEdge, until } from './news_edge.mjs';

const kMostBytes = 200_000;
const kLine = { offline: false, latency: 600, downloadThroughput: 250_000 / 8, uploadThroughput: 250_000 / 8 };
let news, edge, browser;

before(async () => {
  news = await startNewsEdge();
  ({ edge } = news);
  await until('a page with news', async () => (await fetch(`${edge.url}/read/andes`).then((page) => page.text())).includes('La lluvia vuelve'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await news?.stop();
});

test('the first screen of today’s news takes less than 200 KB and one round of waiting', async (t) => {
  const page = await newPage(browser.context);
  const devtools = await browser.context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', kLine);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const began = performance.now();
  await page.goto(`${edge.url}/read/andes`);
  await page.getByRole('link', { name: /La lluvia vuelve/ }).waitFor();
  const list_ms = performance.now() - began;
  const listBytes = bytes;
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'news_page_light');
  await page.getByRole('link', { name: /La lluvia vuelve/ }).click();
  await page.getByRole('heading', { level: 1, name: /La lluvia vuelve/ }).waitFor();
  t.diagnostic(`list ${listBytes} bytes in ${Math.round(list_ms)} ms, with the story ${bytes} bytes in ${Math.round(performance.now() - began)} ms at 250 kbit/s and 600 ms`);
  assert.ok(listBytes > 500, `only ${listBytes} bytes were counted`);
  assert.ok(bytes < kMostBytes, `${bytes} bytes`);
  assert.equal(await page.locator('script').count(), 0);
  await page.close();
});
