// Photos that another app shares: kept in order, handed over once, and not lost when the app is not there to take them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';
import { MemoryCaches } from './memory_caches.mjs';

const { keepShared, takeShared } = await load('service-worker/share_inbox.ts');
const photo = (name, text = name) => new File([text], name, { type: 'image/jpeg' });
function form(...entries) {
  const made = new FormData();
  for (const entry of entries) made.append('photos', entry);
  return made;
}

// Deleting follows the promise that take() answers.
const settled = () => new Promise((done) => setImmediate(done));

test('photos come out as they went in, oldest first, and go when they are settled', async () => {
  const caches = new MemoryCaches();
  assert.equal(await keepShared(form(photo('níscalo 1.jpg'), photo('b.jpg')), 1000, caches), 2);
  assert.equal(await keepShared(form(photo('c.jpg')), 2000, caches), 1);
  const taken = [];
  assert.equal(await takeShared(caches, async (file) => taken.push(file)), 3);
  await settled();
  assert.deepEqual(taken.map(({ name, type }) => [name, type]), [['níscalo 1.jpg', 'image/jpeg'], ['b.jpg', 'image/jpeg'], ['c.jpg', 'image/jpeg']]);
  assert.equal(await taken[0].text(), 'níscalo 1.jpg');
  assert.equal(await takeShared(caches, () => assert.fail('a photo came twice')), 0);
});

test('a photo that is not settled is handed over again, under the same key', async () => {
  const caches = new MemoryCaches();
  await keepShared(form(photo('a.jpg'), photo('b.jpg')), 1000, caches);
  const first = new Map(), again = new Map();
  let settleB;
  await takeShared(caches, (file, key) => { first.set(file.name, key); return new Promise((done) => { if (file.name === 'b.jpg') settleB = done; }); });
  settleB();
  await settled();
  await takeShared(caches, async (file, key) => again.set(file.name, key));
  assert.deepEqual([...again], [['a.jpg', first.get('a.jpg')]]);
  assert.notEqual(first.get('a.jpg'), first.get('b.jpg'));
});

test('what was not taken stays', async () => {
  const caches = new MemoryCaches();
  await keepShared(form(photo('a.jpg'), photo('b.jpg')), 1000, caches);
  await assert.rejects(takeShared(caches, () => { throw new Error('the app is not ready'); }));
  const taken = [];
  await takeShared(caches, async ({ name }) => taken.push(name));
  assert.deepEqual(taken, ['a.jpg', 'b.jpg']);
});

test('texts are not photos, and a flood has an end', async () => {
  const caches = new MemoryCaches();
  assert.equal(await keepShared(form('just words'), 1000, caches), 0);
  assert.equal(await keepShared(form(...Array.from({ length: 30 }, (_, i) => photo(`${i}.jpg`))), 1000, caches), 8);
  assert.equal(await keepShared(new FormData(), 1000, caches), 0);
});

test('without an inbox there is nothing to take', async () => {
  const caches = new MemoryCaches();
  assert.equal(await takeShared(caches, () => assert.fail()), 0);
  assert.deepEqual(await caches.keys(), []);
});
