// The command line's contract: keys, states, exit codes, what it says to people, and that it fails closed.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildFolder, fixture, repository, runHypha } from './run_hypha.mjs';

const keys = ['file', 'state', 'rank', 'name', 'probability', 'candidates', 'risk', 'quality', 'model'];
const risks = ['deadly', 'deadly_lookalikes', 'poisonous', 'unknown'];
const manifest = JSON.parse(readFileSync(join(repository, 'models/manifest.json'), 'utf8')).models[0];
const names = new Set(manifest.labels.flatMap(({ genus, species }) => [genus, species]).filter(Boolean));

describe('hypha identify --json', () => {
  let folder;
  let result;
  let answers;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hypha-cli-'));
    cpSync(fixture('photos'), join(folder, 'b_photos'), { recursive: true });
    cpSync(fixture('images'), join(folder, 'a_images'), { recursive: true });
    mkdirSync(join(folder, 'c_empty'));
    symlinkSync(folder, join(folder, 'c_empty', 'loop'));
    result = await runHypha(['identify', '--json', folder, join(folder, 'nowhere.jpg')]);
    answers = new Map(result.lines.map((line) => JSON.parse(line)).map((answer) => [answer.file.slice(folder.length + 1), answer]));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('exits with 0 although files are unreadable', () => assert.equal(result.code, 0, result.err));

  it('answers every picture of the folder once, in order, and nothing else', () => {
    const files = [...answers.keys()];
    assert.equal(files.length, result.lines.length);
    assert.deepEqual(files.slice(0, -1), files.slice(0, -1).toSorted());
    assert.equal(files.at(-1), 'nowhere.jpg');
    assert.equal(files.filter((file) => file.startsWith('b_photos')).length, 10);
    assert.ok(!files.some((file) => /\.(py|md)$/.test(file)), files.join());
  });

  it('gives exactly the keys of the contract, and a reason when unreadable', () => {
    for (const answer of answers.values()) assert.deepEqual(Object.keys(answer), answer.state === 'unreadable' ? [...keys, 'reason'] : keys, answer.file);
  });

  it('names only what the model was trained on, with words that exist', () => {
    for (const { file, state, rank, name, probability, candidates, risk, quality, model } of answers.values()) {
      assert.ok(risks.includes(risk), file);
      assert.deepEqual(model, { name: manifest.name, version: manifest.version, sha256: manifest.sha256 });
      if (state === 'unreadable') continue;
      assert.ok(['answered', 'unknown', 'not_mushroom'].includes(state), file);
      assert.ok(probability >= 0 && probability <= 1, file);
      assert.ok(quality.sharpness > 0 && quality.exposure > 0 && quality.exposure < 1, file);
      assert.ok(candidates.length <= 5);
      for (const candidate of candidates) {
        assert.deepEqual(Object.keys(candidate), ['name', 'rank', 'probability']);
        assert.ok(names.has(candidate.name), candidate.name);
      }
      if (state === 'answered') {
        assert.ok(['species', 'genus'].includes(rank), file);
        assert.ok(names.has(name), name);
        assert.equal(candidates[0].name, name);
      } else {
        assert.equal(name, null);
        assert.equal(rank, null);
      }
      if (state === 'not_mushroom') assert.deepEqual(candidates, []);
      const shown = candidates.map((candidate) => candidate.name);
      if (shown.some((each) => each.startsWith('Amanita'))) assert.equal(risk, 'deadly', file);
    }
  });

  it('sees that clothes are no mushrooms', () => {
    for (const file of ['b_photos/clothing_1.jpg', 'b_photos/clothing_2.jpg']) assert.equal(answers.get(file).state, 'not_mushroom', file);
  });

  it('says why a file is unreadable', () => {
    const reasons = { 'empty.jpg': 'empty_file', 'letter.jpg': 'not_an_image', 'cut.jpg': 'decode_failed', 'bomb.png': 'too_large', 'speck.png': 'too_small', 'phone.heic': 'unsupported_format', 'animated.gif': 'unsupported_format' };
    for (const [file, reason] of Object.entries(reasons)) {
      const { state, reason: given, risk, candidates } = answers.get(`a_images/${file}`);
      assert.deepEqual({ state, given, risk, candidates }, { state: 'unreadable', given: reason, risk: 'unknown', candidates: [] }, file);
    }
    assert.equal(answers.get('nowhere.jpg').reason, 'not_found');
  });

  it('reads CMYK, palettes and transparency', () => {
    for (const file of ['cmyk.jpg', 'palette.png', 'alpha.png', 'progressive.jpg']) assert.notEqual(answers.get(`a_images/${file}`).state, 'unreadable', file);
  });

  it('sees a turned photo as it was seen by the person', () => {
    const turned = answers.get('a_images/turned_6.jpg');
    const upright = answers.get('a_images/exact.png');
    assert.ok(Math.abs(turned.quality.exposure - upright.quality.exposure) < 0.001);
    assert.equal(turned.candidates[0].name, upright.candidates[0].name);
  });

  it('carries the orientation line on the other channel', () => assert.match(result.err, /Orientation only\. Never eat a mushroom because of an app\./));
});

