// Lab › SQL and Open a copy in the real app, through the mirror alone: a query typed, run and read by its roles, CSV on the clipboard,
// a change made with the switch and undone, and copies of files that stock sqlite3 (WAL header and all) and sql.js made.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import initSqlJs from 'sql.js';
import { newPage, openApp, openBrowser, screenshot, startEdge, waitIdle } from './harness.mjs';

let edge, browser;
const folder = mkdtempSync(join(tmpdir(), 'hypha-sql-'));
before(async () => {
  edge = await startEdge();
  browser = await openBrowser();
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: edge.url });
});
after(async () => {
  await browser?.close();
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cells = (page) => page.getByRole('cell').allInnerTexts();
const cell = (page, name) => page.getByRole('cell', { name, exact: true }).waitFor();

// The card itself; the mirror's assertive region says the same once more.
const alert = (page) => page.locator('#mirror .screen').getByRole('alert');

async function run(page, sql) {
  const field = page.getByRole('textbox', { name: 'Your query' });
  await field.fill(sql);
  await field.press('Control+Enter');
}

async function openCopy(page, path) {
  await openApp(page, edge, '/#/me/data');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Open a copy/ }).press('Enter'); // it may lie below the fold
  await (await choosing).setFiles(path);
}

test('a query is typed, run by key and by tap, and read as a table', async (t) => {
  const page = await newPage(browser.context);
  t.after(() => page.close()); // the next page must find the storage free
  await openApp(page, edge, '/#/lab');
  await page.getByRole('link', { name: /^SQL/ }).click();
  await page.getByRole('heading', { level: 1, name: 'SQL' }).waitFor();
  await run(page, "SELECT 1 AS one, NULL AS none, x'0aff' AS bytes, 'ñ, \"q\"' AS text");
  await page.getByRole('table', { name: 'Result, 1 row' }).waitFor();
  assert.deepEqual(await page.getByRole('columnheader').allInnerTexts(), ['one', 'none', 'bytes', 'text']);
  const [one, none, bytes, text] = await cells(page);
  assert.deepEqual([one, none, text], ['1', 'NULL', 'ñ, "q"']);
  assert.match(bytes, /^x'0aff' · 2/);
  await page.getByRole('button', { name: 'Copy CSV' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied. Paste it where you like.' }).waitFor();
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n'), 'one,none,bytes,text\n1,,x\'0aff\',"ñ, ""q"""\n');
  await page.getByRole('textbox', { name: 'Your query' }).fill('SELECT sum(');
  await page.getByRole('button', { name: 'Run' }).click();
  await alert(page).filter({ hasText: 'incomplete input' }).waitFor();
  await screenshot(page, 'sql_mistake');
  assert.deepEqual(page.problems, []);
});

test('50,000 rows: offline, counted in full, copied and saved whole', async (t) => {
  const page = await newPage(browser.context);
  t.after(() => page.close()); // the next page must find the storage free
  await openApp(page, edge, '/#/lab/sql');
  await browser.context.setOffline(true);
  await run(page, 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i FROM n');
  const table = page.getByRole('table', { name: 'Result, 50,000 rows' });
  await table.waitFor();
  assert.equal(await table.getAttribute('aria-rowcount'), '50001');
  assert.ok((await cells(page)).length < 60);
  await page.getByRole('button', { name: 'Copy CSV' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied. Paste it where you like.' }).waitFor({ timeout: 60_000 });
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split(/\r?\n/);
  assert.equal(copied.length, 50_001);
  assert.equal(copied.at(-1), '50000');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save CSV' }).click();
  const file = await coming;
  assert.equal(file.suggestedFilename(), 'hypha-rows.csv');
  const path = join(folder, 'rows.csv');
  await file.saveAs(path);
  assert.deepEqual(readFileSync(path, 'utf8').trimEnd().split('\r\n'), copied);
  await browser.context.setOffline(false);
});

test('a change needs the switch, is undone, is kept over a reload; leaving undoes it', async (t) => {
  const page = await newPage(browser.context);
  t.after(() => page.close()); // the next page must find the storage free
  await openApp(page, edge, '/#/lab/sql');
  await run(page, "INSERT INTO setting VALUES ('by_hand', 'yes')");
  await alert(page).filter({ hasText: 'Turn on Allow changes' }).waitFor();
  await page.getByRole('switch', { name: 'Allow changes' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('heading', { name: '1 row changed' }).waitFor();
  await waitIdle(page);
  await screenshot(page, 'sql_change');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('status').filter({ hasText: 'Undone. Everything is as it was before.' }).waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('heading', { name: '1 row changed' }).waitFor();
  await page.getByRole('tab', { name: 'Me', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'Changes you did not keep were undone' }).waitFor();
  await openApp(page, edge, '/#/lab/sql');
  await run(page, "SELECT count(*) FROM setting WHERE key = 'by_hand'");
  await cell(page, '0');
  assert.deepEqual(await cells(page), ['0']);
  await waitIdle(page); // a write of the program's own would undo the change
  await page.getByRole('switch', { name: 'Allow changes' }).click();
  // A write of the program's own undoes a change that waits, and says so; a person then runs it again.
  const keep = page.getByRole('button', { name: 'Keep' });
  for (let tries = 0; tries < 3 && !(await keep.isVisible()); tries += 1) {
    await run(page, "INSERT INTO setting VALUES ('by_hand', 'kept')");
    await keep.waitFor({ timeout: 8000 }).catch(() => undefined);
  }
  await keep.click();
  await page.getByRole('heading', { name: '1 row changed' }).waitFor({ state: 'detached' });
  await page.reload();
  await openApp(page, edge, '/#/lab/sql');
  await run(page, "SELECT value FROM setting WHERE key = 'by_hand'");
  await cell(page, 'kept');
});

test('files of stock sqlite3 in WAL mode and of sql.js open as copies, read only; what is none is said to be none', async () => {
  const wal = join(folder, 'shell.db');
  execFileSync('python3', ['-c', `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA journal_mode = WAL')
db.execute('CREATE TABLE bird(name TEXT, seen INTEGER)')
db.execute("INSERT INTO bird VALUES ('wren', 3), ('owl', NULL)")
db.close()`, wal]);
  assert.equal(readFileSync(wal)[18], 2, 'the header does not say WAL');
  const page = await newPage(browser.context);
  await openCopy(page, wal);
  await page.getByRole('status').filter({ hasText: 'Copy: shell.db, read only' }).waitFor();
  await run(page, 'SELECT name, seen FROM bird ORDER BY name');
  await cell(page, 'owl');
  assert.deepEqual(await cells(page), ['owl', 'NULL', 'wren', '3']);
  await run(page, 'DELETE FROM bird');
  await alert(page).filter({ hasText: 'This can be read, not changed.' }).waitFor();
  await screenshot(page, 'sql_copy');
  await page.getByRole('button', { name: 'Close the copy' }).click();
  await page.getByRole('heading', { level: 1, name: 'SQL' }).waitFor({ state: 'detached' });

  const SQL = await initSqlJs();
  const theirs = new SQL.Database();
  theirs.run("CREATE TABLE \"two words\"(a); INSERT INTO \"two words\" VALUES (x'00'), (2.5)");
  const exported = join(folder, 'sqljs.sqlite');
  writeFileSync(exported, theirs.export());
  await openCopy(page, exported);
  await page.getByRole('button', { name: /^The first rows of two words/ }).click();
  await page.getByRole('table', { name: 'Result, 2 rows' }).waitFor();
  assert.equal((await cells(page)).at(-1), '2.5');

  const cut = join(folder, 'cut.db');
  writeFileSync(cut, readFileSync(wal).subarray(0, 5000));
  const none = join(folder, 'none.db');
  writeFileSync(none, 'no database at all, only some words');
  for (const [path, sentence] of [[cut, 'It is cut short'], [none, 'It is no SQLite database']]) {
    await openCopy(page, path);
    await alert(page).filter({ hasText: sentence }).waitFor();
  }
  assert.deepEqual(page.problems, []);
});
