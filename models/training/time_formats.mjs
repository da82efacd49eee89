// How long each way to store the network runs in ONNX Runtime Web (wasm, SIMD, one thread, in Node), as a ratio to float32 of the same
// round: the ways take turns, because these machines are noisy. Usage: node time_formats.mjs FOLDER [ROUNDS]; reads FOLDER/rows.json
// (formats.py) and writes `ratio` (median of the rounds' ratios), `ratio_low`, `ratio_high` (quartiles) and `load_ms` into it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';

const [folder, roundsText = '60'] = process.argv.slice(2);
const path = join(folder, 'rows.json');
const rows = JSON.parse(readFileSync(path, 'utf8'));
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const sessions = [];
for (const row of rows) {
  const began = performance.now();
  sessions.push(await ort.InferenceSession.create(readFileSync(join(folder, row.file)), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }));
  row.load_ms = Math.round(performance.now() - began);
}
const input = new ort.Tensor('float32', Float32Array.from({ length: 3 * 224 * 224 }, (_, i) => Math.sin(i * 0.37)), [1, 3, 224, 224]);
const run = async (session) => {
  const began = performance.now();
  await session.run({ input }, ['scores']);
  return performance.now() - began;
};
for (const session of sessions) await run(session);
const took = rows.map(() => []);
for (let round = 0; round < Number(roundsText); round += 1) {
  // Each way starts the round in turn, so that none always runs after the same neighbour.
  for (let k = 0; k < rows.length; k += 1) {
    const way = (k + round) % rows.length;
    took[way].push(await run(sessions[way]));
  }
}
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))];
const rounded = (value) => Math.round(value * 1000) / 1000;
rows.forEach((row, way) => {
  const ratios = took[way].map((ms, round) => ms / took[0][round]);
  Object.assign(row, { ratio: rounded(quantile(ratios, 0.5)), ratio_low: rounded(quantile(ratios, 0.25)), ratio_high: rounded(quantile(ratios, 0.75)), rounds: ratios.length });
});
console.log(`float32: median ${quantile(took[0], 0.5).toFixed(1)} ms`);
writeFileSync(path, `${JSON.stringify(rows, null, 1)}\n`);
