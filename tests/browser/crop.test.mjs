// Cropping in Chromium: a picture of a shirt beside a mushroom is no mushroom as a whole and one at its right end. By keys, mouse,
// wheel and fingers; the heat map lies in the part; the photo on the disk stays byte for byte what was chosen.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitIdle } from './harness.mjs';
import { choosePhotos, fixture, resultHeading } from './road.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-crop-'));
const both = join(folder, 'both.jpg');
let edge, browser;
before(async () => {
  edge = await startEdge();
  const made = await openBrowser();
  const page = await newPage(made.context);
  const url = await page.evaluate(async (photos) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 960 });
    const context = canvas.getContext('2d');
    for (const [at, base64] of photos.entries()) {
      const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${base64}`)).blob());
      const width = at === 0 ? 1440 : 960, scale = Math.max(width / picture.width, 960 / picture.height);
      const w = width / scale, h = 960 / scale;
      context.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, at * 1440, 0, width, 960);
    }
    return canvas.toDataURL('image/jpeg', 0.92);
  }, ['clothing_2.jpg', 'pluteus_cervinus.jpg'].map((name) => readFileSync(fixture(name)).toString('base64')));
  writeFileSync(both, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  await made.close();
});
afterEach(async () => { await browser?.close(); browser = undefined; });
after(async () => { await edge?.stop(); rmSync(folder, { recursive: true, force: true }); });

const square = (page) => page.getByRole('slider', { name: 'Part that is looked at' });
const says = async (page) => (await square(page).getAttribute('aria-valuetext')).match(/\d+/g).map(Number); // share, left, top

async function openCrop(page) {
  await page.getByRole('button', { name: 'Crop', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Crop the photo' }).waitFor();
  await waitIdle(page);
}

// Of every kept original: the SHA-256 of its bytes.
const keptOriginals = (page) => page.evaluate(async () => {
  const hashes = [];
  const walk = async (directory) => {
    for await (const [name, entry] of directory.entries()) {
      if (entry.kind === 'directory') await walk(entry);
      else if (/^[0-9a-f]{64}/.test(name)) {
        const digest = await crypto.subtle.digest('SHA-256', await (await entry.getFile()).arrayBuffer());
        hashes.push([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
    }
  };
  await walk(await navigator.storage.getDirectory());
  return hashes;
});

// How much redder the warmest 16 x 16 block of a strip is under the heat map: the glow is red, the veil is not.
const glow = (page, bare, lit) => page.evaluate(async (pictures) => {
  const [a, b] = await Promise.all(pictures.map(async (base64) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height), context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, picture.width, picture.height);
  }));
  let warmest = -255;
  for (let top = 0; top + 16 <= a.height; top += 16) {
    for (let left = 0; left + 16 <= a.width; left += 16) {
      let sum = 0;
      for (let y = top; y < top + 16; y += 1) for (let x = left; x < left + 16; x += 1) {
        const at = (y * a.width + x) * 4;
        sum += (b.data[at] - b.data[at + 2]) - (a.data[at] - a.data[at + 2]);
      }
      warmest = Math.max(warmest, sum / 256);
    }
  }
  return warmest;
}, [bare.toString('base64'), lit.toString('base64')]);

test('the part that keys choose is what is read, drawn under the heat map and kept, and the whole comes back', async () => {
  browser = await openBrowser();
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await choosePhotos(page, [both]);
  const whole = await resultHeading(page);
  assert.doesNotMatch(whole, /^Mycena/, 'the test is of no use: the whole is named already');
  const digest = createHash('sha256').update(readFileSync(both)).digest('hex');

  await openCrop(page);
  assert.deepEqual(await says(page), [100, 30, 0]);
  assert.equal(await page.getByRole('button', { name: 'Whole picture' }).isDisabled(), true);
  await square(page).focus();
  for (let press = 0; press < 18; press += 1) await page.keyboard.press('ArrowRight', { delay: 30 });
  await waitIdle(page);
  assert.deepEqual(await says(page), [100, 60, 0], 'it stops at the edge');
  await page.getByRole('button', { name: 'Use this part' }).click();
  await page.getByRole('heading', { level: 1, name: /^Mycena/ }).waitFor({ timeout: 60_000 });
  assert.ok((await keptOriginals(page)).includes(digest), 'the photo on the disk is the one that was chosen');

  // What is seen of it at the left lies outside of the part: under the veil, without a glow.
  await waitIdle(page);
  const left = { x: 20, y: 110, width: 160, height: 96 }, right = { x: 304, y: 110, width: 96, height: 96 };
  const bare = [await page.screenshot({ clip: left }), await page.screenshot({ clip: right })];
  await page.getByRole('tab', { name: 'Heat map' }).click();
  await page.getByText(/Bright areas spoke most for/).first().waitFor({ timeout: 60_000 });
  await waitIdle(page);
  const lit = [await page.screenshot({ clip: left }), await page.screenshot({ clip: right })];
  const blank = await newPage(browser.context); // the app's policy reads no data URL
  const outside = await glow(blank, bare[0], lit[0]), inside = await glow(blank, bare[1], lit[1]);
  await blank.close();
  assert.ok(inside > 40 && outside < 15, `glow inside ${inside}, outside ${outside}`);

  // After a reload the part is still what counts, and undoing it gives back the first answer.
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /^Mycena/ }).waitFor({ timeout: 60_000 });
  await openCrop(page);
  assert.deepEqual(await says(page), [100, 60, 0]);
  await page.getByRole('button', { name: 'Whole picture' }).click();
  const title = page.getByRole('heading', { level: 1, name: whole });
  await title.waitFor({ timeout: 60_000 });
  assert.deepEqual(page.problems, []);
});

test('fingers, mouse and wheel move and resize the square; too small is refused', async () => {
  browser = await openBrowser();
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await choosePhotos(page, [both]);
  await resultHeading(page);
  await openCrop(page);
  const box = await square(page).boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };

  // The wheel towards the person: smaller.
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, 400);
  await waitIdle(page);
  const [smaller] = await says(page);
  assert.ok(smaller < 80 && smaller > 40, `${smaller} percent after the wheel`);

  // The mouse drags it to the left edge.
  await page.mouse.down();
  await page.mouse.move(middle.x - 60, middle.y, { steps: 4 });
  await page.mouse.move(middle.x - 300, middle.y, { steps: 4 });
  await page.mouse.up();
  await waitIdle(page);
  assert.equal((await says(page))[1], 0);

  // Two fingers go apart: larger again.
  const session = await browser.context.newCDPSession(page);
  const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([id, x, y]) => ({ id, x, y })) });
  await touch('touchStart', [1, middle.x - 20, middle.y], [2, middle.x + 20, middle.y]);
  await touch('touchMove', [1, middle.x - 30, middle.y], [2, middle.x + 30, middle.y]);
  await touch('touchEnd');
  await waitIdle(page);
  const [larger] = await says(page);
  assert.ok(larger > smaller * 1.3, `${larger} percent after ${smaller}`);

  // Smaller and smaller, to fewer pixels than can be read.
  await square(page).focus();
  for (let press = 0; press < 40; press += 1) await page.keyboard.press('-', { delay: 20 });
  await page.getByText('Too small to read. Make the square larger.').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Use this part' }).isDisabled(), true);
  await page.keyboard.press('Escape');
  await resultHeading(page);
  assert.deepEqual(page.problems, []);
});
