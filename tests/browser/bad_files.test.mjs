// Files that are no good photo: each gives its sentence, the app goes on, and a good photo afterwards is read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { newPage, openApp, openBrowser, startEdge, waitIdle } from './harness.mjs';
import { choosePhotos, fixture, resultHeading } from './road.mjs';

let edge, browser, page;
before(async () => {
  edge = await startEdge();
  browser = await openBrowser();
  page = await newPage(browser.context);
});
after(async () => { await browser?.close(); await edge?.stop(); });

const good = readFileSync(fixture('pluteus_cervinus.jpg'));

// A PNG header that promises width × height; its pixels are missing. CRCs do not matter to a header check.
function pngOf(width, height) {
  const chunk = (type, body) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

const heic = Buffer.concat([Buffer.from('000000186674797068656963000000006d69663168656963', 'hex'), Buffer.alloc(2000, 7)]);

const cases = [
  { name: 'empty.jpg', type: 'image/jpeg', bytes: Buffer.alloc(0), sentence: 'The file is empty' },
  { name: 'notes.jpg', type: 'image/jpeg', bytes: Buffer.from('a shopping list, not a picture\n'.repeat(50)), sentence: 'This file is not a picture' },
  { name: 'cut.jpg', type: 'image/jpeg', bytes: good.subarray(0, 400), sentence: 'The picture is damaged' },
  { name: 'huge.png', type: 'image/png', bytes: pngOf(10_000, 9_000), sentence: 'The picture is too large' },
  { name: 'tiny.png', type: 'image/png', bytes: pngOf(4, 4), sentence: /too small|damaged/ },
  { name: 'phone.heic', type: 'image/heic', bytes: heic, sentence: 'This browser cannot open this kind of picture' },
];

for (const { name, type, bytes, sentence } of cases) {
  test(`${name}: ${sentence}`, async () => {
    await openApp(page, edge);
    await choosePhotos(page, [{ name, mimeType: type, buffer: bytes }]);
    await page.getByText(sentence).first().waitFor({ timeout: 60_000 });
    assert.deepEqual(page.problems, []);
    await waitIdle(page);
  });
}

test('after all of them a good photo is read', async () => {
  await openApp(page, edge);
  const startOver = page.getByRole('button', { name: 'Start over' });
  if (await startOver.count()) await startOver.click();
  await choosePhotos(page, [fixture('pluteus_cervinus.jpg')]);
  assert.match(await resultHeading(page), /percent|%|I don’t know/);
});
