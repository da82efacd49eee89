// The golden answers from the WASM side, of photos and of texts: the same pixels give the same tensor bits, scores within the noise of threads and builds of
// the runtime, and the same verdict. tests/unit/golden_answers_native_test.cpp holds the native side of the same file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { answersOf, goldenFiles } from '../golden/answers.mjs';
import { scoresOf } from '../golden/text_scores.mjs';

const golden = JSON.parse(readFileSync(new URL('../golden/answers.json', import.meta.url), 'utf8'));

it('WASM in Node gives the golden answers', async () => {
  const now = await answersOf(goldenFiles);
  assert.equal(now.model_sha256, golden.model_sha256, 'after a new model: npm start (it builds), then node tests/golden/make_answers.mjs');
  assert.deepEqual(now.photos.map(({ file }) => file), golden.photos.map(({ file }) => file));
  for (const [index, { file, tensor, logits, verdict }] of now.photos.entries()) {
    const then = golden.photos[index];
    assert.equal(tensor, then.tensor, `${file}: the tensor`);
    const worst = Math.max(...logits.map((logit, i) => Math.abs(logit - then.logits[i])));
    assert.ok(worst < 1e-3, `${file}: a score moved by ${worst}`);
    for (const key of ['state', 'rank', 'name', 'risk', 'confidence']) assert.equal(verdict[key], then.verdict[key], `${file}: ${key}`);
  }
});

it('ONNX Runtime Web gives the golden scores of the text models', async () => {
  const then = JSON.parse(readFileSync(new URL('../golden/text_scores.json', import.meta.url), 'utf8'));
  const now = await scoresOf();
  assert.deepEqual(now.models.map(({ sha256 }) => sha256), then.models.map(({ sha256 }) => sha256), 'after new models: npm start (it builds), then node tests/golden/make_text_scores.mjs');
  assert.deepEqual(now.texts, then.texts);
  for (const [place, { file, scores }] of now.models.entries()) {
    const worst = Math.max(...scores.flatMap((row, text) => row.map((score, label) => Math.abs(score - then.models[place].scores[text][label]))));
    assert.ok(worst < 1e-3, `${file}: a score moved by ${worst}`);
  }
});
