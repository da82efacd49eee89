// Two phones behind a line as a mountain has it: 600 ms each way, a fifth of the pieces lost, answers cut in the middle, and a Wi-Fi that
// answers everything with its login page. What was written arrives, photo and all; a login page is nobody's acknowledgement.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBadLine } from './bad_line.mjs';
import { newPage, openApp, openBrowser, screenshot, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { fixture, reveal, saveFind } from './road.mjs';

const kMountain = { delay_ms: 600, loss: 0.2, cut: 0.1 };
let edge;
let line;
let one;
let two;
before(async () => {
  edge = await startEdge();
  line = await startBadLine(edge.port);
});
after(async () => {
  await one?.browser.close();
  await two?.browser.close();
  await line?.stop();
  await edge?.stop();
});

async function device() {
  const browser = await openBrowser();
  const page = await newPage(browser.context);
  await openApp(page, line);
  await waitControlled(page);
  return { browser, page };
}
const press = async (page, name) => (await reveal(page, page.getByRole('button', { name, exact: true }))).click();
const openSync = (page) => openApp(page, line, '/#/me/sync');
const says = (page, words, timeout = 120_000) => page.getByText(words).first().waitFor({ timeout });

// Presses again while a round ends at a cut: a person would, and so does the app by itself, only later.
async function syncUntil(page, words) {
  await openSync(page);
  for (let tries = 0; ; tries += 1) {
    const now = page.getByRole('button', { name: 'Sync now', exact: true });
    if (await now.isEnabled()) await press(page, 'Sync now');
    if (await says(page, words, 15_000).then(() => true, () => false)) return tries;
    assert.ok(tries < 12, `after ${tries} rounds still not: ${words}`);
  }
}

// "All safe" is also what a device says that has not asked yet: what is there says whether it came.
async function findArrives(page) {
  for (let tries = 0; ; tries += 1) {
    await syncUntil(page, /^All safe/);
    await openApp(page, line, '/#/journal');
    if (await page.getByRole('link', { name: /Ganoderma/ }).first().waitFor({ timeout: 15_000 }).then(() => true, () => false)) return;
    assert.ok(tries < 12, `after ${tries} rounds there is no find`);
  }
}

async function openFind(page) {
  await openApp(page, line, '/#/journal');
  await page.getByRole('link', { name: /Ganoderma/ }).first().click();
  const field = page.getByRole('textbox', { name: 'Note' });
  await field.waitFor();
  await waitIdle(page);
  return field;
}

test('over a slow line that loses and cuts, a find and its photo arrive', { timeout: 400_000 }, async (t) => {
  one = await device();
  two = await device();
  await openSync(one.page);
  await press(one.page, 'Begin on this device');
  await says(one.page, /^All safe: 1 device/);
  await press(one.page, 'Add a device');
  const words = (await one.page.getByText(/^([a-z]+ ){7}[a-z]+$/).first().textContent()).trim();
  await openSync(two.page);
  const field = await reveal(two.page, two.page.getByRole('textbox', { name: '8 words' }));
  await field.click();
  await field.fill(words);
  await press(two.page, 'Join');
  await says(two.page, /^All safe: 2 devices/);
  await saveFind(one.page, line, fixture('ganoderma_applanatum.jpg'));

  line.become(kMountain);
  const began_ms = Date.now();
  await syncUntil(one.page, /^All safe/);
  await findArrives(two.page);
  await openFind(two.page);
  await two.page.getByRole('heading', { level: 1, name: /Ganoderma/ }).waitFor();
  const { connections, stalls, cuts } = line.counted;
  t.diagnostic(`${Math.round((Date.now() - began_ms) / 1000)} s; ${connections} connections, ${stalls} pieces late, ${cuts} cuts`);
  assert.ok(stalls > 0);
});

test('a login page is no acknowledgement: the change waits, is said to wait, and goes when the line is back', { timeout: 300_000 }, async () => {
  line.become({ portal: true });
  const field = await openFind(one.page);
  await reveal(one.page, field);
  await field.fill('Written behind a login page');
  await field.blur();
  await waitIdle(one.page);
  await openSync(one.page);
  await press(one.page, 'Sync now');
  await says(one.page, /One change waits/);
  await says(one.page, /Something else answered, perhaps a Wi-Fi that asks for a login/);
  await waitIdle(one.page);
  await screenshot(one.page, 'sync-portal');
  assert.ok(line.counted.portal > 0);

  line.become({ delay_ms: 100 });
  await syncUntil(one.page, /^All safe/);
  await syncUntil(two.page, /^All safe/);
  assert.equal(await (await openFind(two.page)).inputValue(), 'Written behind a login page');
});
