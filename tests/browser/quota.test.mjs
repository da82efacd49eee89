// A device that becomes full while photos are taken: the quota of the origin is made small (it holds for OPFS and for caches in
// this Chromium, which the first test proves on its own), then photos of several megabytes are chosen through the app until
// nothing fits. Downloads must go before a find is refused, the sentence must say how much is missing, and deleting as much
// must be enough to go on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { choosePhotos, fixture, resultHeading } from './road.mjs';
import { newPage, openApp, openBrowser, startEdge, waitControlled, waitIdle } from './harness.mjs';

const kPhotoBytes = 4_000_000;
let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

// A small JPEG with zeros behind its end: quick to read, large to keep, and each number another photo.
function photoOf(number) {
  const picture = readFileSync(fixture('pluteus_cervinus.jpg'));
  const bytes = Buffer.alloc(kPhotoBytes);
  picture.copy(bytes);
  bytes.writeUInt32LE(number, kPhotoBytes - 4);
  return { name: `photo_${number}.jpg`, mimeType: 'image/jpeg', buffer: bytes };
}

const usage = (page) => page.evaluate(async () => (await navigator.storage.estimate()).usage);

async function setQuota(page, quotaSize) {
  page.devtools ??= await browser.context.newCDPSession(page); // the small quota ends with it
  await page.devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(edge.url).origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
}

const fieldFiles = (page) => page.evaluate(async () => ((await caches.has('hypha-field')) ? (await (await caches.open('hypha-field')).keys()).length : 0));

test('a small quota refuses bytes of OPFS files, and gives room back for what is deleted', async () => {
  const page = await newPage(browser.context);
  await page.goto(`${edge.url}/404.html`);
  await setQuota(page, (await usage(page)) + 3_000_000);
  const answer = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const write = async (name, bytes) => {
      const writable = await (await root.getFileHandle(name, { create: true })).createWritable();
      try {
        await writable.write(new Uint8Array(bytes));
        await writable.close();
        return 'written';
      } catch (problem) {
        await writable.abort().catch(() => undefined);
        return problem.name;
      }
    };
    const answers = [await write('a', 2_000_000), await write('b', 2_000_000)];
    await root.removeEntry('a');
    answers.push(await write('b', 2_000_000));
    await root.removeEntry('b');
    return answers;
  });
  assert.deepEqual(answer, ['written', 'QuotaExceededError', 'written']);
  await setQuota(page);
  await page.close();
});

test('photos until the device is full: downloads go first, the sentence names what is missing, deleting as much is enough', async (t) => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await choosePhotos(page, [photoOf(0)]);
  const heading = await resultHeading(page);
  const save = async () => {
    await page.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
    await page.getByRole('button', { name: 'Open in journal' }).waitFor(); // the toast of the find before may still stand there
  };
  await save();
  await waitIdle(page);
  assert.ok((await fieldFiles(page)) > 0, 'the field kit is not kept');
  // What an update that was cut off may leave: nobody needs it, so it goes before the kit.
  await page.evaluate(async (bytes) => {
    const old = await caches.open('hypha-shell-000000000000');
    await old.put('/app/old.js', new Response(new Uint8Array(bytes)));
  }, 2 * kPhotoBytes);
  const hasOldShell = () => page.evaluate(() => caches.has('hypha-shell-000000000000'));
  const before = await usage(page);
  await setQuota(page, before + kPhotoBytes + 2_000_000);

  // Each find is named and saved, although the device is full after one more.
  let taken = 1;
  const made = page.getByRole('status').filter({ hasText: 'Space was made for your finds' });
  const full = page.getByRole('alert').filter({ hasText: 'There is no space left' });
  while (!(await full.count())) {
    assert.ok(taken < 20, 'the device is never full');
    await openApp(page, edge, '/#/identify');
    await choosePhotos(page, [photoOf(taken)]);
    await page.getByRole('heading', { level: 1, name: heading }).or(full).first().waitFor({ timeout: 60_000 });
    if (await full.count()) break;
    await save();
    taken += 1;
    if (taken === 3) {
      assert.equal(await hasOldShell(), false, 'the old shell is still there');
      assert.ok((await fieldFiles(page)) > 0, 'the kit went before the old shell');
    }
    if (taken === 6) {
      await made.first().waitFor();
      assert.match(await made.first().innerText(), /parts that name mushrooms were removed, \d+(\.\d)?\sMB in all.*They come back with one/s);
      assert.equal(await fieldFiles(page), 0, 'the field kit is still there');
    }
  }
  t.diagnostic(`${taken} finds of 4 MB fit, after ${Math.round(before / 1e6)} MB with the field kit, and room for one more`);
  assert.ok(taken > 6, `only ${taken} finds: the downloads did not make room`);
  assert.match(await full.first().innerText(), /About \d\.\d\sMB more is needed\. Saved finds are kept/);

  const refused = new URL(page.url()).hash; // the find whose photo did not fit

  // Everything that was saved is there.
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: `${taken} finds` }).waitFor();
  // It said how much is missing: a photo and what rows need, which is more than one find gives back (the database may be about to take
  // over what its log holds). So two finds go, and the next photo fits.
  for (const left of [taken - 1, taken - 2]) {
    await page.getByRole('link', { name: new RegExp(heading.split(/[ ,]/)[0]) }).first().click();
    await page.getByRole('button', { name: 'Delete this find' }).press('Enter'); // it stands at the end of a long page
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: `${left} finds` }).waitFor();
    await waitIdle(page);
  }
  await openApp(page, edge, `/${refused}`);
  await choosePhotos(page, [photoOf(100)]);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor({ timeout: 60_000 });
  await save();
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: `${taken - 1} finds` }).waitFor();

  // With space and a connection the kit comes back.
  await setQuota(page);
  await openApp(page, edge, '/#/me/ready');
  await page.getByRole('button', { name: /^Make ready/ }).first().click();
  await page.waitForFunction(async () => (await (await caches.open('hypha-field')).keys()).length > 0);
  await page.close();
});
