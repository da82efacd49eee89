// Reading from end to end: a publisher's feeds on the loopback, a real edge that polls them, the app in a real browser through its mirror.
// Stories are listed and read, the network and the edge go, the app is loaded again and all that was kept is there, found and read; a
// source that was hidden never comes back, and what was read steers the list. With HYPHA_SCREENS the list and the reader are drawn to build/screens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, screenshot, waitControlled, waitIdle } from './harness.mjs';
import { startNewsEdge } from './news_edge.mjs';
import { reveal } from './road.mjs';

let news, edge, feeds, browser, page;

before(async () => {
  news = await startNewsEdge();
  ({ edge, feeds } = news);
  await news.listed(6);
  browser = await openBrowser();
  page = await newPage(browser.context);
});
after(async () => {
  await browser?.close();
  await news?.stop();
});

const card = (title) => page.getByRole('link', { name: new RegExp(title) }).first();
const bridge = 'A rope bridge is woven again';

test('the newest stories are listed, and their texts come by themselves', async () => {
  await openApp(page, edge);
  await waitControlled(page);
  await openApp(page, edge, '/#/read');
  await card('La lluvia vuelve').waitFor();
  await page.getByRole('link', { name: /La lluvia vuelve.*Ready offline/s }).first().waitFor();
  await waitIdle(page);
  assert.match(await card('La lluvia vuelve').getAttribute('aria-label') ?? await card('La lluvia vuelve').innerText(), /Radio del Valle, 1 h/);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'read_list_light');
});

test('a story that has gone under the bar is not in the way of the bar', async () => {
  const bar = await page.getByRole('button', { name: 'Check for news' }).boundingBox();
  const [x, y] = [bar.x + bar.width / 2, bar.y + bar.height / 2];
  const under = async () => (await page.getByRole('link', { name: /, \d+ h/ }).evaluateAll((cards, at) => cards.map((card) => card.getBoundingClientRect())
    .filter((box) => box.top < at && box.bottom > at).length, y)) > 0;
  await page.mouse.move(200, 500);
  for (let i = 0; i < 40 && !(await under()); ++i) {
    await page.mouse.wheel(0, 40);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await waitIdle(page);
  }
  assert.ok(await under(), 'no story can be scrolled under the bar');
  assert.equal(await page.evaluate(([left, top]) => document.elementFromPoint(left, top).textContent, [x, y]), 'Check for news');
  await page.keyboard.press('Home');
  await waitIdle(page);
});

test('which topics there should be more of is asked once: what is said counts, and nothing has to be said', async () => {
  const question = page.getByRole('heading', { name: 'What do you want more of?' });
  await question.waitFor();
  const topic = page.getByRole('group', { name: 'What do you want more of?' }).getByRole('switch').first();
  assert.equal(await topic.getAttribute('aria-checked'), 'false');
  await topic.click();
  await page.getByRole('button', { name: 'Done' }).waitFor();
  await page.getByRole('radio', { name: 'For you' }).waitFor(); // the list is theirs now
  assert.equal(await topic.getAttribute('aria-checked'), 'true');
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'read_interests_light');
  await topic.click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await question.waitFor({ state: 'detached' });
  await waitIdle(page);
});

test('a story is read, and how far is remembered', async () => {
  await card(bridge).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(bridge) }).waitFor();
  await waitIdle(page);
  assert.match(page.url(), /#\/read\/[0-9a-f]{64}$/);
  await page.getByText('The bridge hangs twenty-eight metres above the river', { exact: false }).first().waitFor({ state: 'attached' });
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'read_story_light');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('End');
  await waitIdle(page);
  await page.goBack();
  await page.getByRole('link', { name: new RegExp(`${bridge}.*`) }).first().waitFor();
});

test('with the network and the edge gone, all of it is there after a reload: listed, read and found', async () => {
  await browser.context.setOffline(true);
  assert.equal(await news.stopEdge(), 0);
  await page.reload();
  await openApp(page, edge, '/#/read');
  await card('La lluvia vuelve').waitFor();
  await card('Mayu patapi').waitFor();
  await card('Mayu patapi').click();
  await page.getByRole('heading', { level: 1, name: /Mayu patapi/ }).waitFor();
  await waitIdle(page);
  await page.goBack();
  await page.getByRole('button', { name: 'Search what you have' }).click();
  const field = page.getByRole('searchbox', { name: 'Search what you have' });
  await field.fill('milimetros');
  await page.getByRole('link', { name: /La lluvia vuelve/ }).first().waitFor();
  await page.getByText('One story found').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'End the search' }).first().click();
  await waitIdle(page);
});

