// Nothing is lost, as a person sees it: a backup leaves and comes back with its photos, a damaged journal asks before anything is
// new, a newer one is only read. Driven through the mirror; the files in OPFS are damaged by a page of their own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, screenshot, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { flipBit, hashOf, makeNewer, ruin } from './journal_file.mjs';
import { choosePhotos, download, fixture, resultHeading, reveal, saveFind } from './road.mjs';

let edge;
const folder = mkdtempSync(join(tmpdir(), 'hypha-copies-'));
before(async () => { edge = await startEdge(); });
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// Originals and small pictures that are kept, by name and size.
const keptPhotos = (page) => page.evaluate(async () => {
  const kept = {};
  const root = await navigator.storage.getDirectory();
  for (const name of ['photos', 'thumbnails']) {
    try {
      for await (const handle of (await root.getDirectoryHandle(name)).values()) kept[`${name}/${handle.name}`] = (await handle.getFile()).size;
    } catch {
      // no such folder: nothing is kept
    }
  }
  return kept;
});

const asPython = (path, sql) => JSON.parse(execFileSync('python3', ['-c', `
import json, sqlite3, sys
print(json.dumps(sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]).fetchall()))`, path, sql], { encoding: 'utf8' }));

// As a browser puts a page aside: the database is closed whole, so that its file alone is the journal (nothing is left in the log).
async function closeApp(page) {
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  await page.getByRole('heading', { name: 'Hypha is open in another tab' }).waitFor();
  await page.close();
}

// On a page of the origin that holds nothing open: the app must be closed for it.
async function withJournalFile(browser, work) {
  const page = await browser.context.newPage();
  await page.goto(`${edge.url}/emergency.html`);
  const answer = await work(page);
  await page.close();
  return answer;
}

test('a backup with photos opens in Python, and brings everything back after everything was deleted, offline', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await openApp(page, edge);
  await waitControlled(page);
  await saveFind(page, edge, fixture('ganoderma_applanatum.jpg'));
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await openApp(page, edge, '/#/journal');
  await page.getByRole('link', { name: /today/ }).first().click();
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('on a beech stump, north side');
  await page.getByRole('button', { name: 'Back' }).click(); // the edit goes before it, in the same queue
  await page.getByRole('heading', { name: '2 finds' }).waitFor();
  const before = await keptPhotos(page);
  assert.equal(Object.keys(before).length, 4);

  await openApp(page, edge, '/#/me/data');
  const path = await download(page, folder, () => page.getByRole('button', { name: /^Back up with photos/ }).click());
  assert.match(path, /hypha-journal-\d{4}-\d\d-\d\d\.sqlite$/);
  await page.getByRole('status').filter({ hasText: 'Backup saved' }).waitFor();
  assert.deepEqual(asPython(path, 'PRAGMA integrity_check'), [['ok']]);
  assert.deepEqual(asPython(path, 'SELECT count(*), max(note) FROM observation WHERE saved = 1'), [[2, 'on a beech stump, north side']]);
  assert.deepEqual(asPython(path, 'SELECT part, count(*), sum(length(content)) > 10000 FROM backup_photo GROUP BY part ORDER BY part'), [['original', 2, 1], ['thumbnail', 2, 1]]);

  await (await reveal(page, page.getByRole('button', { name: /^Delete everything/ }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('status').filter({ hasText: '2 finds deleted' }).waitFor();
  await waitIdle(page);
  await assert.doesNotReject(page.waitForFunction(async () => {
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) if (name === 'photos') return false;
    return true;
  }));

  await own.context.setOffline(true);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Restore from a file/ }).click();
  await (await choosing).setFiles(path);
  const question = page.getByRole('dialog', { name: 'Replace your journal?' });
  await question.getByText(/holds 2 finds, 2 photos/).waitFor();
  await question.getByRole('button', { name: 'Replace it' }).click();
  await page.getByRole('status').filter({ hasText: 'Journal restored: 2 finds' }).waitFor();
  assert.deepEqual(await keptPhotos(page), before);
  await page.reload();
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: '2 finds' }).waitFor();
  await screenshot(page, 'copies_restored');
  await page.getByRole('link', { name: /today/ }).first().click();
  await page.getByText('on a beech stump, north side').or(page.getByRole('textbox', { name: 'Note' })).first().waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'on a beech stump, north side');
  await own.context.setOffline(false);
  assert.deepEqual(page.problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line)), []);
  await own.close();
});

