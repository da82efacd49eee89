// How long the way of the database from one tab to the next is, in the app itself: from the press on "Use Hypha here" (or from the
// moment the owner is closed, killed or frozen: then the waiting tab opens by itself) until the other tab has opened the database
// and shows its first screen. Medians must stay under 500 ms; the worst is reported, since two processor cores are shared.
// HYPHA_SOAK_ROUNDS measures each 20 times.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openChromium, startServer, Tab } from './fight_tabs.mjs';
import { startEdge } from './harness.mjs';

const rounds = process.env.HYPHA_SOAK_ROUNDS ? 20 : 7;
const kLimit_ms = 500;
let edge, chromium;

before(async () => { edge = await startEdge(); chromium = await openChromium(); });
after(async () => { await chromium?.close(); await edge?.stop(); });

async function openApp({ focused = false } = {}) {
  const page = await chromium.browser.newPage();
  page.devtools = await page.createCDPSession();
  if (focused) await page.devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await page.goto(edge.url);
  await page.waitForSelector('html[data-state="running"]', { timeout: 60_000 });
  return page;
}

const heading = (page, words) => page.waitForFunction((text) => document.querySelector('#mirror h1')?.textContent === text, { timeout: 30_000, polling: 'mutation' }, words);
const waits = (page) => heading(page, 'Hypha is open in another tab');
const owns = (page) => heading(page, 'Identify');

// In the page: the time at which its first screen is there.
const answered = (page) => page.evaluate(() => new Promise((found) => {
  const look = () => {
    if (document.querySelector('#mirror h1')?.textContent !== 'Identify') return;
    observer.disconnect();
    found(performance.timeOrigin + performance.now());
  };
  const observer = new MutationObserver(look);
  observer.observe(document.getElementById('mirror'), { subtree: true, childList: true, characterData: true });
  look();
}));

// Presses the button as a keyboard does; answers milliseconds.
const takeOver = (page) => page.evaluate(async () => {
  const button = [...document.querySelectorAll('#mirror button')].find(({ textContent }) => textContent === 'Use Hypha here');
  const pressed = performance.now();
  button.click();
  await new Promise((found) => new MutationObserver((_, observer) => {
    if (document.querySelector('#mirror h1')?.textContent !== 'Identify') return;
    observer.disconnect();
    found();
  }).observe(document.getElementById('mirror'), { subtree: true, childList: true, characterData: true }));
  return performance.now() - pressed;
});

// From the moment before `act` until the waiting tab answers.
async function timeUntilAnswer(page, act) {
  const answer = answered(page);
  const began_ms = Date.now();
  await act();
  return (await answer) - began_ms;
}

function judge(t, what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  t.diagnostic(`${what}: median ${median.toFixed(0)} ms, worst ${sorted.at(-1).toFixed(0)} ms of ${sorted.length}`);
  assert.ok(median < kLimit_ms, `${what}: ${sorted.map((ms) => ms.toFixed(0))}`);
}

test('a live owner that is on screen beside it lets go', { timeout: 240_000 }, async (t) => {
  const pages = [await openApp({ focused: true }), await openApp({ focused: true })];
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const taker = pages[(i + 1) % 2];
    await waits(taker);
    times.push(await takeOver(taker));
  }
  judge(t, 'live owner', times);
  for (const page of pages) await page.close();
});

test('an owner hidden behind the tab lets go', { timeout: 240_000 }, async (t) => {
  const pages = [await openApp(), await openApp()];
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const taker = pages[(i + 1) % 2];
    await taker.bringToFront();
    await waits(taker);
    assert.equal(await pages[i % 2].evaluate(() => document.visibilityState), 'hidden');
    times.push(await takeOver(taker));
  }
  judge(t, 'hidden owner', times);
  for (const page of pages) await page.close();
});

test('a frozen owner let go before it slept', { timeout: 240_000 }, async (t) => {
  const pages = [await openApp(), await openApp()];
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const owner = pages[i % 2], other = pages[(i + 1) % 2];
    await owner.bringToFront();
    await owns(owner);
    await other.bringToFront();
    await waits(other);
    times.push(await timeUntilAnswer(other, () => owner.devtools.send('Page.setWebLifecycleState', { state: 'frozen' })));
    await owner.devtools.send('Page.setWebLifecycleState', { state: 'active' });
  }
  judge(t, 'frozen owner', times);
  for (const page of pages) await page.close();
});

for (const [what, end] of [['closed', (page) => page.close()], ['killed', (page) => page.devtools.send('Page.crash').catch(() => undefined)]]) {
  test(`an owner that is ${what} leaves the database to the tab that waits`, { timeout: 240_000 }, async (t) => {
    let owner = await openApp();
    const times = [];
    for (let i = 0; i < rounds; ++i) {
      await owns(owner);
      const other = await openApp();
      await waits(other);
      times.push(await timeUntilAnswer(other, () => { void end(owner); }));
      if (what === 'killed') await owner.close();
      owner = other;
    }
    judge(t, `${what} owner`, times);
    await owner.close();
  });
}

test('an owner in the middle of one transaction after the other lets go', { timeout: 240_000 }, async (t) => {
  const server = await startServer();
  const tabs = [];
  for (let number = 1; number <= 2; ++number) tabs.push(await Tab.open(chromium.browser, server.url, 'busy', number));
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const [owner, taker] = [tabs[i % 2], tabs[(i + 1) % 2]];
    const busy = owner.next('busy');
    await owner.order({ order: 'busy' });
    await busy;
    const lost = owner.next('lost');
    const owns = taker.next('owner');
    const began_ms = performance.now();
    await taker.order({ order: 'take_over' });
    await owns;
    times.push(performance.now() - began_ms);
    assert.equal(await lost, 'taken_over');
  }
  judge(t, 'busy owner', times);
  for (const tab of tabs) await tab.page.close();
  server.stop();
});
