// `hypha evaluate` on the fixture photos: its counts are those of `hypha identify` on the same files, and faults in a label file are said.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LabelError, parseLabels } from '../../web/cli/label_file.mjs';
import { fixture, repository, runHypha } from './run_hypha.mjs';

const truths = {
  'agaricus_augustus.jpg': 'Agaricus augustus', 'armillaria_mellea.jpg': 'Armillaria mellea (Vahl) P. Kumm.', 'clothing_1.jpg': '', 'clothing_2.jpg': '',
  'coprinellus_micaceus.jpg': 'Coprinellus micaceus', 'ganoderma_applanatum.jpg': 'Ganoderma', 'lycogala_epidendrum.jpg': 'Lycogala epidendrum',
  'mycena_haematopus.jpg': 'Mycena haematopus', 'phyllotopsis_nidulans.jpg': 'Phyllotopsis nidulans', 'pluteus_cervinus.jpg': 'Pluteus cervinus',
};
const { labels } = JSON.parse(readFileSync(new URL('../../models/manifest.json', import.meta.url), 'utf8')).models[0];
const generaOf = (...kinds) => new Set(labels.filter(({ kind }) => kinds.includes(kind)).map(({ genus }) => genus));
const covered = generaOf('species', 'genus_rest'), listed = generaOf('prototype');
const genusOf = (name) => name.split(' ')[0];

describe('hypha evaluate', () => {
  let folder, run, report, answers;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hypha-evaluate-'));
    const rows = Object.entries(truths).map(([path, latin]) => `x,"${path}",${latin}`);
    writeFileSync(join(folder, 'labels.csv'), `\uFEFFsource,path,latin\r\n${rows.join('\r\n')}\r\nx,nowhere.jpg,Amanita\r\n`);
    run = await runHypha(['evaluate', fixture('photos'), '--labels', join(folder, 'labels.csv'), '--out', join(folder, 'report.json')]);
    report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    const identified = await runHypha(['identify', '--json', ...Object.keys(truths).map((name) => join(fixture('photos'), name))]);
    answers = identified.lines.map((line) => JSON.parse(line)).map((answer, at) => ({ ...answer, truth: Object.values(truths)[at] }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('exits with 0, says what it measured and where it wrote it, and that it is for orientation only', () => {
    assert.equal(run.code, 0, run.err);
    for (const sentence of [/genus top-1 /, /calibration error/, /named, milder risk/, /Not read: nowhere\.jpg \(not_found\)/, /Orientation only/]) assert.match(run.out, sentence);
  });

  it('counts each photo that can be read and lists the others', () => {
    assert.equal(report.files, 11);
    assert.equal(report.photos, 10);
    assert.deepEqual(report.unreadable, [{ path: 'nowhere.jpg', reason: 'not_found' }]);
  });

  it('counts what identify says of the same files', () => {
    const inside = answers.filter(({ truth }) => covered.has(genusOf(truth)));
    const few = answers.filter(({ truth }) => !covered.has(genusOf(truth)) && listed.has(genusOf(truth)));
    const outside = answers.filter(({ truth }) => truth && !covered.has(genusOf(truth)) && !listed.has(genusOf(truth)));
    const named = ({ state }) => state === 'answered';
    const right = ({ name, truth }) => genusOf(name) === genusOf(truth);
    assert.ok(inside.length >= 5 && few.length + outside.length >= 2);
    const { answered, few_shot_genera: shot, unknown_genera: unknown, not_mushroom: none } = report;
    assert.deepEqual([answered.coverage.hits, answered.coverage.count], [inside.filter(named).length, inside.length]);
    assert.deepEqual([answered.right.hits, answered.right.count], [inside.filter(named).filter(right).length, inside.filter(named).length]);
    assert.deepEqual([answered.right_of_all_named.hits, answered.right_of_all_named.count], [answers.filter(named).filter(right).length, answers.filter(named).length]);
    assert.deepEqual([shot.coverage.hits, shot.coverage.count], [few.filter(named).length, few.length]);
    assert.deepEqual([unknown.not_named.hits, unknown.not_named.count], [outside.filter((each) => !named(each)).length, outside.length]);
    assert.deepEqual([none.rejected.hits, none.rejected.count], [2, 2]);
    assert.equal(report.confusion.reduce((sum, { count }) => sum + count, 0), 10);
  });

  it('is bound to the shipped model and took time', () => {
    const { name, version, sha256 } = answers[0].model;
    assert.deepEqual(report.model, { name, version, sha256 });
    assert.ok(report.latency_ms.median > 1 && report.latency_ms.p90 >= report.latency_ms.median);
    assert.ok(report.genus.top1.hits <= report.genus.top3.hits && report.genus.top3.hits <= report.genus.top5.hits);
  });

  it('refuses wrong use with 2 and a sentence', async () => {
    const labels = join(folder, 'bad.csv');
    writeFileSync(labels, 'file,latin\na.jpg,Amanita\n');
    for (const [args, sentence] of [
      [['evaluate', folder], /needs --labels/],
      [['evaluate', folder, folder, '--labels', labels], /exactly one folder/],
      [['evaluate', folder, '--labels', join(folder, 'none.csv')], /cannot be read/],
      [['evaluate', folder, '--labels', labels], /line 1: the header needs the columns path and latin/],
      [['evaluate', folder, '--labels', join(folder, 'labels.csv'), '--out', join(folder, 'none.json')], /None of the 11 photos/],
      [['identify', folder, '--labels', labels], /identify has no option --labels/],
    ]) {
      const { code, err } = await runHypha(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, sentence);
    }
  });
});

describe('the label file', () => {
  it('is CSV as spreadsheets write it', () => {
    assert.deepEqual(parseLabels('path,latin\na.jpg,Amanita\n'), [{ path: 'a.jpg', latin: 'Amanita' }]);
    assert.deepEqual(parseLabels('\uFEFFLatin,note,Path\r\nBoletus edulis,"a, ""b""\r\nc",d.jpg\r\n\r\n,,e.jpg'), [{ path: 'd.jpg', latin: 'Boletus edulis' }, { path: 'e.jpg', latin: '' }]);
  });

  it('says on which line it is wrong', () => {
    for (const [text, sentence] of [
      ['', /line 1: the header/],
      ['path,latin\n', /names no photo/],
      ['path,latin\na.jpg\n', /line 2: 1 fields, but the header has 2/],
      ['path,latin\na.jpg,x\n,y\n', /line 3: the path is empty/],
      ['path,latin\na.jpg,x\na.jpg,y\n', /line 3: a\.jpg has a label on line 2/],
      ['path,latin\n"a.jpg,x\n', /line 2: a quote is opened/],
      ['path,latin\n"a"b,x\n', /line 2: a quote stands inside/],
    ]) assert.throws(() => parseLabels(text), (problem) => problem instanceof LabelError && sentence.test(problem.message), text);
  });
});
