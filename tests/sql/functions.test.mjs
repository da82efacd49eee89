// Functions of the page in SQL: create_function, create_aggregate, updateHook.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const table = () => new SQL.Database().run("create table t(a, b); insert into t values (1, 'x'), (2, 'y'), (3, 'x')");

test('create_function hands over arguments of every type', () => {
  const db = new SQL.Database();
  const seen = [];
  assert.equal(db.create_function('see', (a, b, c, d, e) => { seen.push(a, b, c, d, e); }), db);
  assert.equal(one(db, "select see(1, 2.5, 'tëxt' || char(0) || 'z', x'0102', null)"), null);
  assert.deepEqual(seen, [1, 2.5, 'tëxt\u0000z', new Uint8Array([1, 2]), null]);
});

for (const [result, type, back] of [
  [1, 'real'], [2.5, 'real'], [true, 'integer', 1], [false, 'integer', 0], ['tëxt\u0000z', 'text'], ['', 'text'], [null, 'null'], [undefined, 'null', null],
  [new Uint8Array([3, 4]), 'blob'], [[1, 2], 'blob', new Uint8Array([1, 2])], [NaN, 'null', null], [10n, 'null', null],
]) {
  test(`a function that gives ${typeof result} ${String(result)} gives ${type}`, () => {
    const db = new SQL.Database().create_function('f', () => result);
    const [[got, gotType]] = valuesOf(db, 'select f(), typeof(f())');
    assert.deepEqual([got, gotType], [back === undefined ? result : back, type]);
  });
}

test('what a function throws is the error of the statement', () => {
  const db = new SQL.Database();
  db.create_function('fail', (what) => { throw what === 1 ? new TypeError('oh') : 'plain'; });
  assert.throws(() => db.exec('select fail(1)'), { name: 'Error', message: 'oh' });
  assert.throws(() => db.exec('select fail(2)'), { name: 'Error', message: 'plain' });
  db.create_function('odd', () => ({}));
  assert.throws(() => db.exec('select odd()'), { message: 'Wrong API use : tried to return a value of an unknown type ([object Object]).' });
  assert.equal(one(db, 'select 1'), 1);
});

test('the number of parameters is part of the name, its case is not', () => {
  const db = new SQL.Database();
  db.create_function('f', (a) => `one ${a}`).create_function('f', (a, b) => `two ${a}${b}`);
  assert.deepEqual(valuesOf(db, 'select f(1), F(1, 2)'), [['one 1', 'two 12']]);
  db.create_function('F', () => 'none').create_function('F', (a) => `new ${a}`);
  assert.deepEqual(valuesOf(db, 'select f(), f(1), f(1, 2)'), [['none', 'new 1', 'two 12']]);
  assert.throws(() => db.exec('select f(1, 2, 3)'), { message: 'wrong number of arguments to function f()' });
});

test('a function can use the database', () => {
  const db = table();
  const statement = db.prepare('select count(*) from t where b = ?');
  db.create_function('how_many', (b) => statement.get([b])[0]);
  assert.deepEqual(valuesOf(db, 'select a, how_many(b) from t'), [[1, 2], [2, 1], [3, 2]]);
});

test('functions belong to their database', () => {
  table().create_function('mine', () => 1);
  assert.throws(() => table().exec('select mine()'), { message: 'no such function: mine' });
});

test('create_aggregate: groups keep apart, no rows give init, parts have defaults', () => {
  const db = table();
  assert.equal(db.create_aggregate('total_of', { init: () => 0, step: (sum, a) => sum + a, finalize: (sum) => sum }), db);
  assert.deepEqual(valuesOf(db, 'select b, total_of(a) from t group by b'), [['x', 4], ['y', 2]]);
  assert.deepEqual(valuesOf(db, 'select total_of(a), total_of(a * 10) from t'), [[6, 60]]);
  for (let i = 0; i < 3; i += 1) assert.equal(one(db, 'select total_of(a) from t'), 6); // nothing is left of the query before
  assert.equal(one(db, 'select total_of(a) from t where 0'), 0);
  db.create_aggregate('last_of', { step: (_, value) => value });
  assert.equal(one(db, 'select last_of(b) from t'), 'x');
  assert.equal(one(db, 'select last_of(b) from t where 0'), null);
  db.create_aggregate('TOTAL_OF', { init: () => 100, step: (sum, a) => sum + a });
  assert.equal(one(db, 'select total_of(a) from t'), 106);
});

test('each part of an aggregate may throw', () => {
  const db = table();
  const thrower = (sentence) => () => { throw new Error(sentence); };
  db.create_aggregate('bad_init', { init: thrower('init failed'), step: (s, a) => a });
  db.create_aggregate('bad_step', { step: (s, a) => thrower(`step failed ${a}`)() });
  db.create_aggregate('bad_end', { step: (s, a) => a, finalize: thrower('end failed') });
  assert.throws(() => db.exec('select bad_init(a) from t'), { message: 'init failed' });
  assert.throws(() => db.exec('select bad_step(a) from t'), { message: 'step failed 1' });
  assert.throws(() => db.exec('select bad_end(a) from t'), { message: 'end failed' });
  assert.equal(one(db, 'select sum(a) from t'), 6);
  assert.throws(() => db.create_aggregate('none', {}), (thrown) => thrown === 'An aggregate function must have a step function in none');
});

test('updateHook tells of every change until it is taken back', () => {
  const db = table();
  const seen = [];
  assert.equal(db.updateHook((...change) => seen.push(change)), db);
  db.run("insert into t values (4, 'z'); update t set b = 'ü' where a = 1; delete from t where a = 2");
  assert.deepEqual(seen, [['insert', 'main', 't', 4], ['update', 'main', 't', 1], ['delete', 'main', 't', 2]]);
  const others = [];
  db.updateHook((operation) => others.push(operation));
  db.run('insert into t values (5, 5)');
  db.updateHook(null);
  db.run('insert into t values (6, 6)');
  assert.deepEqual([seen.length, others], [3, ['insert']]);
});

test('what a hook throws arrives after the statement, which is done and whole', () => {
  const db = table();
  db.updateHook((operation, database, name, row) => { throw new Error(`row ${row}`); });
  assert.throws(() => db.run("insert into t values (4, 'p'), (5, 'q')"), { message: 'row 4' });
  assert.throws(() => db.prepare('delete from t where a = ?').run([4]), { message: 'row 4' });
  assert.throws(() => db.exec('update t set b = 1 where a = 5'), { message: 'row 5' });
  db.updateHook(null);
  assert.deepEqual(valuesOf(db, 'select a, b from t where a > 3'), [[5, 1]]);
  db.run('begin; rollback'); // no transaction is left open
});

test('a row number that no number can hold is an error', () => {
  const db = new SQL.Database().run('create table k(a integer primary key)');
  db.updateHook(() => {});
  assert.throws(() => db.run('insert into k values (9007199254740993)'), (thrown) => thrown === 'rowId too big to fit inside a Number');
});

test('hooks belong to their database', () => {
  const [db, other] = [table(), table()];
  const seen = [];
  db.updateHook((operation) => seen.push(operation));
  other.run('delete from t where a = 1');
  assert.deepEqual(seen, []);
  db.run('delete from t where a = 1');
  assert.deepEqual(seen, ['delete']);
});
