// Fetching while the app is closed, in a real Chromium: hours chosen in the settings, the app closed, a periodic sync as the browser gives
// it (by CDP, since no test waits half a day), the network gone, the app opened: the new story is read, and the ledger has the bytes that a
// counting line saw. Outside the hours nothing is asked for. A story opened as a page is counted too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCountingLine } from './counting_line.mjs';
import { newPage, openApp, openBrowser, screenshot, waitControlled, waitIdle } from './harness.mjs';
import { startNewsEdge, until } from './news_edge.mjs';
import { reveal } from './road.mjs';

let news, line, browser, page;

before(async () => {
  news = await startNewsEdge();
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

const hashOf = async (title) => (await news.rows()).find((row) => row.includes(title)).slice(0, 64);
const publish = (slug, title) => news.feeds.setStories('field', (had) => [{ ...had[0], slug, title, text: [`${title}: the second crossing was easier.`, ...had.at(-1).text], hours: 0 }, ...had]);

// What app and service worker left each other, read in any page of this origin.
const note = (key) => page.evaluate((name) => new Promise((found, failed) => {
  const request = indexedDB.open('hypha-fetching');
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const database = request.result;
    if (!database.objectStoreNames.contains('notes')) { database.close(); return found(null); }
    const asked = database.transaction('notes').objectStore('notes').get(name);
    asked.onsuccess = () => { database.close(); found(asked.result instanceof Uint8Array ? new TextDecoder().decode(asked.result) : asked.result ?? null); };
  };
}), key);

const two = (number) => String(number).padStart(2, '0');
const half = (minute) => Math.floor(minute / 30) * 30;
const now = () => { const date = new Date(); return date.getUTCHours() * 60 + date.getUTCMinutes(); };
const shown = (minute) => `${two(Math.floor(((minute + 1440) % 1440) / 60))}:${two((minute + 1440) % 60)}`;

const press = async (control) => (await reveal(page, control)).click();

// Steps with the buttons from what is shown to what is wanted, the shorter way round; `other`, the other end, is stepped over.
async function setTime(name, from, to, other) {
  const clicks = (step) => {
    let count = 0;
    for (let at = from; at !== to; ++count) {
      at = (at + step + 1440) % 1440;
      if (at === other) at = (at + step + 1440) % 1440;
    }
    return count;
  };
  const [earlier, later] = [clicks(-30), clicks(30)];
  for (let i = 0; i < Math.min(earlier, later); ++i) {
    await press(page.getByRole('button', { name: `Cheap hours, ${name}: ${earlier < later ? 'earlier' : 'later'}` }));
    await waitIdle(page);
  }
}
// From the usual hours, 00:00 to 05:00.
async function setHours(from, to) {
  if (to !== 0) {
    await setTime('until', 300, to, 0);
    await setTime('from', 0, from, to);
  } else {
    await setTime('from', 0, from, 300);
    await setTime('until', 300, to, from);
  }
}

// The app leaves its plan at rest; `cheap` is what it must say.
async function closeApp(cheap) {
  await until(`a plan with ${cheap}`, async () => (await note('plan'))?.includes(`\ncheap: ${cheap}\n`));
  await page.goto('about:blank');
}

async function periodicSync() {
  const devtools = await browser.context.newCDPSession(page);
  const registered = new Promise((found) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(line.url) && !isDeleted);
    if (own) found(own);
  }));
  await devtools.send('ServiceWorker.enable');
  const { registrationId } = await registered;
  await devtools.send('ServiceWorker.dispatchPeriodicSyncEvent', { origin: line.url, registrationId, tag: 'hypha-news' });
  await devtools.detach();
}
// Runs it, and answers how it ended.
async function ranAway(since) {
  await periodicSync();
  await page.goto(`${line.url}/emergency.html`); // of this origin, and not the app
  return until('a run that ended', async () => { const ran = await note('ran'); return ran && ran.at_ms >= since ? ran : null; });
}

const card = (title) => page.getByRole('link', { name: new RegExp(title) }).first();
const openHour = half(now()) - 30; // a window of two hours and a half, with now in its first
const cheapNow = `${(openHour + 1440) % 1440}-${(openHour + 150 + 1440) % 1440}`;
const closedFrom = (half(now()) + 11 * 60) % 1440;
const cheapLater = `${closedFrom}-${(closedFrom + 60) % 1440}`;