test('a kept story is a page of its own without a network, in its language and without a script', async () => {
  await card(bridge).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(bridge) }).waitFor();
  await waitIdle(page);
  const hash = /[0-9a-f]{64}$/.exec(page.url())[0];
  await page.keyboard.press('End'); // it is below the text
  await waitIdle(page);
  const [printed] = await Promise.all([browser.context.waitForEvent('page'), page.getByRole('link', { name: /^As a page/ }).click()]);
  await printed.getByRole('heading', { level: 1, name: new RegExp(bridge) }).waitFor();
  assert.equal(new URL(printed.url()).pathname, `/read/${hash}`);
  await printed.getByText('The bridge hangs twenty-eight metres above the river', { exact: false }).waitFor();
  assert.equal(await printed.locator('html').getAttribute('lang'), 'en');
  assert.equal(await printed.locator('script').count(), 0);
  assert.equal(await printed.locator('article p').count() > 4, true);
  if (process.env.HYPHA_SCREENS) await screenshot(printed, 'read_page_light');
  // One that is not kept leads to the app.
  await printed.goto(`${edge.url}/read/${'0'.repeat(64)}`);
  assert.match(printed.url(), /\/#\/read\/0{64}$/);
  await printed.close();
  await page.goBack();
  await card(bridge).waitFor();
});

test('a story in short leads to its paragraphs', async () => {
  await card('La lluvia vuelve').click();
  await page.getByRole('heading', { level: 2, name: 'In short' }).waitFor();
  await waitIdle(page);
  const last = page.getByRole('button', { name: /Goes to paragraph \d/ }).last();
  const sentence = (await last.innerText()).replace(/ Goes to paragraph.*/s, '');
  const paragraph = page.locator('#mirror span', { hasText: sentence.slice(0, 60) }).first();
  const before = await paragraph.boundingBox();
  await last.click();
  await waitIdle(page);
  const after = await paragraph.boundingBox();
  assert.ok(after.y < before.y && after.y > 0, `from ${before.y} to ${after.y}`);
  await page.goBack();
  await card('La lluvia vuelve').waitFor();
});

test('a hidden source is gone, and stays away when it publishes again', async () => {
  await (await reveal(page, page.getByRole('button', { name: /^Less like this: La lluvia vuelve/ }))).click(); // where it stands is taste's
  await waitIdle(page); // a sheet finds its height in its second frame
  await page.getByRole('button', { name: /^Never show Radio del Valle again/ }).click();
  await waitIdle(page);
  assert.equal(await page.getByRole('link', { name: /La lluvia vuelve/ }).count(), 0);
  feeds.setStories('valle', (before) => [{ ...before[0], slug: 'nuevo', title: 'Una nota nueva de la radio', hours: 0 }, ...before]);
  feeds.setStories('field', (before) => [{ ...before[0], slug: 'fresh', title: 'A fresh note from the field', text: ['The second crossing was easier.', ...before[1].text], hours: 0 }, ...before]);
  await news.startAgain();
  await news.listed(8);
  await browser.context.setOffline(false);
  await page.getByRole('button', { name: 'Check for news' }).click();
  await card('A fresh note from the field').waitFor();
  await waitIdle(page);
  assert.equal(await page.getByRole('link', { name: /Radio del Valle|nota nueva/ }).count(), 0);
  await page.reload();
  await openApp(page, edge, '/#/read');
  await card('A fresh note from the field').waitFor();
  assert.equal(await page.getByRole('link', { name: /Radio del Valle|nota nueva/ }).count(), 0);
});

test('what was read steers the list, which says so; a word of the model is left out; nothing of it is sent', async () => {
  const sent = [];
  page.on('request', (request) => { if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`); });
  await page.getByRole('radio', { name: 'For you', checked: true }).waitFor();
  await page.getByRole('link', { name: /A fresh note from the field.*You have read/s }).waitFor();
  await page.getByRole('button', { name: /^Less like this: A fresh note/ }).click();
  await waitIdle(page); // a sheet finds its height in its second frame
  await page.getByRole('button', { name: 'Why is it here?' }).click();
  await waitIdle(page); // a sheet finds its height in its second frame
  await page.getByText(/^Place \d+ of your list/).waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Your model' }).click();
  await page.getByRole('heading', { name: 'These words steer what you read' }).waitFor();
  await waitIdle(page);
  await page.getByRole('button', { name: 'bridge', exact: true }).click();
  await waitIdle(page); // a sheet finds its height in its second frame
  await page.getByRole('button', { name: /^Leave it out of the model/ }).click();
  await page.getByRole('heading', { name: 'Left out of the model' }).waitFor({ state: 'attached' });
  assert.equal(await page.getByRole('button', { name: 'bridge', exact: true }).count(), 0);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'read_model_light');
  assert.deepEqual(sent, []);
});

test('the settings say what the day cost, and the service worker counts what it keeps', async () => {
  await openApp(page, edge, '/#/read/settings');
  await page.getByRole('heading', { name: 'Today, over the network' }).waitFor();
  await page.getByText(/The Field Post, \d/).first().waitFor({ state: 'attached' });
  const count = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const channel = new MessageChannel();
    const answer = new Promise((done) => { channel.port1.onmessage = ({ data: said }) => done(said); });
    active.postMessage({ type: 'count_news' }, [channel.port2]);
    return answer;
  });
  assert.ok(count.stories >= 6 && count.storyBytes > 5_000, JSON.stringify(count));
  assert.deepEqual(page.problems.filter((problem) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(problem)), []);
});
