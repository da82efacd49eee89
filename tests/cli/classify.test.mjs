// The contract of `hypha classify`: keys, one answer a text in order, every topic and language from the manifest, errors as sentences.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildFolder, repository, runHypha } from './run_hypha.mjs';

const keys = ['lang', 'topic', 'probability', 'candidates'];
const { models } = JSON.parse(readFileSync(join(repository, 'models/text/manifest.json'), 'utf8'));
const topics = new Set([...models.filter(({ task }) => task === 'topic').flatMap(({ labels }) => labels), 'other']);
const languages = new Set([...models.find(({ task }) => task === 'language').labels, 'und']);

// Written for this test.
const spanishSports = 'El delantero anotó dos goles en el segundo tiempo y la selección ganó el partido de las eliminatorias ante su hinchada en el estadio.';
const englishMarkets = 'Shares of the bank fell after quarterly earnings missed forecasts, and investors on Wall Street sold the stock as oil prices and inflation rose.';
const quechua = 'Ñuqanchikqa llaqtanchikpi kawsanchik, warmakunaqa yachay wasipi yachachkanku.';
const aymara = 'Jiwasax markasan jakasktanwa, wawanakax yatiqañ utan yatiqasipki.';

const lineOf = (text) => JSON.stringify({ text });
const classify = async (inputs, ...args) => {
  const result = await runHypha(['classify', '--json', ...args], { input: inputs.join('\n') });
  return { ...result, answers: result.lines.map((line) => JSON.parse(line)) };
};

describe('hypha classify --json', () => {
  it('says language and topic of lines of JSON, one answer a line, in order', async () => {
    const { code, err, answers } = await classify([spanishSports, englishMarkets, quechua, aymara].map(lineOf));
    assert.equal(code, 0, err);
    assert.deepEqual(answers.map(({ lang }) => lang), ['es', 'en', 'qu', 'ay']);
    assert.deepEqual(answers.map(({ topic }) => topic), ['sports', 'economy', 'other', 'other']);
    for (const answer of answers) assert.deepEqual(Object.keys(answer), keys);
  });

  it('names only what the models were made for, with probabilities that fit', async () => {
    const { answers } = await classify([spanishSports, englishMarkets, 'Hola.', 'ok', 'The a of', '2023'].map(lineOf));
    assert.equal(answers.length, 6);
    for (const { lang, topic, probability, candidates } of answers) {
      assert.ok(languages.has(lang), lang);
      assert.ok(topics.has(topic), topic);
      if (probability === null) {
        assert.deepEqual([topic, candidates], ['other', []]);
        continue;
      }
      assert.ok(probability >= 0 && probability <= 1);
      assert.equal(candidates.length, 3);
      for (const candidate of candidates) assert.deepEqual(Object.keys(candidate), ['topic', 'probability']);
      assert.deepEqual(candidates.map((each) => each.probability), candidates.map((each) => each.probability).toSorted((a, b) => b - a));
      if (topic === 'other') assert.ok(Math.abs(probability - (1 - candidates[0].probability)) < 1e-5);
      else assert.deepEqual({ topic, probability }, candidates[0]);
    }
  });

  it('knows no language where there is no word', async () => {
    const { answers } = await classify(['', '   ', '1999 2023', '🙂', '\u202e'].map(lineOf));
    for (const answer of answers) assert.deepEqual(answer, { lang: 'und', topic: 'other', probability: null, candidates: [] });
    assert.equal(answers.length, 5);
  });

  it('reads a megabyte, broken surrogates and right-to-left text', async () => {
    const { code, answers } = await classify([lineOf(`${spanishSports} `.repeat(7000)), '{"text":"\\ud800 el gol"}', lineOf('שלום עולם, מה שלומך היום?')]);
    assert.equal(code, 0);
    assert.equal(answers[0].topic, 'sports');
    assert.equal(answers.length, 3);
    assert.equal(answers[2].lang, 'und');
  });

  it('answers a line that is no text with a sentence, and goes on', async () => {
    const { code, answers } = await classify(['{"text":', '{"body":"x"}', '[]', 'null', '{"text":7}', '', lineOf(spanishSports)]);
    assert.equal(code, 0);
    assert.equal(answers.length, 6, 'the empty line is none');
    assert.equal(answers[0].error, 'Line 1 is not JSON.');
    for (const [at, number] of [[1, 2], [2, 3], [3, 4], [4, 5]]) assert.equal(answers[at].error, `Line ${number} is not an object with a "text".`);
    for (const answer of answers.slice(0, 5)) assert.deepEqual({ ...answer, error: '' }, { lang: null, topic: null, probability: null, candidates: [], error: '' });
    assert.equal(answers[5].topic, 'sports');
  });
});

describe('hypha classify on files', () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hypha-text-'));
    writeFileSync(join(folder, 'sports.txt'), spanishSports);
    writeFileSync(join(folder, 'latin1.txt'), Buffer.from(spanishSports, 'latin1')); // its accents are ill-formed UTF-8
    writeFileSync(join(folder, 'empty.txt'), '');
    writeFileSync(join(folder, 'noise.bin'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 197 + 91) % 256)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives one line a file and a sentence for what is no file', async () => {
    const { code, answers } = await classify([], ...['sports.txt', 'latin1.txt', 'empty.txt', 'noise.bin', 'none.txt', '.'].map((name) => join(folder, name)));
    assert.equal(code, 0);
    assert.deepEqual(answers.slice(0, 2).map(({ lang, topic }) => [lang, topic]), [['es', 'sports'], ['es', 'sports']]);
    assert.equal(answers[2].lang, 'und');
    assert.ok(languages.has(answers[3].lang));
    assert.deepEqual(answers.slice(4).map(({ error }) => error), ['There is no such file.', 'This is a folder; name its files.']);
  });

  it('says it in sentences without --json', async () => {
    const { out } = await runHypha(['classify', join(folder, 'sports.txt'), join(folder, 'empty.txt'), join(folder, 'none.txt')]);
    assert.match(out, /sports\.txt\n {2}Language: es\. Topic: sports, \d+ %\. Could also be: /);
    assert.match(out, /empty\.txt\n {2}Language not known\. No topic: the language is not known\./);
    assert.match(out, /none\.txt\n {2}There is no such file\./);
  });
});

describe('hypha classify that cannot work', () => {
  it('asks for the build in one sentence', async () => {
    const { code, out, err } = await runHypha(['classify'], { env: { HYPHA_WEB_BUILD: join(tmpdir(), 'no-such-build') }, input: lineOf('x') });
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /^hypha: The web build is missing \(text\.js, text\.wasm\).*npm start.*\n$/);
  });

  it('names nothing when a model is not the one of the build', async () => {
    const other = mkdtempSync(join(tmpdir(), 'hypha-build-'));
    try {
      cpSync(join(buildFolder, 'text.js'), join(other, 'text.js'));
      const { sha256 } = models.find(({ lang }) => lang === 'es');
      const wasm = readFileSync(join(buildFolder, 'text.wasm')).toString('latin1');
      assert.ok(wasm.includes(sha256), 'the build holds the hash of the manifest');
      writeFileSync(join(other, 'text.wasm'), wasm.replaceAll(sha256, (sha256[0] === '0' ? '1' : '0') + sha256.slice(1)), 'latin1');
      const { code, out, err } = await runHypha(['classify', '--json'], { env: { HYPHA_WEB_BUILD: other }, input: lineOf(spanishSports) });
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(err, /is not the model that the build was made for, so nothing is named/);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});
