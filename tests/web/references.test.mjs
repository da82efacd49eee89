// Reference pictures: each with a licence that allows it, a link to its author's page, and its file; and the pack that ships them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { faultsOf, headerOf, licences } from '../../assets/build/references.mjs';
import { packReferences } from '../../web/build/bundle.mjs';

const folder = new URL('../../assets/references/', import.meta.url);
const shipped = JSON.parse(readFileSync(new URL('references.json', folder), 'utf8'));
const { labels } = JSON.parse(readFileSync(new URL('../../models/manifest.json', import.meta.url), 'utf8')).models[0];
const has = (file) => existsSync(new URL(file, folder));

const whole = () => ({
  schema: 1, changes: 'made smaller',
  pictures: [{ picture: 'boletus_edulis', species: 'Boletus edulis', licence: 'CC BY-SA 4.0', licence_url: 'https://creativecommons.org/licenses/by-sa/4.0/', source_url: 'https://commons.wikimedia.org/wiki/File:A.jpg' }],
});

test('the shipped table is in order, and holds every picture that the model may show', () => {
  assert.deepEqual(faultsOf(shipped, labels, has), []);
  assert.equal(labels.filter(({ kind }) => kind === 'reference').length, shipped.pictures.length);
});

test('every picture in the folder is in the table', () => {
  const listed = new Set(shipped.pictures.map(({ picture }) => `${picture}.webp`));
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.webp'))) assert.ok(listed.has(name), name);
});

test('each thing that may be wrong is said', () => {
  assert.deepEqual(faultsOf(whole(), [], () => true), []);
  for (const [change, sentence] of [
    [(t) => { t.schema = 2; }, /schema/], [(t) => { t.changes = ''; }, /changed/], [(t) => { t.pictures.push(t.pictures[0]); }, /twice/],
    [(t) => { t.pictures[0].licence = 'CC BY-SA 3.0'; }, /licence of boletus_edulis is "CC BY-SA 3.0"/], [(t) => { t.pictures[0].licence_url = ''; }, /terms/],
    [(t) => { t.pictures[0].source_url = 'https://example.org/a.jpg'; }, /source/], [(t) => { t.pictures[0].species = 'boletus'; }, /no species/],
    [(t) => { t.pictures[0].picture = '../passwd'; }, /not the name/],
  ]) {
    const table = whole();
    change(table);
    assert.match(faultsOf(table, [], () => true).join('\n'), sentence);
  }
  assert.match(faultsOf(whole(), [], () => false).join('\n'), /boletus_edulis\.webp is missing/);
  assert.match(faultsOf(whole(), [{ kind: 'reference', picture: 'other' }], () => true).join('\n'), /may show other/);
});

test('only licences that a link alone satisfies', () => {
  assert.deepEqual(licences, ['Public domain', 'CC0 1.0', 'CC BY 4.0', 'CC BY-SA 4.0']);
  assert.match(headerOf(whole()), /\{"boletus_edulis", "CC BY-SA 4\.0", "https:\/\/commons\.wikimedia\.org/);
});

test('the pack gives every picture back, byte for byte', () => {
  const pack = packReferences(new URL('.', folder).pathname);
  const end = pack.indexOf(10);
  const places = JSON.parse(pack.subarray(0, end).toString());
  assert.equal(Object.keys(places).length, shipped.pictures.length);
  for (const [name, [from, bytes]] of Object.entries(places)) {
    assert.ok(pack.subarray(end + 1 + from, end + 1 + from + bytes).equals(readFileSync(new URL(`${name}.webp`, folder))), name);
  }
});
