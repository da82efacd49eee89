// The text models as they ship: each within 1.5 MB, the very file of its manifest and card, and part of the field kit alone, so that the
// first screen and the precache stay as small as they are without them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../models/text/', import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { models } = read('manifest.json');

test('each text model fits its budget and is the file that its manifest and card describe', () => {
  assert.deepEqual(models.map(({ task, lang }) => [task, lang]), [['language', undefined], ['topic', 'es'], ['topic', 'en']]);
  for (const { file, bytes, sha256, card } of models) {
    const content = readFileSync(join(folder, file));
    assert.ok(content.length <= 1_500_000, `${file} has ${content.length} bytes`);
    assert.equal(content.length, bytes);
    assert.equal(createHash('sha256').update(content).digest('hex'), sha256);
    assert.equal(read(card).model.sha256, sha256, 'the card belongs to another model');
    assert.ok(readFileSync(join(folder, 'REPORT.md'), 'utf8').includes(file));
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.onnx')).sort(), models.map(({ file }) => file).sort());
});

test('only what has an open licence trained them, and the card names it', () => {
  for (const { card } of models) {
    const sources = Object.values(read(card).trained_on);
    assert.ok(sources.length > 0);
    for (const licence of sources) assert.match(licence, /CC0|CC BY|Apache-2\.0/);
  }
});

test('the site has each text model once, in the field kit and nowhere else', () => {
  const site = join(process.env.HYPHA_WEB_BUILD ?? fileURLToPath(new URL('../../build/web', import.meta.url)), 'site');
  const { files, firstScreen } = JSON.parse(readFileSync(join(dirname(site), 'sizes.json'), 'utf8'));
  const worker = readFileSync(join(site, 'sw.js'), 'utf8');
  let downloaded = 0;
  for (const { file, sha256 } of models) {
    const urls = Object.keys(files).filter((url) => url.includes(file.replace(/\.onnx$/, '')));
    assert.equal(urls.length, 1, `${file}: ${urls}`);
    assert.equal(createHash('sha256').update(readFileSync(join(site, urls[0]))).digest('hex'), sha256);
    assert.ok(!(urls[0] in firstScreen), `${file} is part of the first screen`);
    // The service worker holds two lists, precache and kit: a model that stands in it once, with its role, is in the kit alone.
    assert.equal(worker.split(urls[0]).length - 1, 1, `sw.js names ${file} more than once`);
    assert.match(worker, new RegExp(`${urls[0]}[^}]*text_model`));
    downloaded += files[urls[0]].br;
  }
  assert.ok(downloaded <= 1_000_000, `${downloaded} bytes as downloaded`);
});