test('a file that is no backup changes nothing and is said so', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await openApp(page, edge, '/#/me/data');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Restore from a file/ }).click();
  await (await choosing).setFiles(fixture('pluteus_cervinus.jpg'));
  await page.getByRole('alert').filter({ hasText: 'This file is no Hypha journal' }).first().waitFor();
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: '1 find' }).waitFor();
  await own.close();
});

test('a damaged journal asks, comes again when it is closed, and both roads lead back to finds', async () => {
  const own = await openBrowser();
  let page = await newPage(own.context);
  await saveFind(page, edge, fixture('ganoderma_applanatum.jpg')); // at rest the first automatic copy is taken
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await closeApp(page);
  await withJournalFile(own, flipBit);

  page = await newPage(own.context);
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { level: 1, name: 'Your journal did not open' }).waitFor();
  await page.getByText('hypha.db.damaged-1').waitFor();
  await page.getByRole('button', { name: 'Emergency card' }).waitFor();
  await page.getByText('2 finds, 2 photos').waitFor();
  await page.getByText('1 find, 1 photo').waitFor();
  await page.close(); // closed without a choice

  page = await newPage(own.context);
  await openApp(page, edge);
  await page.getByRole('heading', { level: 1, name: 'Your journal did not open' }).waitFor();
  await page.getByRole('link', { name: /^Identify a mushroom now/ }).click();
  await choosePhotos(page, [fixture('armillaria_mellea.jpg')]);
  await resultHeading(page);
  await openApp(page, edge, '/#/identify');
  await page.getByRole('button', { name: 'Choose', exact: true }).click();
  await page.getByRole('button', { name: 'Go on with this' }).click();
  await page.getByRole('status').filter({ hasText: '2 finds came back' }).waitFor();
  await page.getByRole('heading', { name: '2 finds' }).waitFor();
  await closeApp(page);
  await withJournalFile(own, ruin);

  page = await newPage(own.context);
  await openApp(page, edge, '/#/journal');
  await page.getByText('hypha.db.damaged-2').waitFor();
  await page.getByText('No find could be read from the damaged file itself.').waitFor();
  await page.getByRole('button', { name: 'Go back to this copy' }).click();
  await page.getByRole('status').filter({ hasText: 'came back' }).waitFor();
  await openApp(page, edge, '/#/me/data');
  await page.getByRole('heading', { name: 'hypha.db.damaged-1' }).waitFor();
  await page.getByRole('heading', { name: 'hypha.db.damaged-2' }).waitFor();
  assert.deepEqual(page.problems, []);
  await own.close();
});

test('a newer journal is read and not one byte of it changes', async () => {
  const own = await openBrowser();
  let page = await newPage(own.context);
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await closeApp(page);
  const hash = await withJournalFile(own, async (files) => {
    await makeNewer(files);
    return hashOf(files);
  });
  page = await newPage(own.context);
  await openApp(page, edge, '/#/journal');
  await page.getByRole('status').filter({ hasText: 'A newer Hypha wrote this journal' }).first().waitFor();
  await page.getByRole('heading', { name: '1 find' }).waitFor();
  await page.getByRole('link', { name: /today/ }).first().click();
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('changed');
  await note.blur();
  await page.getByRole('dialog', { name: 'A newer Hypha wrote this journal' }).getByRole('button', { name: 'Not now' }).click();
  await openApp(page, edge, '/#/identify');
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await page.getByRole('dialog', { name: 'A newer Hypha wrote this journal' }).waitFor();
  assert.deepEqual(page.problems, []);
  await closeApp(page);
  assert.equal(await withJournalFile(own, hashOf), hash);
  await own.close();
});
