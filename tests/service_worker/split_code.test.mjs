// The tool that splits hypha.wasm: names are read as compilers write them, and the mistakes a list can hold are named.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { escapeName, functionNames, readPatterns, splitCode, SplitError } from '../../web/build/split_code.mjs';

const text = (value) => [Buffer.byteLength(value), ...Buffer.from(value)];
const section = (id, bytes) => [id, bytes.length, ...bytes];
// (func (param i32) (result i32)): "twice" adds its argument to itself, "run" calls twice.
const named = (...names) => Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7f]), ...section(3, [2, 0, 0]),
  ...section(7, [1, ...text('run'), 0, 1]), ...section(10, [2, 7, 0, 0x20, 0, 0x20, 0, 0x6a, 0x0b, 6, 0, 0x20, 0, 0x10, 0, 0x0b]),
  ...(names.length > 0 ? section(0, [...text('name'), ...section(1, [names.length, ...names.flatMap((name, at) => [at, ...text(name)])])]) : [])]);

test('function names come from the name section, and a module without one is refused', () => {
  assert.deepEqual(functionNames(named('a::twice(int)', 'run')), ['a::twice(int)', 'run']);
  assert.throws(() => functionNames(named()), SplitError);
});

test('names are escaped as Binaryen does', () => assert.equal(escapeName('a::f(int, char) ñ'), 'a::f\\28int\\2c\\20char\\29\\20\\c3\\b1'));

test('a list with a broken expression, or one that fits nothing, says which', () => {
  assert.deepEqual(readPatterns('# why\n\n^a\n').map(String), ['/^a/u']);
  assert.throws(() => readPatterns('^a(\n'), /"\^a\(" is no regular expression/);
  const folder = mkdtempSync(join(tmpdir(), 'hypha-split-'));
  try {
    writeFileSync(join(folder, 'm.wasm'), named('a::twice(int)', 'run'));
    writeFileSync(join(folder, 'list'), '^gone::\n');
    assert.throws(() => splitCode({ module: join(folder, 'm.wasm'), list: join(folder, 'list'), binaryen: '/nowhere', first: join(folder, '1'), later: join(folder, '2') }), /no function is named like \/\^gone::\/u/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
