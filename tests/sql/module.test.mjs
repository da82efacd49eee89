// How the face loads: by require, import, bytes or a place of one's own; and that there is one module.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import test from 'node:test';
import { facePath, freshInitSqlJs, one, openFace } from './open_face.mjs';

test('require and import give the same function, with a default', async () => {
  const initSqlJs = freshInitSqlJs();
  assert.equal(typeof initSqlJs, 'function');
  assert.equal(initSqlJs.default, initSqlJs);
  const imported = await import(pathToFileURL(facePath('sql-wasm.js')).href);
  assert.equal(typeof imported.default, 'function');
  const SQL = await imported.default();
  assert.equal(one(new SQL.Database(), 'select 6 * 7'), 42);
});

test('initialising twice gives one module', async () => {
  const initSqlJs = freshInitSqlJs();
  const first = initSqlJs();
  assert.equal(initSqlJs({ locateFile: () => 'elsewhere' }), first);
  const SQL = await first;
  assert.equal(await initSqlJs(), SQL);
});

test('the configuration becomes the module', async () => {
  const configuration = { mine: 1 };
  const SQL = await freshInitSqlJs()(configuration);
  assert.equal(SQL, configuration);
  assert.equal(typeof SQL.Database, 'function');
});

test('locateFile is asked for sql-wasm.wasm and may answer with a path or a file URL', async () => {
  for (const answer of [facePath('sql-wasm.wasm'), pathToFileURL(facePath('sql-wasm.wasm')).href]) {
    const asked = [];
    const SQL = await freshInitSqlJs()({ locateFile: (name) => (asked.push(name), answer) });
    assert.deepEqual(asked, ['sql-wasm.wasm']);
    assert.equal(one(new SQL.Database(), "select 'here'"), 'here');
  }
});

test('wasmBinary is used instead of a file', async () => {
  const wasmBinary = readFileSync(facePath('sql-wasm.wasm'));
  const SQL = await freshInitSqlJs()({ wasmBinary, locateFile: () => '/nowhere/at/all.wasm' });
  assert.equal(one(new SQL.Database(), 'select 1'), 1);
});

test('instantiateWasm is handed the imports and gives the instance', async () => {
  const instantiateWasm = (imports, received) => {
    WebAssembly.instantiate(readFileSync(facePath('sql-wasm.wasm')), imports).then(({ instance, module }) => received(instance, module));
    return {};
  };
  const SQL = await freshInitSqlJs()({ instantiateWasm });
  assert.equal(one(new SQL.Database(), 'select 2'), 2);
});

test('a load that fails rejects and can be tried again', async () => {
  const initSqlJs = freshInitSqlJs();
  const aborted = [];
  await assert.rejects(initSqlJs({ locateFile: () => '/nowhere/at/all.wasm', onAbort: (reason) => aborted.push(reason) }), /nowhere/);
  assert.equal(aborted.length, 1);
  const SQL = await initSqlJs();
  assert.equal(one(new SQL.Database(), 'select 3'), 3);
});

test('the debug build loads its own WebAssembly', async () => {
  const SQL = await freshInitSqlJs('sql-wasm-debug.js')();
  assert.equal(one(new SQL.Database(), "select 'debug'"), 'debug');
});

test('features: what sql.js has, and FTS5', async () => {
  const SQL = await openFace();
  const db = new SQL.Database();
  const options = new Set(db.exec('pragma compile_options')[0].values.flat());
  for (const option of ['ENABLE_FTS3', 'ENABLE_FTS3_PARENTHESIS', 'ENABLE_FTS5', 'ENABLE_NORMALIZE', 'ENABLE_MATH_FUNCTIONS', 'OMIT_LOAD_EXTENSION', 'THREADSAFE=0']) {
    assert.ok(options.has(option), option);
  }
  db.run("create virtual table f using fts5(body); insert into f values ('a mushroom in the wood'), ('nothing')");
  assert.equal(one(db, "select rowid from f where f match 'mushroom'"), 1);
  db.run("create virtual table g using fts4(body); insert into g values ('a mushroom in the wood')");
  assert.equal(one(db, "select snippet(g) from g where g match 'wood AND (mushroom OR tree)'"), 'a <b>mushroom</b> in the <b>wood</b>');
  assert.equal(one(db, 'select "is text"'), 'is text'); // double quotes, as stock
});
