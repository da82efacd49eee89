// src/edge/THREATS.md against the tests: every test that it names is there, and every line names one or says that it has none.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './running_edge.mjs';

const rows = readFileSync(join(repository, 'src/edge/THREATS.md'), 'utf8').split('\n').filter((line) => /^\| (?!who tries|---)/.test(line));
const lastColumn = (row) => row.split(' | ').at(-1).replace(/ \|$/, '');

// Names of TEST_CASE, whose text may go on in a second literal, and of Node's test().
function names() {
  const found = [];
  for (const folder of ['tests/edge', 'tests/unit', 'tests/keys', 'tests/web']) {
    for (const name of readdirSync(join(repository, folder))) {
      if (!/\.(cpp|mjs)$/.test(name)) continue;
      const text = readFileSync(join(repository, folder, name), 'utf8');
      for (const match of text.matchAll(/TEST_CASE\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)/g)) found.push([...match[1].matchAll(/"((?:\\.|[^"\\])*)"/g)].map((part) => part[1]).join(''));
      for (const match of text.matchAll(/\btest\('((?:\\.|[^'\\])*)'/g)) found.push(match[1]);
    }
  }
  return found;
}

test('every test that the threat table names is there', () => {
  assert.ok(rows.length > 20);
  const known = names();
  const named = rows.flatMap((row) => [...lastColumn(row).matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  assert.ok(named.length > 30);
  assert.deepEqual(named.filter((name) => !known.some((one) => one.startsWith(name))), []);
});

test('every line of the threat table names a test, or says that there is none', () => {
  assert.deepEqual(rows.filter((row) => !/`[^`]+`|no test/.test(lastColumn(row))), []);
});