describe('hypha for people', () => {
  it('says orientation only on every answer, and never a word that reassures', async () => {
    const { code, out } = await runHypha(['identify', fixture('photos/coprinellus_micaceus.jpg'), fixture('photos/clothing_1.jpg'), fixture('images/empty.jpg')]);
    assert.equal(code, 0);
    assert.equal(out.match(/Orientation only\. Never eat a mushroom because of an app\./g).length, 3);
    assert.match(out, /(Likely|Possibly|Not sure), \d+ %/);
    assert.match(out, /Risk: (Deadly|Deadly look-alikes|Poisonous|Risk unknown)\./);
    assert.match(out, /Unreadable: the file is empty\./);
    assert.doesNotMatch(out, new RegExp(['ed[i]ble', 's[a]fe', 'harml[e]ss'].join('|'), 'i'));
  });

  it('has help that is not an error', async () => {
    const { code, out } = await runHypha(['--help']);
    assert.equal(code, 0);
    assert.match(out, /usage: hypha identify \[--json\] FILE\|DIR/);
  });

  for (const args of [[], ['identify'], ['identify', '--colour'], ['eat', 'x.jpg'], ['--json']]) {
    it(`calls "hypha ${args.join(' ')}" wrong use: exit code 2 and the usage`, async () => {
      const { code, out, err } = await runHypha(args);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, /usage: hypha identify/);
    });
  }
});

describe('hypha that cannot work', () => {
  it('asks for the build in one sentence', async () => {
    const { code, out, err } = await runHypha(['identify', fixture('photos/clothing_1.jpg')], { env: { HYPHA_WEB_BUILD: join(tmpdir(), 'no-such-build') } });
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /^hypha: The web build is missing .*npm start.*\n$/);
  });

  it('names nothing when the model is not the one of the build', async () => {
    const other = mkdtempSync(join(tmpdir(), 'hypha-build-'));
    try {
      for (const name of ['media.js', 'decode.js', 'decode.wasm']) cpSync(join(buildFolder, name), join(other, name));
      // The build's own idea of the hash, changed in one digit.
      const wasm = readFileSync(join(buildFolder, 'media.wasm')).toString('latin1');
      assert.ok(wasm.includes(manifest.sha256), 'the build holds the hash of the manifest');
      const wrong = (manifest.sha256[0] === '0' ? '1' : '0') + manifest.sha256.slice(1);
      writeFileSync(join(other, 'media.wasm'), wasm.replaceAll(manifest.sha256, wrong), 'latin1');
      const { code, out, err } = await runHypha(['identify', '--json', fixture('photos/coprinellus_micaceus.jpg')], { env: { HYPHA_WEB_BUILD: other } });
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(err, /is not the model that the build was made for, so nothing is named/);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});
