// Steps of the main road that several tests take: through the mirror's roles and the file chooser, as a person would.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp, waitIdle } from './harness.mjs';

export const fixture = (name) => join(dirname(fileURLToPath(import.meta.url)), '../fixtures/photos', name);

// Chooses files from the home screen; the result opens by itself.
export async function choosePhotos(page, files) {
  // Together: whichever fails first, nothing is left rejected with nobody listening.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose photos' }).click()]);
  await chooser.setFiles(files);
}

// The name of the result's heading once there is a verdict; the model and the runtime may have to be fetched first.
export async function resultHeading(page) {
  const heading = page.getByRole('heading', { level: 1, name: /percent|%|I don’t know|Not a mushroom/ });
  await heading.waitFor({ timeout: 120_000 });
  return heading.innerText();
}

/** One photo, named and kept. */
export async function saveFind(page, edge, file) {
  await openApp(page, edge, '/#/identify');
  await choosePhotos(page, [file]);
  await resultHeading(page);
  await page.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
  await page.getByRole('status').filter({ hasText: 'Saved to journal' }).waitFor();
  await waitIdle(page);
}

/** Where the file that `press` makes was put: under its own name, in `folder`. */
export async function download(page, folder, press) {
  const coming = page.waitForEvent('download');
  await press();
  const file = await coming;
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

// Scrolls until the control is in the middle of the screen, where no dock lies over it; a page still filling would move it from under the press.
export async function reveal(page, control) {
  await control.waitFor();
  await waitIdle(page);
  await page.mouse.move(200, 500);
  for (let i = 0, last = NaN; i < 20; i += 1) {
    const { y, height } = await control.boundingBox();
    if ((y > 120 && y + height < 640) || y === last) return control; // or the page ends here
    last = y;
    // wheel() resolves before the page has the event: what is idle then is still the idle of before it.
    await page.evaluate(() => { globalThis.wheelCame = new Promise((done) => addEventListener('wheel', done, { capture: true, once: true })); });
    await page.mouse.wheel(0, y - 380);
    await page.evaluate(() => globalThis.wheelCame.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
    await waitIdle(page);
  }
  throw new Error('the control cannot be scrolled to');
}

/** A fixture photo with what a phone hides in one, in `folder`: an EXIF with the words "GPS 42.8125 N" behind the start of the file. */
export function photoWithPlace(folder, name) {
  const photo = readFileSync(fixture(name));
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0GPS 42.8125 N', 'latin1');
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([photo.subarray(0, 2), segment, photo.subarray(2)]));
  return path;
}
