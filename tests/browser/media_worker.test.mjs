// The media worker alone, as the app worker talks to it, on the real site under its real policy: same answers as the command line,
// one ending a ticket, originals that are kept, cancel, a damaged model, memory given back.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { MediaWasm } from '../../web/media_wasm.mjs';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { exactPng } from '../golden/exact_png.mjs';
import { openBrowser, repository, startEdge } from './harness.mjs';
import { ends, openWorker } from './media_stage.mjs';

const golden = JSON.parse(readFileSync(join(repository, 'tests/golden/answers.json'), 'utf8'));
const manifest = JSON.parse(readFileSync(join(repository, 'models/manifest.json'), 'utf8')).models[0];
const fixture = (name) => readFileSync(join(repository, 'tests/fixtures', name));
let edge;
let browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

describe('the media worker', () => {
  let media;
  before(async () => { media = await openWorker(browser, edge); });
  after(() => media?.close());

  it('fetches runtime and model once, with bytes counted up to all of them', async () => {
    const first = await media.analyse(fixture('images/exact.png'));
    assert.equal(first.type, 'photo_analysed', JSON.stringify(first));
    const steps = await media.page.evaluate(() => globalThis.heard.filter((m) => m.type === 'load_progressed'));
    assert.ok(steps.length > 10, `${steps.length} steps`);
    assert.ok(steps.every((step, i) => i === 0 || step.done_bytes >= steps[i - 1].done_bytes), 'it never goes back');
    assert.equal(steps.at(-1).done_bytes, steps.at(-1).total_bytes);
    assert.ok(steps.at(-1).total_bytes > 10_000_000);
    const second = await media.analyse(fixture('images/exact.png'));
    assert.ok(!second.said.includes('load_progressed'), second.said.join());
    assert.deepEqual(await media.page.evaluate(() => globalThis.policyViolations), []);
    assert.deepEqual(media.page.problems, []);
  });

  it('gives the golden answer to each of 20 pixel-exact photos', async () => {
    const judge = new MediaWasm(await instantiate(buildFolder(), 'media'));
    assert.ok(golden.photos.length >= 20);
    for (const then of golden.photos) {
      const now = await media.analyse(await exactPng(join(repository, 'tests/fixtures', then.file)));
      assert.equal(now.type, 'photo_analysed', `${then.file}: ${now.code}`);
      assert.equal(now.model_sha256, manifest.sha256);
      const worst = Math.max(...now.logits.map((logit, i) => Math.abs(logit - then.logits[i])));
      assert.ok(worst < 2e-3, `${then.file}: a score is off by ${worst}`);
      assert.ok(Math.abs(now.sharpness / then.sharpness - 1) < 1e-4, then.file);
      assert.ok(Math.abs(now.exposure - then.exposure) < 1e-5, then.file);
      const verdict = judge.verdict([now.logits], now.model_sha256);
      for (const key of ['state', 'rank', 'name', 'risk', 'confidence']) assert.equal(verdict[key], then.verdict[key], `${then.file}: ${key}`);
    }
  });

  it('sees a turned JPEG upright, and a CMYK one in its colours', async () => {
    for (const file of ['images/turned_6.jpg', 'images/cmyk.jpg']) {
      const then = golden.photos.find((photo) => photo.file === file);
      const now = await media.analyse(fixture(file));
      assert.equal(now.type, 'photo_analysed', file);
      // Another JPEG decoder: close, not equal.
      assert.ok(Math.abs(now.exposure - then.exposure) < 0.005, `${file}: exposure ${now.exposure} and ${then.exposure}`);
      assert.ok(Math.abs(now.sharpness / then.sharpness - 1) < 0.05, `${file}: sharpness ${now.sharpness} and ${then.sharpness}`);
      const { width_px, height_px } = await media.page.evaluate((ticket) => globalThis.heard.find((m) => m.type === 'photo_stored' && m.ticket === ticket), now.ticket);
      assert.deepEqual([width_px, height_px], [194, 160], file);
    }
  });

  it('stores the original, byte for byte, and a thumbnail before it judges', async () => {
    const bytes = fixture('photos/agaricus_augustus.jpg');
    const answer = await media.analyse(bytes);
    assert.deepEqual(answer.said.filter((type) => type.startsWith('photo_')), ['photo_stored', 'photo_analysed']);
    assert.equal(answer.photo, createHash('sha256').update(bytes).digest('hex'));
    const kept = await media.page.evaluate(async (photo) => {
      const root = await navigator.storage.getDirectory();
      const original = await (await (await root.getDirectoryHandle('photos')).getFileHandle(photo)).getFile();
      const thumbnail = await (await (await root.getDirectoryHandle('thumbnails')).getFileHandle(`${photo}.jpg`)).getFile();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await original.arrayBuffer()));
      const { width, height } = await createImageBitmap(thumbnail);
      return { sha256: [...digest].map((b) => b.toString(16).padStart(2, '0')).join(''), width, height };
    }, answer.photo);
    assert.deepEqual(kept, { sha256: answer.photo, width: 388, height: 320 });
    await media.send({ type: 'analyse_stored_photo', ticket: 9001, photo: answer.photo });
    const again = await media.page.evaluate(() => globalThis.ended(9001));
    assert.deepEqual(again.logits, answer.logits);
    await media.send({ type: 'delete_photo', photo: answer.photo });
    await media.send({ type: 'analyse_stored_photo', ticket: 9002, photo: answer.photo });
    assert.equal((await media.page.evaluate(() => globalThis.ended(9002))).code, 'decode_failed');
  });

  const bad = { 'empty.jpg': 'empty_file', 'letter.jpg': 'not_an_image', 'cut.jpg': 'decode_failed', 'bomb.png': 'too_large', 'speck.png': 'too_small', 'phone.heic': 'unsupported_format' };
  for (const [file, code] of Object.entries(bad)) {
    it(`${file} fails with ${code} and nothing is stored`, async () => {
      const answer = await media.analyse(fixture(`images/${file}`));
      assert.deepEqual([answer.type, answer.code, answer.said], ['analysis_failed', code, ['analysis_failed']]);
    });
  }

  it('takes the first frame of an animation', async () => {
    for (const file of ['animated.gif', 'animated.webp']) {
      const answer = await media.analyse(fixture(`images/${file}`));
      assert.equal(answer.type, 'photo_analysed', file);
      const then = golden.photos.find((photo) => photo.file === 'images/alpha.png'); // the same picture, not turned
      assert.ok(Math.abs(answer.exposure - then.exposure) < 0.02, `${file}: ${answer.exposure}`);
    }
  });

  it('ends every ticket of a burst once, in order, cancelled ones as cancelled', async () => {
    const base64 = fixture('photos/clothing_1.jpg').toString('base64');
    const told = await media.page.evaluate(async ({ base64: text, endings }) => {
      const file = new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], 'photo');
      const tickets = [7001, 7002, 7003, 7004];
      for (const ticket of tickets) globalThis.media.postMessage({ type: 'analyse_photo', ticket, slot: '', file });
      for (const ticket of [7002, 7004]) globalThis.media.postMessage({ type: 'cancel_ticket', ticket });
      await Promise.all(tickets.map(globalThis.ended));
      return globalThis.heard.filter((m) => tickets.includes(m.ticket) && endings.includes(m.type)).map((m) => [m.ticket, m.type]);
    }, { base64, endings: ends });
    assert.deepEqual(told, [[7001, 'photo_analysed'], [7002, 'analysis_cancelled'], [7003, 'photo_analysed'], [7004, 'analysis_cancelled']]);
  });

  it('lets the model go and loads it again from the cache', async () => {
    const before = await media.analyse(fixture('photos/clothing_1.jpg'));
    await media.send({ type: 'release_model' });
    const afterwards = await media.analyse(fixture('photos/clothing_1.jpg'));
    assert.ok(afterwards.said.includes('photo_analysed'));
    assert.deepEqual(afterwards.logits, before.logits);
  });
});

