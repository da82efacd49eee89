// Pictures of a story from end to end: a publisher's photographs on the loopback, a real edge that makes them small, the app in a real
// browser through its mirror. None comes before it is tapped, what it costs is said before and counted after, and what was seen once is seen
// again with the network and the edge gone. With HYPHA_SCREENS the reader is drawn to build/screens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCountingLine } from './counting_line.mjs';
import { newPage, openApp, openBrowser, screenshot, waitControlled, waitIdle } from './harness.mjs';
import { startNewsEdge, until } from './news_edge.mjs';
import { reveal } from './road.mjs';

const figures = [
  { file: 'armillaria_mellea.jpg', alt: 'Honey-coloured caps in a cluster on a stump', caption: 'What the weavers eat in October.' },
  { file: 'ganoderma_applanatum.jpg', alt: '', caption: 'A bracket as wide as a hat, beside the old road.' },
];
let news, line, browser, page;

before(async () => {
  news = await startNewsEdge((feeds) => feeds.setStories('field', (had) => had.map((story) => (story.slug === 'bridge' ? { ...story, figures } : story))));
  line = await startCountingLine(news.edge.port);
  await news.listed(6);
  browser = await openBrowser();
  page = await newPage(browser.context);
});
after(async () => {
  await browser?.close();
  await line?.stop();
  await news?.stop();
});

const pictures = () => line.news().filter(({ path }) => path.startsWith('/v1/news/picture/'));
const story = () => page.getByRole('link', { name: /A rope bridge is woven again/ }).first();
const show = (words) => page.getByRole('button', { name: new RegExp(`^Show picture, .*: ${words}`) });
const seen = (words) => page.getByRole('img', { name: words });
const [stump, bracket] = [figures[0].alt, figures[1].caption];

async function openStory() {
  await openApp(page, { url: line.url }, '/#/read');
  await story().waitFor();
  await (await reveal(page, story())).click();
  await page.getByRole('heading', { level: 1, name: /A rope bridge/ }).waitFor();
  await waitIdle(page);
}

test('no picture comes by itself: each says what it shows and what it costs', async () => {
  await openApp(page, { url: line.url });
  await waitControlled(page);
  await openApp(page, { url: line.url }, '/#/read');
  await page.getByRole('link', { name: /A rope bridge is woven again.*Ready offline/s }).first().waitFor(); // its text came by itself
  await openStory();
  await show(stump).waitFor();
  await show(bracket).waitFor();
  assert.deepEqual(pictures(), []);
  if (process.env.HYPHA_SCREENS) {
    await reveal(page, show(stump));
    await screenshot(page, 'story_picture_absent');
  }
});

test('a tap brings one, at the size that was said, and only that one', async () => {
  const button = await reveal(page, show(stump));
  const said = Number(/(\d+)\s?KB/.exec(await button.innerText())[1]);
  await button.click();
  await seen(stump).waitFor();
  await waitIdle(page);
  assert.equal(pictures().length, 1);
  assert.ok(Math.abs(pictures()[0].bytes / 1000 - said) < 1, `said ${said} KB, came ${pictures()[0].bytes} bytes`);
  await show(bracket).waitFor();
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'story_picture_here');
});

test('the bytes are in the ledger, and what is kept is said', async () => {
  await openApp(page, { url: line.url }, '/#/read/settings');
  await page.getByText(/^Pictures of stories, One answer, \d+/).waitFor({ state: 'attached' });
  await page.getByText(/^One picture of a story with \d+.KB is kept too/).waitFor({ state: 'attached' });
});

test('without a network the one that was seen is seen again; the other says what to do, and comes when there is a line', async () => {
  await browser.context.setOffline(true);
  await openStory();
  await seen(stump).waitFor();
  await (await reveal(page, show(bracket))).click();
  await page.getByText('No connection. The picture can come when there is one: try again then.').first().waitFor({ state: 'attached' });
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'story_picture_failed');
  await browser.context.setOffline(false);
  await (await reveal(page, page.getByRole('button', { name: new RegExp(`^Try again, .*: ${bracket}`) }))).click();
  await seen(bracket).waitFor();
  assert.equal(pictures().length, 2);
});

test('who wants them with the texts has small ones before the story is opened, and a tap brings the large one', async () => {
  news.feeds.setStories('field', (had) => [{ ...had[0], slug: 'fresh', title: 'A fresh note from the field', hours: 0, figures: [{ file: 'mycena_haematopus.jpg', alt: 'Bleeding caps on oak', caption: '' }] }, ...had]);
  await news.listed(7);
  await openApp(page, { url: line.url }, '/#/read/settings');
  await (await reveal(page, page.getByRole('radio', { name: 'Small ones, with the texts' }))).click();
  await waitIdle(page);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'settings_pictures');
  await openApp(page, { url: line.url }, '/#/read');
  const before = pictures().length;
  await page.getByRole('button', { name: 'Check for news' }).click();
  await page.getByRole('link', { name: /A fresh note from the field.*Ready offline/s }).first().waitFor();
  await until('the small picture', () => pictures().slice(before).some(({ bytes }) => bytes > 1_000 && bytes <= 12_000));
  await browser.context.setOffline(true);
  await (await reveal(page, page.getByRole('link', { name: /A fresh note from the field/ }).first())).click();
  await seen('Bleeding caps on oak').waitFor();
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'story_picture_small');
  await browser.context.setOffline(false);
  await (await reveal(page, page.getByRole('button', { name: /^Show larger, .*: Bleeding caps on oak/ }))).click();
  await page.getByRole('button', { name: /: Bleeding caps on oak$/ }).waitFor({ state: 'detached' }); // nothing more to come
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'story_picture_large');
});

test('who deletes everything leaves nothing of what they read in the browser', async () => {
  const kept = () => page.evaluate(async () => (await caches.keys()).filter((name) => /^hypha-(stories|pictures|news)$/.test(name)).sort());
  assert.deepEqual(await kept(), ['hypha-news', 'hypha-pictures', 'hypha-stories']);
  await openApp(page, { url: line.url }, '/#/me/data');
  await (await reveal(page, page.getByRole('button', { name: /^Delete everything/ }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await until('empty caches', async () => (await kept()).length === 0);
  assert.deepEqual(page.problems.filter((problem) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(problem)), []);
});
