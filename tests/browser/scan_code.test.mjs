// A second phone comes in by its camera: the sheet shows what the camera sees, the QR code of the first phone's screen is read from it,
// the device is paired and the camera let go. Chromium on Linux has no reader of codes: the test gives the page one that finds the
// modules in the pixels of the video and reads them as the standard says (tests/web/qr_reading.mjs). All else is real.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { film, filmArguments, granted } from './film.mjs';
import { newPage, openApp, openBrowser, screenshot, startEdge, waitIdle } from './harness.mjs';
import { reveal } from './road.mjs';
import { readQr } from '../web/qr_reading.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-scan-'));
let edge;
before(async () => { edge = await startEdge(); });
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const press = async (page, name) => (await reveal(page, page.getByRole('button', { name, exact: true }))).click();

// In the page. The code fills the middle square of the film (film.mjs) and is all that is dark there; a finder pattern is 7 modules wide.
function giveReader() {
  globalThis.BarcodeDetector = class {
    async detect(video) {
      const { videoWidth: width, videoHeight: height } = video;
      if (width === 0 || video.getBoundingClientRect().width === 0) throw new DOMException('there is no picture yet', 'InvalidStateError');
      if (!globalThis.readerIsOn) return [];
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context.drawImage(video, 0, 0);
      const { data } = context.getImageData((width - height) / 2, 0, height, height);
      const isDark = (x, y) => data[4 * (Math.round(y) * height + Math.round(x))] < 128;
      let [left, right, top] = [height, 0, height];
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < height; x += 1) if (isDark(x, y)) [left, right, top] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y)];
      }
      let finder = left;
      while (isDark(finder, top + 3)) finder += 1;
      const count = Math.round((right - left) / ((finder - left) / 7));
      const module = (right - left) / count;
      const rows = Array.from({ length: count }, (_, y) => Array.from({ length: count }, (_, x) => (isDark(left + (x + 0.5) * module, top + (y + 0.5) * module) ? '1' : '0')).join(''));
      return [{ rawValue: await globalThis.readQr(rows) }];
    }
  };
}

test('a phone joins by the code that its camera sees, and the camera is let go', { timeout: 120_000 }, async () => {
  const first = await openBrowser();
  const one = await newPage(first.context);
  await openApp(one, edge, '/#/me/sync');
  await press(one, 'Begin on this device');
  await one.getByText(/^All safe: 1 device/).first().waitFor({ timeout: 60_000 });
  await press(one, 'Add a device');
  const code = await reveal(one, one.getByRole('img', { name: 'QR code of these words' }));
  const seen = join(folder, 'seen.jpeg');
  writeFileSync(seen, await one.screenshot({ type: 'jpeg', quality: 95, clip: await code.boundingBox() }));

  const second = await openBrowser({ args: [granted, ...filmArguments(await film(join(folder, 'seen.mjpeg'), seen))] });
  await second.context.exposeFunction('readQr', readQr);
  await second.context.addInitScript(giveReader);
  const two = await newPage(second.context);
  await openApp(two, edge, '/#/me/sync');
  await press(two, 'Read its code');
  await two.getByRole('dialog').getByText('Hold the camera over the code').waitFor();
  const tracks = () => two.evaluate(() => document.querySelector('video')?.srcObject?.getVideoTracks().map(({ readyState }) => readyState) ?? []);
  assert.deepEqual(await tracks(), ['live']);
  await waitIdle(two);
  await screenshot(two, 'sync-scan');
  await two.getByRole('button', { name: 'Cancel' }).click();
  await two.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(await tracks(), []);

  await press(two, 'Read its code');
  await two.getByRole('dialog').getByText('Hold the camera over the code').waitFor();
  await two.evaluate(() => { globalThis.readerIsOn = true; });
  await two.getByText(/^All safe: 2 devices/).first().waitFor({ timeout: 60_000 });
  assert.deepEqual(await tracks(), []);
  await press(one, 'Sync now');
  await one.getByText(/^All safe: 2 devices/).first().waitFor({ timeout: 60_000 }); // it hears of the other at the end of its round
  assert.deepEqual([...one.problems, ...two.problems], []);
  await first.close();
  await second.close();
});