describe('the field kit', () => {
  it('says what is there, makes ready on demand, and can be cancelled half way', async () => {
    const media = await openWorker(browser, edge);
    await media.page.evaluate(() => caches.delete('hypha-field'));
    await media.send({ type: 'make_field_ready', ticket: 1, texts: true });
    await media.page.evaluate(() => globalThis.until((m) => m.type === 'load_progressed' && m.ticket === 1));
    await media.send({ type: 'cancel_ticket', ticket: 1 });
    assert.equal((await media.page.evaluate(() => globalThis.ended(1))).type, 'analysis_cancelled');
    await media.send({ type: 'make_field_ready', ticket: 2, texts: true });
    const { ready, done_bytes, total_bytes } = await media.page.evaluate(() => globalThis.ended(2));
    assert.deepEqual([ready, done_bytes], [true, total_bytes]);
    await media.close();
    const later = await openWorker(browser, edge);
    assert.equal((await later.page.evaluate(() => globalThis.until((m) => m.type === 'field_checked' && m.ticket === 0))).ready, true);
    await later.close();
  });

  it('drops a damaged model: offline it names nothing, online it heals', async () => {
    const media = await openWorker(browser, edge);
    await media.send({ type: 'make_field_ready', ticket: 900, texts: true });
    await media.page.evaluate(() => globalThis.ended(900));
    const spoil = () => media.page.evaluate(async () => {
      const cache = await caches.open('hypha-field');
      const request = (await cache.keys()).find(({ url }) => /hypha-fungi-[^/]*\.onnx$/.test(url));
      const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
      bytes[bytes.length >> 1] ^= 1; // one bit
      await cache.put(request, new Response(bytes));
      return request.url;
    });
    const url = await spoil();
    await media.analyse(fixture('images/letter.jpg')); // media.wasm is here; in the app it is part of the precached shell
    await edge.stop();
    const offline = await media.analyse(fixture('photos/clothing_1.jpg'));
    assert.deepEqual([offline.type, offline.code], ['analysis_failed', 'model_corrupt'], offline.detail);
    assert.ok(offline.said.includes('photo_stored'), 'the photo is kept all the same');
    assert.equal(await media.page.evaluate(async (model) => Boolean(await (await caches.open('hypha-field')).match(model)), url), false);
    const again = await media.analyse(fixture('photos/clothing_1.jpg'));
    assert.deepEqual([again.type, again.code], ['analysis_failed', 'model_unavailable']);
    edge = await startEdge({ port: edge.port });
    assert.equal((await media.analyse(fixture('photos/clothing_1.jpg'))).type, 'photo_analysed');
    await media.close();
  });
});
