// What a person does in a tab that does not own the database, or in the moment when it loses it, is written exactly once by the
// tab that does; also when the tabs die in between. The app on the real site, driven through the mirror and by dropping photos.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { choosePhotos, fixture, resultHeading, reveal } from './road.mjs';
import { desktop, newPage, openApp, openBrowser, startEdge } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); });
after(async () => { await edge?.stop(); });
afterEach(() => browser?.close());

async function openTab(path = '/') {
  const page = await newPage(browser.context);
  await openApp(page, edge, path);
  return page;
}

function drop(page, name) {
  const content = readFileSync(fixture(name)).toString('base64');
  return page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
    document.getElementById('stage').dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
  }, content);
}

const takeOver = (page) => page.getByRole('button', { name: 'Use Hypha here' }).click();
const isOther = (page) => page.getByRole('button', { name: 'Use Hypha here' }).waitFor();

// Awake no more, as far as others can tell: it holds lock and files and answers nothing.
async function deafen(page) {
  const worker = page.workers().find((each) => /app/.test(each.url()));
  await worker.evaluate(() => { setTimeout(() => { for (;;); }); });
}

test('a photo dropped on the tab that waits is read by the tab that owns, once, and both say so', async () => {
  browser = await openBrowser({ device: desktop });
  const owner = await openTab();
  const other = await openTab();
  await isOther(other);
  await drop(other, 'pluteus_cervinus.jpg');
  await other.getByRole('status').filter({ hasText: 'The other tab has written 1 change from here.' }).waitFor({ timeout: 60_000 });
  await owner.getByText(/1 of 4/).first().waitFor();
  await takeOver(other);
  await other.getByText(/1 of 4/).first().waitFor(); // not two
  assert.deepEqual([...owner.problems, ...other.problems], []);
});

test('a photo asked of an owner that does not answer outlives both tabs, and is one photo in the next', { timeout: 180_000 }, async () => {
  browser = await openBrowser({ device: desktop });
  const owner = await openTab();
  const other = await openTab();
  await isOther(other);
  await deafen(owner);
  await drop(other, 'pluteus_cervinus.jpg');
  await other.getByRole('status').filter({ hasText: 'Waiting for the other tab… 1 change is kept here' }).waitFor();
  await takeOver(other);
  await other.getByRole('status').filter({ hasText: 'The other tab does not answer yet.' }).waitFor();
  await other.close();
  await owner.close();
  const next = await openTab();
  await next.getByText(/1 of 4/).first().waitFor({ timeout: 60_000 });
  const again = await openTab();
  await isOther(again);
  await next.close();
  await again.getByText(/1 of 4/).first().waitFor(); // by itself, and still one
});

test('every letter of a note that was typed while the database went away is in it', { timeout: 180_000 }, async () => {
  browser = await openBrowser();
  const owner = await openTab();
  await choosePhotos(owner, [fixture('pluteus_cervinus.jpg')]);
  await resultHeading(owner);
  await owner.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
  await owner.getByRole('status').filter({ hasText: 'Saved to journal' }).waitFor();
  const other = await openTab('/#/journal');
  await isOther(other);
  await owner.getByRole('button', { name: 'Open in journal' }).click();
  const note = await reveal(owner, owner.getByRole('textbox', { name: 'Note' }));
  await note.click();
  await owner.evaluate(() => document.addEventListener('input', ({ target }) => { globalThis.typed = target.value; }, { capture: true }));
  const typing = owner.keyboard.type('Under a beech, near the second bend of the path, after rain. Smells of radish, gills free and pink.', { delay: 2 });
  await owner.waitForFunction(() => globalThis.typed?.length > 10);
  await takeOver(other);
  await typing;
  await isOther(owner);
  const typed = await owner.evaluate(() => globalThis.typed);
  await other.getByRole('heading', { name: '1 find' }).waitFor();
  await other.getByRole('list').getByRole('link').first().click();
  const field = other.getByRole('textbox', { name: 'Note' });
  await field.waitFor();
  await other.waitForFunction((text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text), typed, { timeout: 20_000 })
    .catch(async () => assert.equal(await field.inputValue(), typed));
});
