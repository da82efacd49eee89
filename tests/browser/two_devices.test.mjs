// Two people's phones are one person's: two Chromium profiles, paired by the 8 words that one shows, keep a journal in step over the
// real edge through offline edits on both, an edge that is killed and one that comes back from an old copy of its data.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, screenshot, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { fixture, reveal, saveFind } from './road.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-two-'));
const data = join(folder, 'data');
let edge;
let one;
let two;
before(async () => { edge = await startEdge({ data }); });
after(async () => {
  await one?.browser.close();
  await two?.browser.close();
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function device() {
  const browser = await openBrowser();
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  return { browser, page };
}
const openSync = (page) => openApp(page, edge, '/#/me/sync');
const press = async (page, name) => (await reveal(page, page.getByRole('button', { name, exact: true }))).click();
const standing = (page, words) => page.getByText(words).first().waitFor({ timeout: 60_000 });

async function syncNow(page) {
  await openSync(page);
  await press(page, 'Sync now');
  await standing(page, /^All safe: /);
  await waitIdle(page);
}

async function note(page, words) {
  await openApp(page, edge, '/#/journal');
  await page.getByRole('link', { name: /Ganoderma|Trametes|Fomes|I don’t know/ }).first().click();
  const field = page.getByRole('textbox', { name: 'Note' });
  await reveal(page, field);
  await field.click();
  await field.fill(words);
  await field.blur();
  await waitIdle(page);
}

async function noteIs(page, words) {
  await openApp(page, edge, '/#/journal');
  await page.getByRole('link', { name: /Ganoderma|Trametes|Fomes|I don’t know/ }).first().click();
  assert.equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), words);
}

test('a find made on one phone is on the other, photo and all, after 8 words', { timeout: 300_000 }, async () => {
  one = await device();
  await saveFind(one.page, edge, fixture('ganoderma_applanatum.jpg'));
  await openSync(one.page);
  await press(one.page, 'Begin on this device');
  await standing(one.page, /^All safe: 1 device/);
  await press(one.page, 'Add a device');
  const words = (await one.page.getByText(/^([a-z]+ ){7}[a-z]+$/).first().textContent()).trim();
  assert.equal(words.split(' ').length, 8);
  assert.ok(await one.page.getByRole('img', { name: 'QR code of these words' }).count());
  await screenshot(one.page, 'sync-add-device');

  two = await device();
  await openSync(two.page);
  const field = await reveal(two.page, two.page.getByRole('textbox', { name: '8 words' }));
  await field.click();
  await field.fill(words);
  await press(two.page, 'Join');
  await standing(two.page, /^All safe: 2 devices/);
  await screenshot(two.page, 'sync-joined');
  await openApp(two.page, edge, '/#/journal');
  await two.page.getByRole('link', { name: /Ganoderma/ }).first().click();
  await two.page.getByRole('heading', { level: 1, name: /Ganoderma/ }).waitFor();
  await screenshot(two.page, 'sync-find-arrived');
});

test('notes written on both without a connection meet; the person chooses, and both show it', { timeout: 300_000 }, async () => {
  await one.browser.context.setOffline(true);
  await two.browser.context.setOffline(true);
  await note(one.page, 'On a beech stump');
  await note(two.page, 'By the bridge');
  await openSync(one.page);
  await standing(one.page, /waits? for a connection/);
  await screenshot(one.page, 'sync-waits');
  await one.browser.context.setOffline(false);
  await two.browser.context.setOffline(false);
  await syncNow(one.page);
  await syncNow(two.page);
  await syncNow(one.page);
  await openSync(one.page);
  await one.page.getByRole('heading', { name: 'A note in two versions' }).waitFor();
  await screenshot(one.page, 'sync-conflict');
  await press(one.page, 'Keep both');
  await one.page.getByRole('heading', { name: 'A note in two versions' }).waitFor({ state: 'detached' });
  await syncNow(one.page);
  await syncNow(two.page);
  await noteIs(one.page, 'By the bridge\n\nOn a beech stump');
  await noteIs(two.page, 'By the bridge\n\nOn a beech stump');
});

test('an edge that is killed, and one that comes back from an old copy, lose nothing', { timeout: 300_000 }, async () => {
  const { port } = edge;
  const again = async () => { edge = await startEdge({ data, port }); };
  const copy = join(folder, 'copy');
  edge.process.kill('SIGKILL');
  await edge.stop();
  cpSync(data, copy, { recursive: true });
  await note(one.page, 'Written while the edge was gone');
  await openSync(one.page);
  await press(one.page, 'Sync now');
  await standing(one.page, /waits? for a connection/);
  await again();
  await syncNow(one.page);
  await syncNow(two.page);
  await noteIs(two.page, 'Written while the edge was gone');

  await edge.stop();
  rmSync(data, { recursive: true, force: true });
  cpSync(copy, data, { recursive: true });
  await again();
  await note(two.page, 'And after the old copy came back');
  await syncNow(two.page);
  await syncNow(one.page);
  await noteIs(one.page, 'And after the old copy came back');
  assert.deepEqual(one.page.problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Failed to load/.test(problem)), []);
});
