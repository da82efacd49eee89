// The checks of the genera (assets/build/fungi_rules.mjs), each seen to catch what it is for; and the compiler's refusal of a verdict that reassures.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generaHeader } from '../../assets/build/fungi.mjs';
import { faultsOf } from '../../assets/build/fungi_rules.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const table = read('assets/fungi/genera.json');
const { labels } = read('models/manifest.json').models[0];
const spoilt = (spoil) => {
  const copy = structuredClone(table);
  spoil(copy);
  return faultsOf(copy, labels);
};

describe('assets/fungi/genera.json', () => {
  it('is whole and covers every genus of the model', () => assert.deepEqual(faultsOf(table, labels), []));

  const word = ['ed', 'ible'].join('');
  const faults = {
    'a genus that the model names is missing': [(t) => t.genera.splice(t.genera.findIndex((g) => g.genus === labels.find((l) => l.genus).genus), 1), /is not in the table/],
    'a genus twice': [(t) => t.genera.push(t.genera[0]), /twice/],
    'a milder risk than there is': [(t) => { t.genera[0].risk = 'none'; }, /not one of unknown, poisonous/],
    'a look-alike without a risk': [(t) => { delete t.genera[0].look_alikes[0].risk; }, /risk of/],
    'a feature in one language only': [(t) => { delete t.genera[3].look_alikes[0].feature.es; }, /\(es\)/],
    'no source': [(t) => { t.genera[1].sources = []; }, /has no source/],
    'a source that is not listed': [(t) => { t.genera[1].sources = ['hearsay1999']; }, /hearsay1999/],
    'no date': [(t) => { delete t.genera[1].checked; }, /no date checked/],
    'a reassuring word': [(t) => { t.genera[2].common.en = `${word} bolete`; }, /reassures/],
    'a risk that only look-alikes give': [(t) => { t.genera[0].risk = 'deadly_lookalikes'; }, /not one of unknown, poisonous/],
    'a species for a genus': [(t) => { t.genera[0].genus = 'Agaricus campestris'; }, /is not the name of a genus/],
    'no look-alike': [(t) => { t.genera[0].look_alikes = []; }, /has no look-alike/],
    'a look-alike that is a genus': [(t) => { t.genera[0].look_alikes[0].name = 'Amanita'; }, /has no Latin name/],
    'another schema': [(t) => { t.schema = 2; }, /schema is not 1/],
    'a look-alike twice': [(t) => t.genera[0].look_alikes.unshift(t.genera[0].look_alikes[0]), /look-alike twice/],
    'what kills after what is milder': [(t) => t.genera.find((g) => g.genus === 'Agaricus').look_alikes.reverse(), /stands after what is milder/],
    'a genus that kills without saying by what': [(t) => { const amanita = t.genera.find((g) => g.genus === 'Amanita'); amanita.look_alikes = amanita.look_alikes.filter((o) => o.risk !== 'deadly'); }, /Amanita kills and lists nothing deadly/],
    'no family': [(t) => { t.genera[4].family = ''; }, /family/],
  };
  for (const [what, [spoil, sentence]] of Object.entries(faults)) {
    it(`is refused with ${what}`, () => assert.match(spoilt(spoil).join('\n'), sentence));
  }

  it('keeps accents and quotes on the way to C++', () => {
    const copy = structuredClone(table);
    copy.genera[0].common.es = 'rúsula "ñ"';
    assert.match(generaHeader(copy, '0'), /r\\303\\272sula \\"\\303\\261\\"/);
  });
});

describe('a verdict that means safety does not compile', () => {
  // The lines of `body` that the compiler refuses.
  const refused = (body) => {
    const code = `#include "core/fungi/verdict.hpp"\nusing namespace hypha::fungi;\n#line 1 "body"\n${body}\n`;
    const { stderr, status } = spawnSync('clang++-19', ['-std=c++23', '-fsyntax-only', '-Werror', '-Wswitch', '-ferror-limit=0', `-I${fileURLToPath(new URL('../../src', import.meta.url))}`, '-x', 'c++', '-'], { input: code, encoding: 'utf8' });
    const lines = [...stderr.matchAll(/^body:(\d+):\d+: error/gm)].map(([, line]) => Number(line));
    assert.equal(status === 0, lines.length === 0, stderr);
    return [...new Set(lines)];
  };
  const compiles = (body) => refused(body).length === 0;

  it('while each of the four risks does', () => {
    assert.deepEqual(refused(['deadly', 'deadly_lookalikes', 'poisonous', 'unknown'].map((risk, i) => `constexpr Risk each${i} = Risk::${risk};`).join('\n')), []);
  });
  it('not as a risk, not as a state, not as a confidence', () => {
    const values = ['safe', ['ed', 'ible'].join(''), 'harm' + 'less', 'none', 'low', 'ok', 'good', 'clear', 'certain'];
    const body = ['Risk', 'VerdictState', 'Confidence'].flatMap((type) => values.map((value) => `constexpr auto each_${type}_${value} = ${type}::${value};`));
    assert.deepEqual(refused(body.join('\n')), body.map((_, index) => index + 1));
  });
  it('and there is no fifth risk: a switch over the four is complete', () => {
    assert.ok(compiles('int f(Risk r) { switch (r) { case Risk::deadly: case Risk::deadly_lookalikes: case Risk::poisonous: case Risk::unknown: return 1; } return 0; }'));
    assert.ok(!compiles('int f(Risk r) { switch (r) { case Risk::deadly: case Risk::deadly_lookalikes: case Risk::poisonous: return 1; } return 0; }'));
  });
  it('and a number or a yes does not become a risk', () => {
    assert.equal(compiles('Risk each = 0;'), false);
    assert.equal(compiles('bool fine(Verdict v) { return v.risk; }'), false);
  });
});
