// `hypha export-labels` on a journal file with the schema of a released version: what people said last becomes labels that `hypha evaluate`
// reads, photos lose what is hidden in them, and what is no journal is said so. The browser's own backup takes the same road in
// tests/browser/export_zip.test.mjs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseLabels } from '../../web/cli/label_file.mjs';
import { buildFolder, fixture, runHypha } from './run_hypha.mjs';

const uuid = (number) => `0f8fad5b-d9cb-469f-a165-${String(number).padStart(12, '0')}`;

// EXIF with a place, as a phone writes it, behind the start of a JPEG.
function withPlace(photo) {
  const content = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0GPS 42.8125 N', 'latin1');
  return Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 255]), content, photo.subarray(2)]);
}

describe('hypha export-labels', () => {
  let folder, journal, run, out;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hypha-labels-'));
    journal = join(folder, 'journal.sqlite');
    out = join(folder, 'labels');
    const SQL = await createRequire(import.meta.url)(join(buildFolder, 'sql/sql-wasm.js'))();
    const database = new SQL.Database(readFileSync(fixture('databases/v1.sqlite')));
    database.run('DELETE FROM observation; DELETE FROM photo; DELETE FROM identification;'
      + ' CREATE TABLE backup_photo(sha256 TEXT NOT NULL, part TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY(sha256, part)) STRICT');
    const add = (number, file, answers, part = 'original') => {
      const bytes = Buffer.isBuffer(file) ? file : withPlace(readFileSync(fixture(`photos/${file}`)));
      const sha = createHash('sha256').update(bytes).digest('hex');
      database.run("INSERT INTO observation(id, uuid, created_ms, state, saved, place_privacy) VALUES(?, ?, ?, 'analysed', 1, '10km')", [number, uuid(number), number]);
      database.run("INSERT INTO photo VALUES(?, 1, 'profile', ?, 640, 480, 1, 0, 0, x'', '')", [number, sha]);
      if (part) database.run('INSERT INTO backup_photo VALUES(?, ?, ?)', [sha, part, bytes]);
      for (const [by, state, name] of answers) {
        database.run("INSERT INTO identification(observation_id, created_ms, identified_by, model_name, model_version, model_sha256, thresholds, state, rank, name, probability, confidence, risk, verdict) VALUES(?, 1, ?, '', '', '', '', ?, 'genus', ?, 0, 'not_sure', 'unknown', '{}')", [number, by, state, name]);
      }
    };
    add(1, 'agaricus_augustus.jpg', [['model', 'answered', 'Amanita'], ['person', 'answered', 'Agaricus'], ['person', 'answered', 'Agaricus augustus'], ['model', 'answered', 'Amanita']]);
    add(2, 'clothing_1.jpg', [['model', 'answered', 'Amanita'], ['person', 'not_mushroom', '']]);
    add(3, 'mycena_haematopus.jpg', [['model', 'answered', 'Mycena']]); // nobody said so
    add(4, 'ganoderma_applanatum.jpg', [['person', 'answered', 'Ganoderma'], ['person', 'unknown', '']]); // taken back
    add(5, 'pluteus_cervinus.jpg', [['person', 'answered', 'Pluteus cervinus']], 'thumbnail'); // the original is not in the file
    add(6, 'armillaria_mellea.jpg', [['person', 'answered', 'Armillaria']], null); // neither is
    writeFileSync(journal, database.export());
    database.close();
    run = await runHypha(['export-labels', journal, '--out', out]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('writes what people said last and nothing that a model said', () => {
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, /^3 photos with what a person said/);
    assert.match(run.out, /1 photo as the small picture\. 1 photo could not be found/);
    assert.match(run.out, /Orientation only\. Never eat a mushroom because of an app\./);
    const labels = parseLabels(readFileSync(join(out, 'labels.csv'), 'utf8'));
    assert.deepEqual(labels, [
      { path: `photos/${uuid(1)}-profile.jpg`, latin: 'Agaricus augustus' },
      { path: `photos/${uuid(2)}-profile.jpg`, latin: '' },
      { path: `photos/${uuid(5)}-profile.jpg`, latin: 'Pluteus cervinus' },
    ]);
    assert.equal(readdirSync(join(out, 'photos')).length, 3);
  });

  it('leaves nothing hidden in the photos', () => {
    for (const name of readdirSync(join(out, 'photos'))) assert.equal(readFileSync(join(out, 'photos', name)).includes('GPS'), false);
    assert.ok(readFileSync(journal).includes('GPS')); // it was there
  });

  it('is read by evaluate as it is', async () => {
    const evaluated = await runHypha(['evaluate', out, '--labels', join(out, 'labels.csv'), '--out', join(folder, 'report.json')]);
    assert.equal(evaluated.code, 0, evaluated.err);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    assert.equal(report.photos, 3);
    assert.deepEqual(report.unreadable, []);
  });

  it('says what is wrong with a file or a folder, and writes nothing', async () => {
    const fail = async (args, sentence) => {
      const failed = await runHypha(args);
      assert.equal(failed.code, 2);
      assert.match(failed.err, sentence);
    };
    const nowhere = join(folder, 'none');
    await fail(['export-labels', join(folder, 'missing.sqlite'), '--out', nowhere], /cannot be read/);
    await fail(['export-labels', fixture('photos/clothing_1.jpg'), '--out', nowhere], /is no Hypha journal/);
    await fail(['export-labels', fixture('databases/v1.sqlite'), '--out', nowhere], /holds no photos/);
    writeFileSync(join(folder, 'cut.sqlite'), readFileSync(journal).subarray(0, 20_000));
    await fail(['export-labels', join(folder, 'cut.sqlite'), '--out', nowhere], /is no Hypha journal, or it is damaged/);
    assert.equal(existsSync(nowhere), false);
    await fail(['export-labels', journal, '--out', out], /holds labels already/);
    await fail(['export-labels', journal], /needs --out/);
    await fail(['export-labels', journal, '--out', out, '--json'], /has no option --json/);
  });
});
