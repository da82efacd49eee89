// All or nothing: whatever goes wrong while a version installs, no half of it is left and the old one is untouched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';
import { MemoryCaches, network } from './memory_caches.mjs';

const { checkShell, completeFieldKit, installShell, sha256Hex } = await load('service-worker/precache.ts');
const files = { '/index.html': 'the page', '/emergency.html': 'the card', '/app/main-1.js': 'main', '/app/a-2.wasm': 'wasm', '/app/font-3.ttf': 'font',
  '/app/worker-4.js': 'worker', '/app/style-5.css': 'style', '/manifest.webmanifest': '{}' };
const paths = Object.keys(files).sort();

test('SHA-256 as hex', async () => {
  assert.equal(await sha256Hex(new TextEncoder().encode('abc').buffer), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a version installs whole, each file once, named ones from the HTTP cache', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  await installShell('new', net.listed, [], caches, net.fetchFile);
  assert.deepEqual(caches.paths('new'), paths);
  assert.deepEqual([...net.asked].sort(), paths.map((path) => `${path.startsWith('/app/') ? 'default' : 'no-cache'} ${path}`).sort());
});

for (const [what, spoil] of [
  ['is missing', (net) => { delete net.served['/app/a-2.wasm']; }],
  ['has other bytes of the same length', (net) => { net.served['/app/a-2.wasm'] = 'wusm'; }],
  ['is cut short', (net) => { net.served['/app/a-2.wasm'] = 'was'; }],
  ['cannot be reached', (net) => { net.served['/app/a-2.wasm'] = () => null; }],
]) {
  test(`when one file ${what} nothing of the version is left and the old one is untouched`, async () => {
    const caches = new MemoryCaches();
    const net = network(files);
    await installShell('old', net.listed, [], caches, net.fetchFile);
    // In the new version that file is another one, so the old cache cannot help.
    const next = network({ ...files, '/app/a-2.wasm': 'WASM' });
    next.served['/app/a-2.wasm'] = 'WASM';
    spoil(next);
    await assert.rejects(installShell('new', next.listed, ['old'], caches, next.fetchFile), /\/app\/a-2\.wasm/);
    assert.deepEqual(await caches.keys(), ['old']);
    assert.deepEqual(caches.paths('old'), paths);
  });
}

test('a full disk is a failed install too', async () => {
  const caches = new MemoryCaches();
  caches.prepare = (cache) => { cache.putFails = (url) => url === '/app/font-3.ttf'; };
  const net = network(files);
  await assert.rejects(installShell('new', net.listed, [], caches, net.fetchFile), { name: 'QuotaExceededError' });
  assert.deepEqual(await caches.keys(), []);
});

test('an update fetches only what changed', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  await installShell('old', net.listed, [], caches, net.fetchFile);
  const next = network({ ...files, '/index.html': 'the new page' });
  await installShell('new', next.listed, ['old', 'new'], caches, next.fetchFile);
  assert.deepEqual(next.asked, ['no-cache /index.html']);
  assert.equal(await (await (await caches.open('new')).match('/app/main-1.js')).text(), 'main');
});

test('a damaged copy in the old version is not taken over', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  await installShell('old', net.listed, [], caches, net.fetchFile);
  await (await caches.open('old')).put('/app/main-1.js', new Response('evil'));
  await installShell('new', net.listed, ['old'], caches, net.fetchFile);
  assert.equal(await (await (await caches.open('new')).match('/app/main-1.js')).text(), 'main');
});

test('a stale HTTP cache is passed by', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  net.served['/app/main-1.js'] = (mode) => (mode === 'default' ? 'stale' : 'main');
  await installShell('new', net.listed, [], caches, net.fetchFile);
  assert.ok(net.asked.includes('reload /app/main-1.js'), net.asked.join(', '));
});

test('the self-check counts what it read and mends what it can', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  await installShell('new', net.listed, [], caches, net.fetchFile);
  const total = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  assert.deepEqual(await checkShell('new', net.listed, caches, net.fetchFile), { ready: true, files: 8, sizeBytes: total, code: '' });
  const cache = await caches.open('new');
  await cache.put('/index.html', new Response('damaged'));
  await cache.delete('/emergency.html');
  assert.equal((await checkShell('new', net.listed, caches, net.fetchFile)).ready, true);
  assert.equal(await (await cache.match('/index.html')).text(), 'the page');
});

for (const [code, spoil] of [['corrupt', (cache) => cache.put('/index.html', new Response('the pagE'))], ['missing', (cache) => cache.delete('/index.html')]]) {
  test(`without a network the self-check says ${code}`, async () => {
    const caches = new MemoryCaches();
    const net = network(files);
    await installShell('new', net.listed, [], caches, net.fetchFile);
    await spoil(await caches.open('new'));
    const offline = async () => { throw new TypeError('Failed to fetch'); };
    const report = await checkShell('new', net.listed, caches, offline);
    assert.deepEqual({ ready: report.ready, code: report.code, files: report.files }, { ready: false, code, files: 7 });
  });
}

test('a cache that cannot be read is not ready', async () => {
  const caches = new MemoryCaches();
  const net = network(files);
  await installShell('new', net.listed, [], caches, net.fetchFile);
  (await caches.open('new')).match = async () => { throw new DOMException('broken', 'UnknownError'); };
  assert.deepEqual(await checkShell('new', net.listed, caches, net.fetchFile).then(({ ready, code }) => ({ ready, code })), { ready: false, code: 'unreadable' });
});

test('the field kit gets what this version needs and keeps what it has', async () => {
  const caches = new MemoryCaches();
  const field = await caches.open('hypha-field');
  await field.put('/app/runtime-1.wasm', new Response('runtime'));
  const net = network({ '/app/runtime-1.wasm': 'runtime', '/app/model-2.onnx': 'model' });
  await completeFieldKit(field, net.listed, net.fetchFile);
  assert.deepEqual(net.asked, ['default /app/model-2.onnx']);
  net.served['/app/model-3.onnx'] = 'not it';
  const wrong = [{ url: '/app/model-3.onnx', bytes: 6, sha256: '0'.repeat(64) }];
  await assert.rejects(completeFieldKit(field, wrong, net.fetchFile), { code: 'corrupt' });
  assert.deepEqual(caches.paths('hypha-field'), ['/app/model-2.onnx', '/app/runtime-1.wasm']);
});
