// Photos as large as phones make them: what the browser decodes small must be what it would have decoded in full, however the camera
// was held, and the memory that a photo took comes back.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtSite, newPage, openBrowser, repository, startEdge } from './harness.mjs';

const worker = `/app/${readdirSync(join(builtSite, 'app')).find((name) => /^media_worker-.*\.js$/.test(name))}`;
let edge;
let browser;
let page;

before(async () => {
  edge = await startEdge();
  browser = await openBrowser();
  page = await newPage(browser.context);
  await page.goto(`${edge.url}/404.html`);
  await page.evaluate(async ({ url, base64 }) => {
    const waiting = new Map();
    globalThis.openMedia = () => {
      globalThis.media = new Worker(url, { type: 'module' });
      globalThis.media.onmessage = ({ data }) => {
        if (data.type === 'photo_stored') globalThis.stored = data;
        if (['photo_analysed', 'analysis_failed'].includes(data.type)) waiting.get(data.ticket)(data);
      };
    };
    globalThis.openMedia();
    let next = 0;
    globalThis.analyse = (file) => new Promise((found) => {
      next += 1;
      waiting.set(next, found);
      globalThis.media.postMessage({ type: 'analyse_photo', ticket: next, slot: '', file });
    });
    // A photo of 4000 x 3000: a small one enlarged, with grain in it so that there is detail at every scale.
    const small = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    context.drawImage(small, 0, 0, 4000, 3000);
    const pixels = context.getImageData(0, 0, 4000, 3000);
    let state = 1;
    for (let i = 0; i < pixels.data.length; i += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const grain = (state >>> 27) - 16;
      for (let channel = 0; channel < 3; channel += 1) pixels.data[i + channel] += grain;
    }
    context.putImageData(pixels, 0, 0);
    globalThis.large = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  }, { url: worker, base64: readFileSync(join(repository, 'tests/fixtures/photos/agaricus_augustus.jpg')).toString('base64') });
});
after(async () => { await browser?.close(); await edge?.stop(); });

// The EXIF segment that says how the camera was held, put behind the start of the JPEG.
const withOrientation = (number) => page.evaluate(async (orientation) => {
  const bytes = new Uint8Array(await globalThis.large.arrayBuffer());
  const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const file = new Blob([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], { type: 'image/jpeg' });
  const answer = await globalThis.analyse(file);
  const { width_px, height_px, thumbnail } = globalThis.stored;
  const { width, height } = await createImageBitmap(thumbnail);
  return { ...answer, width_px, height_px, thumbnail: [width, height] };
}, number);

describe('a photo of 12 megapixels', () => {
  it('has the scores of the full decode although it is decoded small', async () => {
    const { small, full, isSmall } = await page.evaluate(async () => {
      const decoder = new ImageDecoder({ data: await globalThis.large.arrayBuffer(), type: 'image/jpeg', desiredWidth: 1000, desiredHeight: 750 });
      const { image } = await decoder.decode();
      const size = image.codedWidth;
      image.close();
      // The full decode of the same JPEG, handed over as pixels that nobody shrinks.
      const bitmap = await createImageBitmap(globalThis.large);
      const canvas = new OffscreenCanvas(4000, 3000);
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      const whole = await canvas.convertToBlob({ type: 'image/png' });
      return { small: await globalThis.analyse(globalThis.large), full: await globalThis.analyse(whole), isSmall: size === 1000 };
    });
    assert.ok(isSmall, 'this browser decodes JPEG small');
    assert.equal(small.type, 'photo_analysed', small.detail);
    assert.equal(full.type, 'photo_analysed', full.detail);
    const worst = Math.max(...small.logits.map((logit, i) => Math.abs(logit - full.logits[i])));
    assert.ok(Math.abs(small.exposure - full.exposure) * 255 < 0.2, `exposure ${small.exposure} and ${full.exposure}`);
    assert.ok(Math.abs(small.sharpness / full.sharpness - 1) < 0.1, `sharpness ${small.sharpness} and ${full.sharpness}`);
    assert.ok(worst < 0.1, `a score is off by ${worst}`);
  });

  it('is seen upright in all eight ways to hold a camera', async () => {
    const upright = await withOrientation(1);
    assert.deepEqual([upright.width_px, upright.height_px, upright.thumbnail], [4000, 3000, [640, 480]]);
    for (let number = 2; number <= 8; number += 1) {
      const turned = await withOrientation(number);
      const sides = number >= 5 ? [3000, 4000, [480, 640]] : [4000, 3000, [640, 480]];
      assert.deepEqual([turned.width_px, turned.height_px, turned.thumbnail], sides, `orientation ${number}`);
      assert.ok(Math.abs(turned.exposure - upright.exposure) < 1e-4, `orientation ${number}`);
    }
    // A turned picture really is another picture to the network.
    const half = await withOrientation(3);
    assert.ok(Math.max(...half.logits.map((logit, i) => Math.abs(logit - upright.logits[i]))) > 0.01);
  });
});
