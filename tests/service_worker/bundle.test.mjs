// The bundler's promises that a browser cannot see: what is missing is named, compression gives back the same bytes.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';
import { BundleError, bundle } from '../../web/build/bundle.mjs';
import { compress, sha256 } from '../../web/build/compress.mjs';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypha-bundle-'));
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('an input that is missing is named, with what to do', async () => {
  await assert.rejects(bundle({ root: folder, log: () => undefined }), (problem) => {
    assert.ok(problem instanceof BundleError);
    assert.match(problem.message, /hypha_first\.wasm is missing: build the web preset first/);
    return true;
  });
});

test('a model that is not the one its manifest describes stops the build', async () => {
  mkdirSync(join(folder, 'build/web'), { recursive: true });
  mkdirSync(join(folder, 'models'));
  for (const name of ['hypha_first.wasm', 'hypha_later.wasm', 'media.wasm', 'keys.wasm', 'page.wasm', 'fetch.wasm']) writeFileSync(join(folder, 'build/web', name), 'wasm');
  writeFileSync(join(folder, 'models/a.onnx'), 'not the model');
  writeFileSync(join(folder, 'models/manifest.json'), JSON.stringify({ models: [{ file: 'a.onnx', card: 'a.json', sha256: '0'.repeat(64) }] }));
  await assert.rejects(bundle({ root: folder, log: () => undefined }), /a\.onnx is not the file that models\/manifest\.json describes/);
});

test('so does a text model', async () => {
  mkdirSync(join(folder, 'models/text'));
  const describe = (path, text) => writeFileSync(join(folder, path, 'manifest.json'), JSON.stringify({ models: [{ file: 'a.onnx', card: 'a.json', sha256: sha256(Buffer.from(text)) }] }));
  describe('models', 'not the model');
  describe('models/text', 'another');
  writeFileSync(join(folder, 'models/text/a.onnx'), 'not the text model');
  await assert.rejects(bundle({ root: folder, log: () => undefined }), /models\/text\/a\.onnx is not the file that models\/text\/manifest\.json describes/);
});

test('compressed files unpack to the same bytes, and what does not shrink is left out', async () => {
  const text = Buffer.from('hypha '.repeat(1000));
  const { br, gz } = await compress(text);
  assert.ok(br.length < 100 && gz.length < 200, `${br.length} ${gz.length}`);
  assert.deepEqual(zlib.brotliDecompressSync(br), text);
  assert.deepEqual(zlib.gunzipSync(gz), text);
  const again = await compress(text);
  assert.deepEqual(again.br, br);
  assert.deepEqual(await compress(Buffer.from([1, 2, 3])), { br: null, gz: null });
});
