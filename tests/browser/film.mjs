// Films for Chromium's camera made of files: an MJPEG is JPEGs one after the other, made here from the photos of the fixtures.
// Each picture fills the middle square of 640 x 480, which is what the network looks at.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumArguments } from './harness.mjs';

export const filmArguments = (film) => ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
export const granted = '--use-fake-ui-for-media-stream';

/** The photo as one frame, a data URL. `light` 1: as it is. */
export async function frameOf(page, photo, light = 1) {
  return page.evaluate(async ([base64, brightness]) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${base64}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const scale = 480 / Math.min(picture.width, picture.height);
    context.filter = `brightness(${brightness})`;
    context.drawImage(picture, 320 - (picture.width * scale) / 2, 240 - (picture.height * scale) / 2, picture.width * scale, picture.height * scale);
    return canvas.toDataURL('image/jpeg', 0.92);
  }, [readFileSync(photo).toString('base64'), light]);
}

/** Writes a film of one photo to `path`. */
export async function film(path, photo, light) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArguments });
  try {
    const url = await frameOf(await browser.newPage(), photo, light);
    const frame = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    writeFileSync(path, Buffer.concat(Array.from({ length: 30 }, () => frame)));
  } finally {
    await browser.close();
  }
  return path;
}
