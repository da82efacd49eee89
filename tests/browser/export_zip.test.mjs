// Finds leave as a zip and come back, as a person sees it: a name is given and kept apart from the model's, the zip opens in Python and
// holds no hidden part of a photo, everything is deleted, the zip brings it back, the second time changes nothing; a damaged one is
// refused with a sentence. Driven through the mirror.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, repository, screenshot, startEdge, waitControlled, waitIdle } from './harness.mjs';
import { download, fixture, photoWithPlace, reveal, saveFind } from './road.mjs';

let edge;
const folder = mkdtempSync(join(tmpdir(), 'hypha-zip-'));
before(async () => { edge = await startEdge(); });
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function choose(page, button, path) {
  const choosing = page.waitForEvent('filechooser');
  await (await reveal(page, page.getByRole('button', { name: button }))).click();
  await (await choosing).setFiles(path);
}

const asPython = (script, ...args) => JSON.parse(execFileSync('python3', ['-c', `import json, sys, zipfile\n${script}`, ...args], { encoding: 'utf8' }));

test('a named find leaves as a zip, everything is deleted, and the zip brings it back; twice changes nothing', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await openApp(page, edge);
  await waitControlled(page);
  await saveFind(page, edge, photoWithPlace(folder, 'ganoderma_applanatum.jpg'));
  await saveFind(page, edge, fixture('pluteus_cervinus.jpg'));
  await openApp(page, edge, '/#/journal');
  await page.getByRole('link', { name: /today/ }).first().click();
  await page.getByRole('textbox', { name: 'Note' }).fill('on a beech stump');
  await (await reveal(page, page.getByRole('button', { name: /^(Name it|Other name)$/ }))).click();
  await page.getByRole('textbox', { name: 'Latin name' }).fill('pluteus cervinus');
  await waitIdle(page);
  await screenshot(page, 'name_find');
  await page.getByRole('button', { name: 'Keep this name' }).click();
  await page.getByRole('status').filter({ hasText: 'Your answer is kept' }).waitFor();
  await waitIdle(page);
  await screenshot(page, 'name_kept');

  await openApp(page, edge, '/#/me/data');
  const zip = await download(page, folder, async () => (await reveal(page, page.getByRole('button', { name: /^All finds with photos/ }))).click());
  assert.match(zip, /hypha-finds-\d{4}-\d\d-\d\d\.zip$/);
  const inside = asPython(`
z = zipfile.ZipFile(sys.argv[1])
finds = [json.loads(z.read(n)) for n in z.namelist() if n.endswith('find.json')]
print(json.dumps({'bad': z.testzip(), 'names': len(z.namelist()), 'hidden': b'42.8125' in open(sys.argv[1], 'rb').read(),
  'orientation': all(f['orientation'].startswith('Orientation only.') for f in finds),
  'people': [a['name'] for f in finds for a in f['answers_by_people']], 'models': sum(len(f['answers_by_model']) for f in finds)}))`, zip);
  assert.deepEqual(inside, { bad: null, names: 5, hidden: false, orientation: true, people: ['Pluteus cervinus'], models: 2 });
  const table = await download(page, folder, async () => (await reveal(page, page.getByRole('button', { name: /^Table of finds/ }))).click());
  assert.match(readFileSync(table, 'utf8'), /^occurrenceID,.*Pluteus cervinus/s);

  // What the person said becomes a label of the very same journal's backup.
  const backup = await download(page, folder, async () => (await reveal(page, page.getByRole('button', { name: /^Back up with photos/ }))).click());
  const labels = join(folder, 'labels');
  execFileSync(process.execPath, [join(repository, 'web/cli/hypha.mjs'), 'export-labels', backup, '--out', labels]);
  assert.match(readFileSync(join(labels, 'labels.csv'), 'utf8'), /^path,latin,view,find\r\nphotos\/[0-9a-f-]{36}-profile\.jpg,"Pluteus cervinus",profile,[0-9a-f-]{36}\r\n$/);

  await (await reveal(page, page.getByRole('button', { name: /^Delete everything/ }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('status').filter({ hasText: '2 finds deleted' }).waitFor();
  await waitIdle(page);

  await own.context.setOffline(true);
  const damaged = join(folder, 'damaged.zip');
  const bytes = readFileSync(zip);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(damaged, bytes);
  await openApp(page, edge, '/#/me/data');
  await choose(page, /^Add finds from a zip/, damaged);
  await page.getByRole('alert').filter({ hasText: 'This zip cannot be used' }).first().waitFor();
  await choose(page, /^Add finds from a zip/, zip);
  const question = page.getByRole('dialog', { name: 'Add 2 finds?' });
  await question.getByText(/holds 2 finds, 2 photos/).waitFor();
  await question.getByRole('button', { name: 'Add them' }).click();
  await page.getByRole('status').filter({ hasText: '2 finds added' }).waitFor();
  await waitIdle(page);
  await choose(page, /^Add finds from a zip/, zip);
  await page.getByRole('dialog', { name: 'Nothing new in this file' }).getByRole('button', { name: 'Close' }).click();

  await page.reload();
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: '2 finds' }).waitFor();
  await screenshot(page, 'zip_restored');
  await page.getByRole('link', { name: /Pluteus cervinus.*Your answer/ }).first().click();
  assert.equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'on a beech stump');
  await own.context.setOffline(false);
  assert.deepEqual(page.problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line)), []);
  await own.close();
});

test('a page for an expert is one file with the question, the answers and the photo', async () => {
  const own = await openBrowser();
  const page = await newPage(own.context);
  await saveFind(page, edge, photoWithPlace(folder, 'pluteus_cervinus.jpg'));
  await openApp(page, edge, '/#/journal');
  await page.getByRole('link', { name: /today/ }).first().click();
  await (await reveal(page, page.getByRole('button', { name: 'Ask an expert' }))).click();
  await page.getByRole('textbox', { name: 'Your question' }).fill('Pink gills: a Pluteus?');
  await waitIdle(page);
  await screenshot(page, 'ask_expert');
  const path = await download(page, folder, () => page.getByRole('button', { name: 'Share the page' }).click());
  const html = readFileSync(path, 'utf8');
  assert.match(html, /Orientation only\. Never eat a mushroom because of an app\./);
  assert.match(html, /Pink gills: a Pluteus\?/);
  const [, base64] = /src="data:image\/jpeg;base64,([^"]+)"/.exec(html);
  assert.equal(Buffer.from(base64, 'base64').includes('GPS'), false);
  const reader = await own.context.newPage(); // the page alone, as an expert opens it
  await reader.setContent(html);
  assert.equal(await reader.evaluate(() => document.images[0].decode().then(() => document.images[0].naturalWidth > 100)), true);
  await own.close();
});
