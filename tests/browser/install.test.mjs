// Chromium itself says whether the app can be installed, through the DevTools protocol; the manifest's pictures are real.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

test('Chromium finds nothing that keeps the app from being installed', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  const protocol = await browser.context.newCDPSession(page);
  const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId), []);
  const { errors, url } = await protocol.send('Page.getAppManifest');
  assert.deepEqual({ errors, path: new URL(url).pathname }, { errors: [], path: '/manifest.webmanifest' });
});

test('icons, shortcuts and screenshots of the manifest have the size they claim', async () => {
  const page = await newPage(browser.context);
  await page.goto(`${edge.url}/emergency.html`);
  const manifest = await (await fetch(`${edge.url}/manifest.webmanifest`)).json();
  const pictures = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons), ...manifest.screenshots];
  assert.ok(manifest.icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512'));
  assert.ok(manifest.screenshots.some(({ form_factor: form }) => form === 'narrow') && manifest.screenshots.some(({ form_factor: form }) => form === 'wide'));
  for (const { src, sizes } of pictures) {
    const size = await page.evaluate(async (address) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, src);
    assert.equal(size, sizes, src);
  }
  assert.deepEqual(manifest.share_target.params.files[0].name, 'photos');
});

test('a shared photo is kept without a network and waits for the app', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await browser.context.setOffline(true);
  // As the system does it: a form post that navigates. The emergency page runs no script that would take the photo.
  await page.goto(`${edge.url}/emergency.html`);
  const kept = await page.evaluate(async () => {
    const form = new FormData();
    form.append('photos', new File([new Uint8Array([1, 2, 3])], 'from the gallery.jpg', { type: 'image/jpeg' }));
    const answer = await fetch('/share-target', { method: 'POST', body: form, redirect: 'manual' });
    const inbox = await caches.open('hypha-shared');
    const [request] = await inbox.keys();
    const photo = await inbox.match(request);
    return { type: answer.type, bytes: (await photo.arrayBuffer()).byteLength, name: decodeURIComponent(photo.headers.get('X-Name')) };
  });
  assert.deepEqual(kept, { type: 'opaqueredirect', bytes: 3, name: 'from the gallery.jpg' });
  await openApp(page, edge);
  await page.waitForFunction(async () => (await (await caches.open('hypha-shared')).keys()).length === 0);
  await browser.context.setOffline(false);
});
