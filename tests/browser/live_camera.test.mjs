// The live camera in Chromium, with films in place of a lens: a name that stands, none where the picture changes, nothing kept before
// the picture is taken, tracks that end when the screen is left, and words for a camera that may not be used.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { film, filmArguments, frameOf, granted } from './film.mjs';
import { newPage, openApp, openBrowser, startEdge, waitIdle } from './harness.mjs';
import { fixture, resultHeading } from './road.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-film-'));
let edge, mycena, browser;
before(async () => {
  edge = await startEdge();
  mycena = await film(join(folder, 'steady.mjpeg'), fixture('pluteus_cervinus.jpg'));
});
afterEach(async () => { await browser?.close(); browser = undefined; });
after(async () => { await edge?.stop(); rmSync(folder, { recursive: true, force: true }); });

// Remembers every track that the page was given and counts the frames that leave the window.
const watchCamera = (context) => context.addInitScript(() => {
  Object.assign(globalThis, { tracks: [], framesTaken: 0 });
  const devices = globalThis.MediaDevices?.prototype;
  if (!devices) return;
  const original = devices.getUserMedia;
  devices.getUserMedia = async function getUserMedia(wanted) {
    const stream = globalThis.filmStream ?? await original.call(this, wanted);
    globalThis.tracks.push(...stream.getTracks());
    return stream;
  };
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...more) {
    send.call(this, message, ...more);
    if (message?.type === 'frame_taken') {
      globalThis.framesTaken += 1;
      globalThis.onFrameTaken?.(globalThis.framesTaken);
    }
  };
});

const filesInStorage = (page) => page.evaluate(async () => {
  const found = [];
  const walk = async (directory, path) => {
    for await (const [name, entry] of directory.entries()) {
      if (entry.kind === 'directory') await walk(entry, `${path}${name}/`);
      else found.push(`${path}${name}`);
    }
  };
  await walk(await navigator.storage.getDirectory(), '/');
  return found.sort();
});

async function openCamera(page) {
  await page.getByRole('button', { name: 'Live camera' }).click();
  await page.getByRole('heading', { level: 1, name: 'Live camera' }).waitFor();
}

const steadyName = (page) => page.getByRole('heading', { level: 2, name: /Risk: / });

test('a name stands over a steady picture, nothing is kept before it is taken, and the picture becomes a find', async () => {
  browser = await openBrowser({ args: [granted, ...filmArguments(mycena)] });
  await watchCamera(browser.context);
  const page = await newPage(browser.context);
  await openApp(page, edge);
  const kept = await filesInStorage(page);
  await openCamera(page);
  await page.getByRole('img', { name: 'Picture of the live camera' }).waitFor();
  await steadyName(page).waitFor({ timeout: 120_000 });
  assert.match(await steadyName(page).innerText(), /^Likely Mycena, Genus\. Risk: Deadly look-alikes$/);
  await page.getByRole('img', { name: 'Risk: Deadly look-alikes' }).waitFor();
  await page.getByRole('note').filter({ hasText: 'Never eat a mushroom because of an app.' }).waitFor();
  assert.match(await page.locator('.live[role="log"]').innerText(), /^Likely Mycena/, 'the name is spoken');
  const video = await page.locator('video').boundingBox(), said = await page.getByRole('img', { name: 'Picture of the live camera' }).boundingBox();
  for (const side of ['x', 'y', 'width', 'height']) assert.ok(Math.abs(video[side] - said[side]) < 1, `${side} of the picture: ${video[side]} instead of ${said[side]}`);
  assert.ok(await page.evaluate(() => globalThis.framesTaken) >= 4);
  assert.deepEqual(await filesInStorage(page), kept, 'looking leaves no file');

  await page.keyboard.press('Space');
  assert.match(await resultHeading(page), /^Mycena/);
  assert.deepEqual(await page.evaluate(() => globalThis.tracks.map(({ readyState }) => readyState)), ['ended']);
  const photos = (await filesInStorage(page)).filter((file) => !kept.includes(file));
  assert.equal(photos.length, 2, `the photo and its small picture: ${photos}`);
  await page.goBack();
  await page.getByRole('button', { name: 'Live camera' }).waitFor();
  assert.deepEqual(page.problems, []);
});