test('hours are chosen in the settings, which say what comes now and how this browser fetches', async () => {
  await openApp(page, { url: line.url });
  await waitControlled(page);
  await openApp(page, { url: line.url }, '/#/read');
  await page.getByRole('link', { name: /La lluvia vuelve.*Ready offline/s }).first().waitFor();
  await openApp(page, { url: line.url }, '/#/read/settings');
  await page.getByText('Texts come by themselves now', { exact: false }).first().waitFor({ state: 'attached' });
  await page.getByText('only once Hypha is installed', { exact: false }).first().waitFor({ state: 'attached' }); // as headless Chromium is not
  await page.getByText('once, when a lost connection returns', { exact: false }).first().waitFor({ state: 'attached' });
  await press(page.getByRole('switch', { name: 'Quiet hours' }));
  await waitIdle(page);
  await page.getByRole('button', { name: 'Quiet hours, from: later' }).waitFor();
  await press(page.getByRole('switch', { name: 'Quiet hours' }));
  await waitIdle(page);
  await press(page.getByRole('switch', { name: 'Cheap hours' }));
  await waitIdle(page);
  await setHours((openHour + 1440) % 1440, (openHour + 150 + 1440) % 1440);
  await page.getByText(shown(openHour), { exact: true }).first().waitFor({ state: 'attached' });
  await page.getByText('Texts come by themselves now', { exact: false }).first().waitFor({ state: 'attached' });
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'fetch_hours_light');
});

test('with the app closed a periodic sync brings list and text, which are there without a network', async () => {
  await closeApp(cheapNow);
  publish('fresh', 'A fresh note from the field');
  await news.listed(7);
  const hash = await hashOf('A fresh note');
  const since = Date.now(), before = line.news().length;
  const ran = await ranAway(since);
  assert.deepEqual([ran.ended, ran.fetched], ['done', 1]);
  const came = line.news().slice(before);
  assert.deepEqual(came.map(({ path }) => path), ['/v1/news/andes/now', `/v1/news/story/${hash}`]);
  await browser.context.setOffline(true);
  assert.equal(await news.stopEdge(), 0);
  await openApp(page, { url: line.url }, '/#/read');
  await card('A fresh note from the field').waitFor();
  await card('A fresh note from the field').click();
  await page.getByRole('heading', { level: 1, name: /A fresh note from the field/ }).waitFor();
  await page.getByText('the second crossing was easier', { exact: false }).first().waitFor({ state: 'attached' });
  await waitIdle(page);
  await openApp(page, { url: line.url }, '/#/read/settings');
  // All that went over the line for news today, to the letter: by the app before, and without it.
  const sum = (part) => line.news().filter(({ path }) => path.includes(part)).reduce((bytes, one) => bytes + one.bytes, 0);
  const size = (bytes) => (bytes < 999.5 ? `${bytes}\u00a0B` : `${Math.round(bytes / 1000)}\u00a0KB`);
  const said = await page.getByText(/^Texts of stories, /).first().textContent();
  assert.ok(said.includes('7 answers') && said.endsWith(size(sum('/story/'))), `${said}, and the line saw ${sum('/story/')}`);
});

test('outside the hours nothing at all is asked for', async () => {
  await press(page.getByRole('switch', { name: 'Cheap hours' }));
  await waitIdle(page);
  await press(page.getByRole('switch', { name: 'Cheap hours' })); // as they are at first
  await waitIdle(page);
  await setHours(closedFrom, (closedFrom + 60) % 1440);
  await page.getByText('No connection. Texts come when it is back.').first().waitFor({ state: 'attached' }); // comes before the hours
  await closeApp(cheapLater);
  await news.startAgain();
  await browser.context.setOffline(false);
  publish('late', 'A late note from the field');
  await news.listed(8);
  const before = line.news().length;
  const ran = await ranAway(Date.now());
  assert.deepEqual([ran.ended, ran.why, ran.fetched], ['wait', 'outside_cheap', 0]);
  await openApp(page, { url: line.url }, '/#/read');
  await card('La lluvia vuelve').waitFor();
  await waitIdle(page);
  assert.equal(line.news().length, before, 'not by the service worker, and not by the app that was opened');
  await openApp(page, { url: line.url }, '/#/read/settings');
  await page.getByText('Waits for the cheap hours', { exact: false }).first().waitFor({ state: 'attached' });
});

test('a list that has not changed since is asked for and costs no list', async () => {
  await openApp(page, { url: line.url }, '/#/read');
  const lists = () => line.news().filter(({ path }) => path.endsWith('/now'));
  assert.ok(lists().some(({ bytes }) => bytes > 100), 'lists did come');
  const before = lists().length;
  await until('a list of no bytes', async () => { // the edge may have made a new one meanwhile
    await page.getByRole('button', { name: 'Check for news' }).click();
    await waitIdle(page);
    return lists().slice(before).some(({ bytes }) => bytes === 0);
  });
  await card('La lluvia vuelve').waitFor();
});

test('a story that is opened as a page is counted, and what a person asks for comes at any hour', async () => {
  const hash = await hashOf('A late note');
  const [printed] = await Promise.all([browser.context.waitForEvent('page'), page.evaluate((path) => { window.open(path, '_blank', 'noopener'); }, `/read/${hash}`)]);
  await printed.getByRole('heading', { level: 1, name: /A late note/ }).waitFor();
  await printed.close();
  await openApp(page, { url: line.url }, '/#/read');
  await page.getByRole('button', { name: 'Check for news' }).click();
  await card('A late note from the field').waitFor();
  await openApp(page, { url: line.url }, '/#/read/settings');
  await page.getByText(/^Stories as pages, One answer, /).first().waitFor({ state: 'attached' });
  assert.deepEqual(page.problems.filter((problem) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(problem)), []);
});
