// Listening from end to end: stories of a real edge, the app in Chromium through its mirror, and a real speech engine behind the
// browser's voices, whose own log says what was spoken, by which voice and how fast. The sound goes nowhere; nobody hears it here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stories } from '../edge/news_feeds.mjs';
import { newPage, openApp, openBrowser, screenshot, waitControlled, waitIdle } from './harness.mjs';
import { startNewsEdge } from './news_edge.mjs';
import { reveal } from './road.mjs';
import { startVoices, voiceArguments } from './voices.mjs';

let news, voices, browser, page;

before(async () => {
  voices = await startVoices();
  news = await startNewsEdge();
  const { edge } = news;
  browser = await openBrowser({ args: voiceArguments, env: voices.env });
  page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await openApp(page, edge, '/#/read');
});
after(async () => {
  await browser?.close();
  await news?.stop();
  await voices?.stop();
});

const button = (name) => page.getByRole('button', { name, exact: true });

async function openStory(title) {
  await (await reveal(page, page.getByRole('link', { name: new RegExp(`${title}.*Ready offline`, 's') }).first())).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(title) }).waitFor();
  await waitIdle(page);
}

// What was said since `from`, once `enough` says so.
async function heard(from, enough) {
  const end = Date.now() + 30_000;
  for (;;) {
    const said = voices.said().slice(from);
    if (enough(said)) return said;
    assert.ok(Date.now() < end, `the engine was told ${JSON.stringify(said)}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

test('a story is read aloud from its title to its last sentence, by a voice of its language', async () => {
  await openStory('La lluvia vuelve');
  const { title, text } = stories.valle[0];
  await button('Read aloud').click();
  const said = await heard(0, (all) => all.some(({ words }) => words.endsWith('conviene pasar de día.')));
  await button('Read aloud').waitFor(); // it ended by itself
  assert.match(said[0].words, new RegExp(`^${title}`));
  const spoken = said.slice(1).map(({ words }) => words).join(' ');
  for (const paragraph of text) assert.ok(spoken.includes(paragraph), `not said: ${paragraph}\nsaid: ${spoken}`);
  for (const { voice } of said) assert.match(voice, /^Spanish/);
});

test('a pause goes on with the sentence that it cut, and faster when asked', async () => {
  const before = voices.said().length;
  await page.keyboard.press('Home');
  await waitIdle(page);
  await button('Read aloud').click();
  await button('Pause').click();
  await button('Go on reading aloud').waitFor();
  await waitIdle(page);
  const heldBack = voices.said().length;
  await page.getByRole('button', { name: /^Speed 1×|^Speed 1$|Speed/ }).click();
  await waitIdle(page);
  assert.equal(voices.said().length, heldBack, 'nothing is said during a pause');
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'listen_paused_light');
  await button('Go on reading aloud').click();
  const said = await heard(heldBack, (all) => all.length > 1);
  const cut = voices.said().slice(before, heldBack).map(({ words }) => words);
  assert.ok(cut.includes(said[0].words), `${said[0].words} was being said: ${cut}`);
  assert.ok(said[0].rate > voices.said()[before].rate, 'it is read faster');
  await heard(heldBack, (all) => all.some(({ words }) => words.endsWith('conviene pasar de día.')));
  await button('Read aloud').waitFor();
  await page.goBack();
});

test('a Quechua story is read by a Quechua voice, and leaving it is silence', async () => {
  await openStory('Mayu patapi');
  const before = voices.said().length;
  await button('Read aloud').click();
  const said = await heard(before, (all) => all.length > 0);
  assert.match(said[0].voice, /^Quechua/);
  await page.goBack();
  await page.getByRole('link', { name: /La lluvia vuelve/ }).first().waitFor();
  await waitIdle(page);
  const left = voices.said().length;
  await openStory('La lluvia vuelve');
  assert.equal(voices.said().length, left);
  assert.equal(await button('Pause').count(), 0);
});
