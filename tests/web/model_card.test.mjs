// The figures that the app shows come from the card of the very model that ships, or the build stops.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { figureAt, headerOf, kFigures } from '../../assets/build/model_card.mjs';

const share = { hits: 9, count: 10, share: 0.9, wilson95: [0.6, 0.98] };

const cardWithout = (gone) => {
  const evaluation = {};
  for (const path of Object.values(kFigures)) {
    if (path === gone) continue;
    const keys = path.split('.');
    let at = evaluation;
    for (const key of keys.slice(0, -1)) at = at[key] ??= {};
    at[keys.at(-1)] = share;
  }
  return { model: { sha256: 'a' }, sets: evaluation };
};
const manifest = { models: [{ sha256: 'a', card: 'a.card.json' }] };

test('a whole card of the right model becomes constants', () => {
  const header = headerOf(manifest, cardWithout(null));
  assert.match(header, /kRightWhenLikely\{9, 10, 0\.6000, 0\.9800\}/);
  assert.match(header, /kModelCardSha256 = "a"/);
});

test('a card of another model is refused', () => {
  assert.throws(() => headerOf({ models: [{ sha256: 'b', card: 'b.card.json' }] }, cardWithout(null)), /another model/);
});

test('every figure is needed, and each must be counted', () => {
  for (const path of Object.values(kFigures)) assert.throws(() => headerOf(manifest, cardWithout(path)), new RegExp(`no measured ${path}`));
  for (const broken of [{ ...share, hits: 11 }, { ...share, count: 0 }, { ...share, hits: 'many' }, { ...share, wilson95: null }, 7, null]) {
    assert.throws(() => figureAt({ a: { b: broken } }, 'a.b'), /no measured a\.b/);
  }
});

test('the shipped card has them', () => {
  const models = new URL('../../models/', import.meta.url);
  const shipped = JSON.parse(readFileSync(new URL('manifest.json', models), 'utf8'));
  const card = JSON.parse(readFileSync(new URL(shipped.models[0].card, models), 'utf8'));
  assert.notEqual(card.blank, true, 'the card is blank: run models/training/make_card.mjs');
  assert.ok(headerOf(shipped, card).includes(shipped.models[0].sha256));
});
