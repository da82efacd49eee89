// The contract of `hypha replay`: the shape of the JSON, the table, the later half of the days, and a sentence and exit code for each
// thing that can be wrong. The logs are made here, by a seeded generator.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runHypha } from './run_hypha.mjs';

const policies = ['most-read-30m', 'most-read-3h', 'most-read-24h', 'recency', 'co-reading', 'ours', 'clairvoyant'];

// A new article every half hour, most clicks go to the youngest: enough for readers to return and for ours to learn something.
function madeLog(days) {
  let state = 5;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const lines = ['referrer,article,t,session,user'];
  for (let t = 0; t < days * 86400; t += 1 + below(79)) lines.push(`${below(2)},a${Math.max(Math.floor(t / 1800) - below(1 + below(24)), 0)},${1500000000 + t},0,${below(300)}`);
  return `${lines.join('\n')}\n`;
}

let folder;
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
before(() => { folder = mkdtempSync(join(tmpdir(), 'hypha-replay-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

describe('hypha replay', () => {
  it('says one JSON object: every policy, hits and shares in the order of items', async () => {
    const { code, err, lines } = await runHypha(['replay', file('made.csv', madeLog(4)), '--items', '10,5', '--lead', '30', '--json']);
    assert.equal(code, 0, err);
    assert.equal(lines.length, 1);
    const result = JSON.parse(lines[0]);
    assert.deepEqual(Object.keys(result), ['log', 'lead_minutes', 'from_day', 'returns', 'items', 'policies']);
    assert.deepEqual(Object.keys(result.log), ['clicks', 'readers', 'articles', 'days', 'out_of_order']);
    assert.deepEqual([result.lead_minutes, result.from_day, result.log.days, result.items], [30, 2, 4, [10, 5]]);
    assert.deepEqual(result.policies.map(({ policy }) => policy), policies);
    const [clairvoyant] = result.policies.slice(-1);
    for (const { hits, share } of result.policies) {
      assert.deepEqual(share, hits.map((each) => Math.round((each / result.returns) * 1e4) / 1e4));
      assert.ok(hits[0] >= hits[1] && hits[0] <= clairvoyant.hits[0]);
    }
    assert.ok(result.returns > 1000);
  });

  it('says a table to people, of one policy and the clairvoyant where one is named', async () => {
    const { code, lines } = await runHypha(['replay', file('few.csv', 't,user,article\n3000,v,b\n0,u,a\n4000,u,b\n'), '--items', '1,5', '--policy', 'most-read-3h']);
    assert.equal(code, 0);
    assert.equal(lines[0], '3 clicks of 2 readers on 2 articles in 1 days; 1 lines were out of order and are sorted.');
    assert.match(lines[1], /^1 returns from day 0 on, prefetched 0 minutes ahead/);
    assert.deepEqual(lines.slice(2).map((line) => line.split(/\s{2,}/)), [['items', '1', '5'], ['most-read-3h', '100.0 %', '100.0 %'], ['clairvoyant', '100.0 %', '100.0 %']]);
  });

  it('refuses in a sentence, with exit code 2', async () => {
    const good = file('good.csv', 't,user,article\n0,u,a\n');
    const cases = [
      [[good], /^hypha: replay needs --items and at least one number\./],
      [['--items', '5'], /^hypha: replay needs exactly one CSV file of clicks\./],
      [[good, '--items', '5,0'], /^hypha: --items needs numbers from 1 to 200 with commas between them, not "5,0"\./],
      [[good, '--items', '1e2'], /^hypha: --items needs numbers/],
      [[good, '--items', '5,'], /^hypha: --items needs numbers/],
      [[good, '--items', '5', '--lead', '1.5'], /^hypha: --lead needs minutes from 0 to 10080 \(a week\), not "1\.5"\./],
      [[good, '--items', '5', '--from', 'monday'], /^hypha: --from needs the number of a day, 0 being the first, not "monday"\./],
      [[good, '--items', '5', '--from', '1'], /^hypha: --from is beyond the log, which has 1 day \(0 is the first\)\./],
      [[good, '--items', '5', '--policy', 'best'], /^hypha: There is no policy "best"\. There are most-read-30m, .*clairvoyant\./],
      [[join(folder, 'none.csv'), '--items', '5'], /^hypha: There is no file .*none\.csv\./],
      [[folder, '--items', '5'], /^hypha: .* is a folder; name a CSV file\./],
      [[file('empty.csv', ''), '--items', '5'], /^hypha: .*empty\.csv holds no click\./],
      [[file('header.csv', 't,user\n1,u\n'), '--items', '5'], /^hypha: .*header\.csv needs a header that has the columns t, user and article, each once: "article"/],
      [[file('line.csv', 't,user,article\n1,u,a\n2,u\n'), '--items', '5'], /^hypha: .*line\.csv, line 3: not as many fields as the header has columns\./],
      [[good, '--items', '5', '--out', 'x'], /^hypha: replay has no option --out\./],
    ];
    for (const [args, sentence] of cases) {
      const { code, out, err } = await runHypha(['replay', ...args]);
      assert.match(err, sentence);
      assert.equal(code, 2, err);
      assert.equal(out, '');
    }
  });

  it('asks for the build in one sentence', async () => {
    const { code, err } = await runHypha(['replay', file('good.csv', 't,user,article\n0,u,a\n'), '--items', '5'], { env: { HYPHA_WEB_BUILD: join(folder, 'none') } });
    assert.equal(code, 1);
    assert.match(err, /^hypha: The web build is missing \(taste\.js, taste\.wasm\).*npm start.*\n$/);
  });
});
