// Which cache answers, and what an activation may throw away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';
import { MemoryCaches } from './memory_caches.mjs';

const { cachedFile, dropOldFiles } = await load('service-worker/edge_cache.ts');

async function filled(contents) {
  const caches = new MemoryCaches();
  for (const [name, files] of Object.entries(contents)) {
    const cache = await caches.open(name);
    for (const [path, text] of Object.entries(files)) await cache.put(path, new Response(text));
  }
  return caches;
}

test('the shell of this version answers first, then the field kit, never another version', async () => {
  const caches = await filled({
    'hypha-shell-1': { '/app/a.js': 'old', '/app/only-old.js': 'old' },
    'hypha-shell-2': { '/app/a.js': 'new' },
    'hypha-field': { '/app/a.js': 'field', '/app/model.onnx': 'model' },
  });
  assert.equal(await (await cachedFile('/app/a.js', 'hypha-shell-2', caches)).text(), 'new');
  assert.equal(await (await cachedFile('/app/model.onnx', 'hypha-shell-2', caches)).text(), 'model');
  assert.equal(await cachedFile('/app/only-old.js', 'hypha-shell-2', caches), undefined);
});

test('looking does not create caches', async () => {
  const caches = new MemoryCaches();
  assert.equal(await cachedFile('/app/a.js', 'hypha-shell-2', caches), undefined);
  assert.deepEqual(await caches.keys(), []);
});

test('an activation drops older shells and unlisted field files, and nothing else', async () => {
  const caches = await filled({
    'hypha-shell-1': { '/index.html': 'old' }, 'hypha-shell-2': { '/index.html': 'new' },
    'hypha-field': { '/app/model-1.onnx': 'old model', '/app/model-2.onnx': 'model', '/app/ort.wasm': 'runtime' },
    'hypha-shared': { '/shared/1-0': 'a photo' }, 'somebody-else': { '/x': 'x' },
  });
  await dropOldFiles('hypha-shell-2', [{ url: '/app/model-2.onnx' }, { url: '/app/ort.wasm' }], caches);
  assert.deepEqual((await caches.keys()).sort(), ['hypha-field', 'hypha-shared', 'hypha-shell-2', 'somebody-else']);
  assert.deepEqual(caches.paths('hypha-field'), ['/app/model-2.onnx', '/app/ort.wasm']);
});

test('without a field kit an activation makes none', async () => {
  const caches = await filled({ 'hypha-shell-2': { '/index.html': 'new' } });
  await dropOldFiles('hypha-shell-2', [{ url: '/app/model-2.onnx' }], caches);
  assert.deepEqual(await caches.keys(), ['hypha-shell-2']);
});
