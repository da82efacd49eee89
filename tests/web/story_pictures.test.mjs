// Pictures of stories for the screen: what came, else what the service worker keeps, verified; never the network.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { load } from '../service_worker/load.mjs';
import { MemoryCaches } from '../service_worker/memory_caches.mjs';

const { StoryPictures } = await load('web/story_pictures.ts');

const picture = (text) => {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { text, sha256, path: `/v1/news/picture/${sha256}` };
};
const bytes = (text) => new TextEncoder().encode(text);
const textOf = async (pictures, { sha256 }) => (await pictures.blob(sha256)).text();
const shown = picture('RIFF…WEBP');
const before = { caches: globalThis.caches, fetch: globalThis.fetch };
let caches;

beforeEach(() => {
  caches = new MemoryCaches();
  Object.assign(globalThis, { caches, fetch: () => { throw new Error('the network was asked'); } });
});
afterEach(() => Object.assign(globalThis, before));

test('what came is drawn, as the bytes that came', async () => {
  const pictures = new StoryPictures();
  pictures.take(shown.path, bytes(shown.text));
  assert.equal(await textOf(pictures, shown), shown.text);
  assert.equal((await pictures.blob(shown.sha256)).type, 'image/webp');
  pictures.forgetAll();
  await assert.rejects(pictures.blob(shown.sha256), { name: 'NotFoundError' });
});

test('what the service worker keeps is drawn without the network, and only when it is what its name says', async () => {
  const cache = await caches.open('hypha-pictures');
  await cache.put(shown.path, new Response(shown.text));
  assert.equal(await textOf(new StoryPictures(), shown), shown.text);
  await cache.put(shown.path, new Response('RI?F…WEBP'));
  await assert.rejects(new StoryPictures().blob(shown.sha256), { name: 'NotFoundError' });
});

test('a picture that is nowhere is not found, and no cache is made for it', async () => {
  await assert.rejects(new StoryPictures().blob(shown.sha256), { name: 'NotFoundError' });
  assert.deepEqual(await caches.keys(), []);
});

test('answers about other news are no pictures, and of pictures the newest are held', async () => {
  const pictures = new StoryPictures();
  pictures.take('/v1/news/andes/now', bytes('list'));
  pictures.take(shown.path, bytes(shown.text));
  const others = Array.from({ length: 24 }, (_, i) => picture(String(i)));
  for (const { path, text } of others) pictures.take(path, bytes(text));
  for (const other of others) assert.equal(await textOf(pictures, other), other.text);
  await assert.rejects(pictures.blob(shown.sha256), { name: 'NotFoundError' });
});

test('a photo that a moderator asked for is held for the screen alone, one that did not come is not', async () => {
  const pictures = new StoryPictures();
  const ask = (ticket, method = 'GET') => pictures.expectHeld({ type: 'ask_edge', ticket, method, target: `/v1/contributions/photo/${shown.sha256}`, kind: '' });
  const answer = (ticket, status) => pictures.takeHeld({ type: 'edge_answered', ticket, status, sent_bytes: 0, received_bytes: 0, bytes: bytes(shown.text) });
  ask(1);
  answer(2, 200); // of another question
  answer(1, 404);
  answer(1, 200); // answered already
  ask(3, 'PUT'); // an author's upload
  answer(3, 200);
  await assert.rejects(pictures.blob(shown.sha256), { name: 'NotFoundError' });
  ask(4);
  answer(4, 200);
  assert.equal(await textOf(pictures, shown), shown.text);
  assert.deepEqual(await caches.keys(), []);
});
