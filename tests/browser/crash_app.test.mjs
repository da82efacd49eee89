// The real app killed with its whole browser while a person chooses photos and saves finds, at random moments, on one profile. After
// each kill the app must start, show every find that the result screen called saved, open each of them, and go on.
// HYPHA_SOAK_ROUNDS kills (3 without), HYPHA_SEED chooses the moments (a new one without, printed).
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { phone, startEdge, waitIdle } from './harness.mjs';
import { startKillable } from './killable_browser.mjs';
import { choosePhotos, fixture, resultHeading } from './road.mjs';
import { randomFrom, soak } from './soak.mjs';

const { rounds, seed } = soak(3);
let edge;
let profile;
before(async () => { edge = await startEdge(); profile = mkdtempSync(join(tmpdir(), 'hypha-crash-app-')); });
after(async () => { await edge?.stop(); if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 10 }); });

function photoOf(number) {
  const picture = readFileSync(fixture('pluteus_cervinus.jpg'));
  return { name: `photo_${number}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.concat([picture, Buffer.from(`number ${number}`)]) };
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function open(page, path) {
  await page.goto(edge.url + path);
  await page.locator('html[data-state="running"]').waitFor({ state: 'attached', timeout: 60_000 });
  await waitIdle(page);
}

// How many finds the journal shows.
async function finds(page) {
  await open(page, '/#/journal');
  const heading = page.getByRole('heading', { name: /^\d+ finds?$/ });
  const empty = page.getByRole('heading', { name: 'No finds yet' });
  await heading.or(empty).first().waitFor();
  return (await heading.count()) ? Number.parseInt(await heading.first().innerText(), 10) : 0;
}

test(`${rounds} kills of the app while it saves lose no find that was said to be saved`, { timeout: 120_000 + rounds * 60_000 }, async (t) => {
  const random = randomFrom(seed);
  t.diagnostic(`seed ${seed}, ${rounds} kills: HYPHA_SEED=${seed} HYPHA_SOAK_ROUNDS=${rounds}`);
  let saved = 0; // said to the person
  let tried = 0;
  let saveTime = 0;
  for (let round = 0; round <= rounds; ++round) {
    const killable = startKillable(profile, 'about:blank', [`--window-size=${phone.viewport.width},${phone.viewport.height}`]);
    try {
      const driver = await killable.connect();
      const page = driver.contexts()[0].pages()[0] ?? (await driver.contexts()[0].newPage());
      const found = await finds(page);
      assert.ok(found >= saved, `round ${round}: ${saved} were said to be saved, ${found} are in the journal`);
      assert.ok(found <= tried, `round ${round}: ${tried} were chosen, ${found} are in the journal`);
      assert.deepEqual((await page.getByRole('alert').allInnerTexts()).filter(Boolean), [], 'something is said to be wrong');
      saved = found;
      for (let index = 0; index < found; ++index) {
        await open(page, '/#/journal');
        await page.getByRole('list').getByRole('link').nth(index).click();
        await page.getByRole('note').filter({ hasText: 'Never eat a mushroom because of an app.' }).first().waitFor();
      }
      if (round === rounds) break;
      // The first find is saved in peace, model and runtime are downloaded with it; the second says how long one takes.
      const save = async () => {
        tried += 1;
        await open(page, '/#/identify');
        await choosePhotos(page, [photoOf(tried)]);
        await resultHeading(page);
        await page.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
        // Not the word "Saved to journal": that of the find before may still stand there.
        await page.getByRole('button', { name: 'Open in journal' }).waitFor();
        saved += 1;
      };
      if (round === 0) {
        await save();
        const began = performance.now();
        await save();
        saveTime = performance.now() - began;
      }
      const saving = (async () => { for (;;) await save(); })();
      saving.catch(() => undefined); // it ends with the browser
      await Promise.race([saving, pause(random() * 2 * saveTime)]); // the random moment is the test
    } finally {
      await killable.kill();
    }
  }
  assert.ok(saved > 0, 'nothing was saved');
  t.diagnostic(`${saved} finds of ${tried} begun are in the journal; one takes ${Math.round(saveTime)} ms`);
});