test('leaving, hiding and coming back by the address: the tracks live exactly as long as the screen', async () => {
  browser = await openBrowser({ args: [granted, ...filmArguments(mycena)] });
  await watchCamera(browser.context);
  const page = await newPage(browser.context);
  await openApp(page, edge, '/#/identify/camera');
  await steadyName(page).waitFor({ timeout: 120_000 });
  const states = () => page.evaluate(() => globalThis.tracks.map(({ readyState }) => readyState));
  assert.deepEqual(await states(), ['live']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Live camera' }).waitFor();
  assert.deepEqual(await states(), ['ended']);
  assert.equal(await page.locator('video').isVisible(), false);
  await openCamera(page);
  await steadyName(page).waitFor();
  assert.deepEqual(await states(), ['ended', 'live']);

  // Hidden, as a browser says it; the other tab in front is not enough in a headless one.
  const hide = (hidden) => page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { value: now, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: now ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  assert.deepEqual(await states(), ['ended', 'ended']);
  await page.getByRole('heading', { level: 2, name: 'Opening the camera' }).waitFor();
  await hide(false);
  await steadyName(page).waitFor();
  assert.deepEqual(await states(), ['ended', 'ended', 'live']);

  // Taken away in the middle, as a permission that is revoked: words instead of a frozen picture.
  await page.evaluate(() => { const track = globalThis.tracks.at(-1); track.stop(); track.dispatchEvent(new Event('ended')); });
  await page.getByRole('alert').filter({ hasText: 'The camera stopped' }).first().waitFor();
  assert.equal(await steadyName(page).count(), 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await steadyName(page).waitFor();
  assert.deepEqual(page.problems, []);
});

test('a picture that is another mushroom with each frame gets no name', async () => {
  browser = await openBrowser();
  await watchCamera(browser.context);
  const page = await newPage(browser.context);
  const frames = [];
  for (const name of ['pluteus_cervinus.jpg', 'coprinellus_micaceus.jpg']) frames.push(await frameOf(page, fixture(name)));
  await openApp(page, edge);
  // Two mushrooms in turn, changed when a frame has been taken: the next one is the other.
  await page.evaluate(async (urls) => {
    const pictures = urls.map((src) => Object.assign(new Image(), { src }));
    await Promise.all(pictures.map((picture) => picture.decode()));
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    let now = 0;
    globalThis.filmStream = canvas.captureStream(0);
    const show = () => {
      context.drawImage(pictures[now], 0, 0);
      globalThis.filmStream.getVideoTracks()[0].requestFrame();
    };
    show();
    setInterval(show, 200);
    globalThis.onFrameTaken = (count) => {
      now = count % 2;
      show();
    };
    globalThis.namesSeen = [];
    new MutationObserver(() => {
      for (const heading of document.querySelectorAll('#mirror h2')) if (/Risk:/.test(heading.textContent)) globalThis.namesSeen.push(heading.textContent);
    }).observe(document.getElementById('mirror'), { subtree: true, childList: true, characterData: true });
  }, frames);
  await openCamera(page);
  await page.waitForFunction(() => globalThis.framesTaken >= 14, null, { timeout: 120_000 });
  await page.getByRole('heading', { level: 2, name: 'Looking …' }).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.namesSeen), []);
  // It stops changing, and the name comes.
  await page.evaluate(() => { globalThis.onFrameTaken = null; });
  await steadyName(page).waitFor({ timeout: 60_000 });
});

test('a camera that stands still agrees with nobody: each picture is looked at once', async () => {
  browser = await openBrowser();
  await watchCamera(browser.context);
  const page = await newPage(browser.context);
  const frame = await frameOf(page, fixture('coprinellus_micaceus.jpg'));
  await openApp(page, edge);
  await page.evaluate(async (src) => {
    const picture = Object.assign(new Image(), { src });
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    globalThis.filmStream = canvas.captureStream(0);
    globalThis.picturesShown = 0;
    globalThis.showPicture = () => {
      globalThis.picturesShown += 1;
      canvas.getContext('2d').drawImage(picture, 0, 0);
      globalThis.filmStream.getVideoTracks()[0].requestFrame();
    };
    showPicture(); // without one no camera opens
  }, frame);
  await openCamera(page);
  await page.getByRole('heading', { level: 2, name: 'Looking …' }).waitFor();
  for (let taken = 1; taken <= 3; taken += 1) {
    await page.evaluate(() => showPicture());
    await page.waitForFunction((least) => globalThis.framesTaken >= least, taken);
  }
  // Nothing tells that nothing comes: twice the time in which a picture is waited for.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 2_000)));
  assert.ok(await page.evaluate(() => globalThis.framesTaken <= globalThis.picturesShown));
  assert.equal(await steadyName(page).count(), 0, 'three pictures are not four');
});

test('light and zoom are offered where the device has them, and nowhere else', async () => {
  browser = await openBrowser({ args: [granted, ...filmArguments(mycena)] });
  await watchCamera(browser.context);
  const bare = await newPage(browser.context);
  await openApp(bare, edge, '/#/identify/camera');
  await bare.getByRole('heading', { level: 2, name: /Looking|Risk: / }).waitFor({ timeout: 120_000 });
  assert.equal(await bare.getByRole('switch', { name: 'Light' }).count() + await bare.getByRole('slider', { name: 'Zoom' }).count(), 0);
  await bare.close();

  // A film has neither: a device that has them says so, and what it is told is written down.
  await browser.context.addInitScript(() => {
    const track = MediaStreamTrack.prototype, offered = track.getCapabilities;
    globalThis.told = [];
    track.getCapabilities = function getCapabilities() { return { ...offered.call(this), torch: true, zoom: { min: 1, max: 5, step: 0.1 } }; };
    track.applyConstraints = async function applyConstraints({ advanced }) { globalThis.told.push(Object.assign({}, ...advanced)); };
  });
  const page = await newPage(browser.context);
  await openApp(page, edge, '/#/identify/camera');
  const light = page.getByRole('switch', { name: 'Light' }), zoom = page.getByRole('slider', { name: 'Zoom' });
  await light.click();
  await page.waitForFunction(() => globalThis.told.at(-1)?.torch === true);
  await page.getByRole('switch', { name: 'Light', checked: true }).waitFor();
  await zoom.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => globalThis.told.at(-1)?.zoom > 1);
  const told = await page.evaluate(() => globalThis.told.at(-1));
  assert.equal(told.torch, true, 'the light stays on');
  assert.ok(Math.abs(told.zoom - 1.2) < 0.01, `a twentieth of the way: ${told.zoom}`);
  await page.waitForFunction((element) => element.getAttribute('aria-valuetext') === '1.2 times', await zoom.elementHandle());
});

