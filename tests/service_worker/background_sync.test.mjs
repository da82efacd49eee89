// Background Sync in the service worker: every page is told before the event ends, other tags are not ours, and nothing else happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { tellSync } = await load('service-worker/background_sync.ts');

function pages(count) {
  const said = [], asked = [];
  const each = { postMessage: (word) => said.push(word) };
  return { said, asked, matchAll: async (options) => { asked.push(options); return Array(count).fill(each); } };
}

test('every page is told before the event ends', async () => {
  const open = pages(3);
  assert.equal(await tellSync('hypha-sync', open), 3);
  assert.deepEqual(open.said, [{ type: 'sync' }, { type: 'sync' }, { type: 'sync' }]);
  assert.deepEqual(open.asked, [{ type: 'window', includeUncontrolled: true }]); // a page that the worker does not control yet, too
});

test('another tag wakes nobody, and no page is no failure', async () => {
  const open = pages(1);
  assert.equal(await tellSync('test-tag-from-devtools', open), 0);
  assert.deepEqual(open.said, []);
  assert.equal(await tellSync('hypha-sync', pages(0)), 0);
});

test('a page that cannot be reached fails the event, so that the browser tries again', async () => {
  await assert.rejects(tellSync('hypha-sync', { matchAll: async () => { throw new Error('gone'); } }), /gone/);
});
