// Photos for stories that others read: how large they become, and that they are as good as fits. Drawing is the browser's
// (tests/browser/contribute.test.mjs).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../service_worker/load.mjs';

const { fittedBytes, fittedSides } = await load('web/contributed_photo.ts');

test('the longer side is at most what it may be, and nothing grows', () => {
  assert.deepEqual(fittedSides(4000, 3000, 1600), [1600, 1200]);
  assert.deepEqual(fittedSides(3000, 4000, 1600), [1200, 1600]);
  assert.deepEqual(fittedSides(1600, 900, 1600), [1600, 900]);
  assert.deepEqual(fittedSides(640, 480, 1600), [640, 480]);
  assert.deepEqual(fittedSides(40000, 10, 1600), [1600, 1]);
});

test('quality falls until the bytes fit, and no further', async () => {
  const tried = [];
  const encode = async (quality) => {
    tried.push(quality);
    return new Uint8Array(Math.round(quality * 1000));
  };
  assert.equal((await fittedBytes(encode, 700)).length, 650);
  assert.deepEqual(tried, [0.85, 0.75, 0.65]);
  assert.equal((await fittedBytes(encode, 850)).length, 850);
});

test('what has too many bytes at every quality is refused by name', async () => {
  await assert.rejects(fittedBytes(async () => new Uint8Array(401), 400), { code: 'too_detailed' });
});
