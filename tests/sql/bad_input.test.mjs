// What must fail, and how: closed databases, wrong kinds, indexes out of range, bytes that are no database, cut-off and damaged files.
// A damaged file gives an error or rows, never a trap: WebAssembly.RuntimeError fails the test.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();

test('every method of a closed database', () => {
  const db = new SQL.Database();
  db.close();
  for (const method of ['run', 'exec']) assert.throws(() => db[method]('select 1'), (thrown) => thrown === 'Database closed');
  for (const method of ['prepare', 'each']) assert.throws(() => db[method]('select 1', () => {}), { name: 'Error', message: 'out of memory' });
  assert.throws(() => db.export(), { message: 'Database closed' });
  assert.throws(() => db.iterateStatements('select 1').next(), { message: 'Database closed' });
  assert.throws(() => db.handleError(1), { message: 'out of memory' });
  assert.throws(() => db.create_function('f', () => 1), (thrown) => thrown === 'Database closed');
  assert.equal(db.getRowsModified(), 0);
  assert.equal(db.updateHook(() => {}), db);
  assert.equal(db.close(), undefined);
});

test('SQL that is no text', () => {
  const db = new SQL.Database();
  for (const method of ['run', 'exec', 'prepare']) for (const nothing of [null, undefined]) assert.throws(() => db[method](nothing), TypeError);
  for (const kind of [5, {}, [], true]) {
    assert.deepEqual(db.exec(kind), []);
    assert.equal(db.run(kind), db);
    assert.throws(() => db.prepare(kind), (thrown) => thrown === 'Nothing to prepare');
    assert.deepEqual([...db.iterateStatements(kind)], []);
  }
});

test('more parameters than the statement has', () => {
  const db = new SQL.Database();
  const statement = db.prepare('select ?');
  assert.throws(() => statement.bind([1, 2]), { message: 'column index out of range' });
  assert.throws(() => statement.run([1, 2]), { message: 'column index out of range' });
  assert.throws(() => statement.get([1, 2]), { message: 'column index out of range' });
  assert.throws(() => statement.bind(new Array(40000).fill(1)), { message: 'column index out of range' });
  assert.deepEqual(statement.get([1]), [1]);
});

test('functions that are none', () => {
  const db = new SQL.Database();
  assert.throws(() => db.create_function(5, () => 1), TypeError);
  assert.throws(() => db.create_function('f'), TypeError);
  assert.throws(() => db.create_aggregate('f'), TypeError);
  assert.throws(() => db.create_aggregate('f', null), TypeError);
  const wide = Object.defineProperty(() => 1, 'length', { value: 2000 });
  assert.throws(() => db.create_function('wide', wide), Error);
});

test('numbers and symbols are no image', () => {
  for (const kind of [5, 5n, Symbol('image')]) assert.throws(() => new SQL.Database(kind), TypeError);
});

test('bytes that are no database open, and every use says so', () => {
  const db = new SQL.Database(Buffer.from('garbage that is no database, really'.repeat(50)));
  for (const use of [() => db.exec('select * from sqlite_schema'), () => db.run('create table t(a)'), () => db.export()]) {
    assert.throws(use, { message: 'file is not a database' });
  }
  db.close();
});

const whole = (() => {
  const db = new SQL.Database();
  db.run(`create table t(id integer primary key, name text); create index by_name on t(name);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 400) insert into t select i, 'name ' || (i * 7919 % 400) from n`);
  return db.export();
})();

// Uses all that a file has; what it says on errors.
function readAll(image) {
  const db = new SQL.Database(image);
  try {
    return [valuesOf(db, 'select count(*), max(name) from t'), valuesOf(db, 'select id from t where name > ? order by name', ['name 3']), one(db, 'pragma integrity_check'), db.export().length];
  } catch (error) {
    assert.equal(error.constructor, Error, String(error));
    assert.match(error.message, /malformed|not a database|no such table|unsupported|disk I\/O|out of memory|unable to open|not an error|schema/);
    return error.message;
  } finally {
    db.close();
  }
}

test('a file that was cut off anywhere', () => {
  const answers = new Set();
  for (let length = 1; length < whole.length; length += length < 200 ? 1 : 509) answers.add(JSON.stringify(readAll(whole.slice(0, length))));
  assert.ok(answers.size > 3);
  assert.equal(readAll(whole)[2], 'ok');
});

test('a file with each of its first 200 bytes, and one byte of every 97, flipped', () => {
  for (let at = 0; at < whole.length; at += at < 200 ? 1 : 97) {
    const damaged = whole.slice();
    damaged[at] ^= 0xff;
    readAll(damaged);
  }
});

test('a database of a size that no memory holds is refused', () => {
  assert.throws(() => new SQL.Database({ length: 8e9 }), Error);
  assert.equal(one(new SQL.Database(), 'select 1'), 1);
});
