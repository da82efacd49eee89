// The texts of the interface: what the build refuses, and that what ships is not refused.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { complaints, headerOf, placeholdersOf, readTables } from '../../assets/build/strings.mjs';

const assets = join(dirname(fileURLToPath(import.meta.url)), '../../assets');

test('the texts that ship have no complaint', () => {
  const tables = readTables(assets);
  assert.deepEqual(Object.keys(tables).sort(), ['en', 'es']);
  assert.deepEqual(complaints(tables), []);
});

test('a key that is missing in one language is named', () => {
  assert.match(complaints({ en: { a: 'A', b: 'B' }, es: { a: 'A' } }).join(), /es: "b" is missing/);
  assert.match(complaints({ en: { a: 'A' }, es: { a: 'A', c: 'C' } }).join(), /es: "c" is not in English/);
});

test('placeholders must be the same, in any order', () => {
  assert.deepEqual(placeholdersOf('{b} of {a}'), ['a', 'b']);
  assert.deepEqual(complaints({ en: { a: '{x} of {y}' }, es: { a: '{y}: {x}' } }), []);
  assert.match(complaints({ en: { a: '{x}' }, es: { a: '{z}' } }).join(), /has placeholders \{z\}, English \{x\}/);
});

test('a plural needs both forms, and may leave the number out of one', () => {
  const both = { one: 'one find', other: '{count} finds' };
  assert.deepEqual(complaints({ en: { a: both }, es: { a: { one: '{count} hallazgo', other: '{count} hallazgos' } } }), []);
  assert.match(complaints({ en: { a: both }, es: { a: { other: '{count}' } } }).join(), /has the forms other/);
  assert.match(complaints({ en: { a: both }, es: { a: 'x' } }).join(), /plural in one language only/);
});

test('no text says a word that no screen may say', () => {
  for (const word of ['Ed' + 'ible when young', 'un hongo comest' + 'ible', 'it is s' + 'afe to eat', 'harm' + 'less', 'inofen' + 'sivo', 'apta p' + 'ara comer']) {
    assert.match(complaints({ en: { a: word }, es: { a: 'b' } }).join(), /no screen may say/, word);
  }
  assert.deepEqual(complaints({ en: { a: 'Save to journal' }, es: { a: 'Guardar' } }), []);
});

test('texts reach C++ byte for byte', () => {
  const header = headerOf({ en: { a: 'x"\\é\n', n: { one: '1', other: '{count}' } }, es: { a: 'y', n: { one: '1', other: '2' } } });
  assert.match(header, /"x\\"\\\\\\303\\251\\n"/);
  assert.match(header, /enum class Locale : std::uint8_t \{ en, es \};/);
});
