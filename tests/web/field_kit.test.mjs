// The field kit: files by role or by hash, verified, fetched only where that is allowed, and what each cost over the network said once.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../service_worker/load.mjs';
import { MemoryCaches, network } from '../service_worker/memory_caches.mjs';

const noFiles = { name: 'no files', setup(made) {
  made.onResolve({ filter: /^hypha:field-files$/ }, ({ path }) => ({ path, namespace: 'none' }));
  made.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export const fieldFiles = [];' }));
} };
const { outputFiles } = await build({ entryPoints: [join(repository, 'web/field_kit.ts')], bundle: true, write: false, format: 'esm', platform: 'neutral', plugins: [noFiles] });
const { FieldKit } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

const never = new AbortController().signal;
const ignore = () => undefined;
const before = { fetch: globalThis.fetch, caches: globalThis.caches };
let asked, answerOf, files, received, kit;

beforeEach(() => {
  const contents = { '/app/runtime.wasm': 'the runtime', '/app/language.onnx': 'knows languages', '/app/topics.onnx': 'knows topics' };
  const { listed } = network(contents);
  files = listed.map((file, at) => ({ ...file, role: at === 0 ? 'runtime_wasm' : 'text_model' }));
  asked = [];
  received = [];
  answerOf = (url) => new Response(contents[url]);
  globalThis.caches = new MemoryCaches();
  globalThis.fetch = async (url) => {
    asked.push(url);
    return answerOf(url);
  };
  kit = new FieldKit((bytes) => received.push(bytes), files);
});
afterEach(() => Object.assign(globalThis, before));

const text = (bytes) => Buffer.from(bytes).toString();

test('a text model is named by its hash, fetched once and kept', async () => {
  const wanted = ['runtime_wasm', { sha256: files[2].sha256 }];
  assert.deepEqual((await kit.bytesOf(wanted, never, ignore)).map(text), ['the runtime', 'knows topics']);
  assert.deepEqual((await kit.bytesOf(wanted, never, ignore, false)).map(text), ['the runtime', 'knows topics']);
  assert.deepEqual(asked, ['/app/runtime.wasm', '/app/topics.onnx']);
  assert.deepEqual(caches.paths('hypha-field'), ['/app/runtime.wasm', '/app/topics.onnx']);
});

test('what may not be fetched is not asked for, and a hash that no file has is no model', async () => {
  await assert.rejects(kit.bytesOf([{ sha256: files[1].sha256 }], never, ignore, false), { code: 'model_unavailable' });
  await assert.rejects(kit.bytesOf([{ sha256: '0'.repeat(64) }], never, ignore), { code: 'model_unavailable' });
  assert.deepEqual([asked, received], [[], []]);
});

test('ready for the field is what names a mushroom, and all of it where text models are wanted too', async () => {
  assert.equal((await kit.check()).ready, false);
  const least = await kit.fetchAll(never, ignore, false);
  assert.deepEqual(least, { ready: true, doneBytes: files[0].bytes, totalBytes: files[0].bytes });
  assert.deepEqual(asked, ['/app/runtime.wasm']);
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.deepEqual(await kit.fetchAll(never, ignore, true), { ready: true, doneBytes: all, totalBytes: all });
  assert.equal(asked.length, 3);
});

test('what came is counted as it went over the network: packed where that is known, and as far as it came', async () => {
  const { sha256, bytes } = files[1];
  answerOf = () => new Response('knows languages', { headers: { 'Content-Encoding': 'br', 'Content-Length': '9' } });
  await kit.bytesOf([{ sha256 }], never, ignore);
  await kit.drop();
  answerOf = () => new Response('knows languages');
  await kit.bytesOf([{ sha256 }], never, ignore);
  await kit.drop();
  answerOf = () => new Response(new ReadableStream({ start(line) { line.enqueue(new Uint8Array(4)); }, pull(line) { line.error(new TypeError('cut off')); } }));
  await assert.rejects(kit.bytesOf([{ sha256 }], never, ignore), { code: 'model_unavailable' });
  answerOf = () => { throw new TypeError('no network'); };
  await assert.rejects(kit.bytesOf([{ sha256 }], never, ignore), { code: 'model_unavailable' });
  assert.deepEqual(received, [9, bytes, 4]);
});