test('too dark is said instead of a name', async () => {
  const dark = await film(join(folder, 'dark.mjpeg'), fixture('pluteus_cervinus.jpg'), 0.06);
  browser = await openBrowser({ args: [granted, ...filmArguments(dark)] });
  await watchCamera(browser.context);
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await openCamera(page);
  await page.getByRole('heading', { level: 2, name: 'Too dark' }).waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => globalThis.framesTaken >= 7, null, { timeout: 60_000 });
  assert.equal(await steadyName(page).count(), 0);
});

test('a camera that may not be used is said in a sentence, and a photo can be chosen', async () => {
  browser = await openBrowser({ args: filmArguments(mycena) });
  const page = await newPage(browser.context);
  const session = await browser.context.newCDPSession(page);
  await session.send('Browser.setPermission', { permission: { name: 'camera' }, setting: 'denied', origin: new URL(edge.url).origin });
  await openApp(page, edge);
  await openCamera(page);
  await page.getByRole('alert').filter({ hasText: 'Hypha may not use the camera' }).first().waitFor();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose from gallery' }).click()]);
  await chooser.setFiles([fixture('pluteus_cervinus.jpg')]);
  await page.getByRole('button', { name: 'Live camera' }).waitFor(); // home again, with the photo in its view
  await waitIdle(page);
  await page.getByRole('button', { name: /^Profile, (taken|being read)/ }).waitFor();
  assert.deepEqual(page.problems, []);
});
