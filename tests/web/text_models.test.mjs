// The text models as they ship: each within 1.5 MB, the very file of its manifest and card, and no part of the site, whose first screen
// and precache stay as small as they are until a screen asks for them.
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

test('no text model is part of the site', () => {
  const site = join(process.env.HYPHA_WEB_BUILD ?? fileURLToPath(new URL('../../build/web', import.meta.url)), 'site');
  const stems = models.map(({ file }) => file.replace(/\.onnx$/, ''));
  const { files } = JSON.parse(readFileSync(join(dirname(site), 'sizes.json'), 'utf8'));
  assert.ok(Object.keys(files).some((url) => url.includes('hypha-fungi')), 'the list of the site is not what it was');
  for (const url of Object.keys(files)) assert.ok(!stems.some((stem) => url.includes(stem)) && !/\/text[-.]/.test(url), url);
  const worker = readFileSync(join(site, 'sw.js'), 'utf8');
  for (const stem of stems) assert.ok(!worker.includes(stem), `sw.js names ${stem}`);
});
