// The wasm that ships computes the features that training used: the vectors of tests/unit/text_features_test.cpp, once more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantiate } from '../../web/cli/instantiate.mjs';
import { TextError, TextWasm } from '../../web/text_wasm.mjs';
import { buildFolder } from './run_hypha.mjs';

const wasm = new TextWasm(await instantiate(buildFolder, 'text'));
const language = wasm.models().findIndex(({ task }) => task === 'language');

test('text.wasm reads what the native tool read', () => {
  const { slots, weights } = wasm.features(language, Buffer.from('aa'));
  assert.deepEqual([...slots], [2237, 8976, 10473, 15493, 18803, 23126, 39379]);
  assert.equal(weights[0], 0.5);
  assert.ok(weights.slice(1).every((weight) => weight === Math.fround(Math.sqrt(0.125))));
});

test('no word, no model: no features', () => {
  assert.equal(wasm.features(language, Buffer.from('12 34 …')), null);
  assert.equal(wasm.features(99, Buffer.from('aa')), null);
});

test('scores of another model, or too few, name nothing', () => {
  const { sha256 } = wasm.models()[language];
  const codeOf = (run) => { try { run(); } catch (problem) { assert.ok(problem instanceof TextError); return problem.code; } return 'no error'; };
  assert.equal(codeOf(() => wasm.judge(language, 'f'.repeat(64), new Float32Array(13))), 'model_mismatch');
  assert.equal(codeOf(() => wasm.judge(language, sha256, new Float32Array(3))), 'scores_invalid');
  assert.equal(codeOf(() => wasm.judge(99, sha256, new Float32Array(13))), 'model_mismatch');
  assert.equal(wasm.judge(language, sha256, new Float32Array(13)).label, 'und'); // all equal: nothing reaches the threshold
});
