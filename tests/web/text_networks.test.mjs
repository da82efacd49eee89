// What the media worker makes of a text's features, with the shipped models on the real runtime: the scores of the command line, the
// runtime's bytes asked for once, and nothing fetched that may not be.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { TextWasm } from '../../web/text_wasm.mjs';
import { repository } from '../service_worker/load.mjs';

const runtime = join(repository, 'node_modules/onnxruntime-web/dist');
const urls = { name: 'urls', setup(made) {
  made.onResolve({ filter: /^hypha:/ }, ({ path }) => ({ path, namespace: 'hypha' }));
  made.onLoad({ filter: /.*/, namespace: 'hypha' }, () => ({
    contents: `export const runtimeModuleUrl = ${JSON.stringify(pathToFileURL(join(runtime, 'ort-wasm-simd-threaded.mjs')).href)}; export const runtimeWasmUrl = ''; export const fieldFiles = [];`,
  }));
} };
// Beside node_modules, where the runtime is found, and gone again at the end.
const module = join(repository, `node_modules/.hypha_text_networks_${process.pid}.mjs`);
const { outputFiles } = await build({
  entryPoints: [join(repository, 'web/text_networks.ts')], bundle: true, write: false, format: 'esm', platform: 'node', external: ['onnxruntime-web'], plugins: [urls],
  define: { 'self.crossOriginIsolated': 'false' }, // threads would keep Node alive
});
writeFileSync(module, outputFiles[0].contents);
after(() => rmSync(module, { force: true }));
const { TextNetworks } = await import(pathToFileURL(module).href);
const wasm = new TextWasm(await instantiate(buildFolder(), 'text'));

const kSports = 'La selección ganó el partido de fútbol con un gol en el último minuto. El entrenador celebró el triunfo del equipo.';
const never = new AbortController().signal;

test('language and topic of a text, by the app’s own road', async () => {
  const asked = [];
  const kit = { bytesOf: async (wanted, _signal, _progress, mayFetch) => wanted.map((each) => {
    asked.push(`${each.sha256 ?? each} ${mayFetch}`);
    const file = each.sha256 ? join(repository, 'models/text', wasm.models().find(({ sha256 }) => sha256 === each.sha256).file) : join(runtime, 'ort-wasm-simd-threaded.wasm');
    return new Uint8Array(readFileSync(file)).buffer;
  }) };
  const networks = new TextNetworks(kit);
  const ask = async (place, mayFetch) => {
    const { sha256 } = wasm.models()[place];
    const { slots, weights } = wasm.features(place, new TextEncoder().encode(kSports));
    return wasm.judge(place, sha256, await networks.scores(sha256, slots, weights, mayFetch, never));
  };
  const topics = wasm.models().findIndex(({ task, lang }) => task === 'topic' && lang === 'es');
  assert.equal((await ask(0, false)).label, 'es');
  const { label, probability } = await ask(topics, true);
  assert.equal(label, 'sports');
  assert.ok(probability > 0.9, `${probability}`);
  await ask(topics, false); // it is warm
  const [language, sports] = [0, topics].map((place) => wasm.models()[place].sha256);
  assert.deepEqual(asked, ['runtime_module false', 'runtime_wasm false', `${language} false`, `${sports} true`]);
  await networks.release();
  assert.equal((await ask(topics, false)).label, 'sports');
});

test('a model that is not there is the kit’s own failure', async () => {
  const networks = new TextNetworks({ bytesOf: async () => { throw Object.assign(new Error(), { code: 'model_unavailable' }); } });
  await assert.rejects(networks.scores('0'.repeat(64), new Int32Array([1]), new Float32Array([1]), false, never), { code: 'model_unavailable' });
});
