// Statement, method by method.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { facePath, freshInitSqlJs, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const db = new SQL.Database().run("create table t(a, b); insert into t values (1, 'x'), (2, 'y'), (3, 'z')");

test('bind by index, by every kind of name, and again', () => {
  const statement = db.prepare('select ?1, :n, @n, $n');
  assert.equal(statement.bind([1, 2, 3, 4]), true);
  assert.ok(statement.step());
  assert.deepEqual(statement.get(), [1, 2, 3, 4]);
  statement.bind({ '@n': 'only' }); // the cells still hold the numbers of the row
  statement.step();
  assert.deepEqual(statement.get(), [null, null, 'only', null]);
  statement.bind({ ':n': 'c', '@n': 'a', $n: 'd', '?1': 'i', n: 'no such name' });
  statement.step();
  assert.deepEqual(statement.get(), ['i', 'c', 'a', 'd']);
  statement.bind([9]);
  statement.step();
  assert.deepEqual(statement.get(), [9, null, null, null]); // what was bound before is gone
  statement.free();
});

test('bind resets a statement that stands on a row', () => {
  const statement = db.prepare('select a from t where a > ?');
  statement.bind([0]);
  statement.step();
  statement.bind([2]);
  statement.step();
  assert.deepEqual(statement.get(), [3]);
  statement.free();
});

test('a text stays bound over many steps, and long after short', () => {
  const statement = db.prepare("select ? || a from t");
  for (const text of ['s', 'x'.repeat(5000), 'é'.repeat(3000), '']) {
    statement.bind([text]);
    for (const a of [1, 2, 3]) {
      statement.step();
      assert.equal(statement.get()[0], `${text}${a}`);
    }
  }
  statement.free();
});

test('many texts and blobs in one bind keep apart while their buffer grows', () => {
  const values = Array.from({ length: 60 }, (_, i) => (i % 3 ? `${i}`.repeat(i * 7) : new Uint8Array(i * 11).fill(i)));
  const statement = db.prepare(`select ${values.map(() => '?').join()}`);
  assert.deepEqual(statement.get(values), values);
  statement.free();
});

test('step says whether there is a row, and starts over after the last', () => {
  const statement = db.prepare('select a from t');
  const steps = [];
  for (let i = 0; i < 5; i += 1) steps.push(statement.step());
  assert.deepEqual(steps, [true, true, true, false, true]);
  statement.free();
});

test('get reads the row; with parameters it binds and takes the first', () => {
  const statement = db.prepare('select a, b from t where a >= ?');
  assert.deepEqual(statement.get(), []); // nothing was stepped
  assert.deepEqual(statement.get([2]), [2, 'y']);
  assert.ok(statement.step());
  assert.deepEqual(statement.get(), [3, 'z']);
  assert.deepEqual(statement.get([7]), []);
  statement.free();
});

test('getAsObject, with names that repeat or are special', () => {
  const statement = db.prepare("select 1 as a, 2 as a, 3 as __proto__, 4 as '1'");
  const row = statement.getAsObject([]);
  assert.deepEqual(Object.keys(row), ['1', 'a', '__proto__']);
  assert.equal(Object.getPrototypeOf(row), Object.prototype);
  assert.deepEqual([row.a, row['1'], Object.entries(row)[2][1]], [2, 4, 3]);
  assert.deepEqual(db.prepare('select a from t where a = ?').getAsObject([7]), { a: undefined });
  statement.free();
});

test('getColumnNames before and after a step', () => {
  const statement = db.prepare("select a, b as 'é', a + 1 from t");
  assert.deepEqual(statement.getColumnNames(), ['a', 'é', 'a + 1']);
  statement.step();
  assert.deepEqual(statement.getColumnNames(), ['a', 'é', 'a + 1']);
  assert.deepEqual(db.prepare('delete from t where 0').getColumnNames(), []);
  statement.free();
});

test('names follow a table that changes', () => {
  const own = new SQL.Database().run('create table c(a); insert into c values (1)');
  const statement = own.prepare('select * from c');
  assert.deepEqual(statement.getAsObject([]), { a: 1 });
  statement.reset();
  own.run('alter table c add column b default 5; alter table c rename column a to first');
  assert.deepEqual(statement.getAsObject([]), { first: 1, b: 5 });
  assert.deepEqual(statement.getColumnNames(), ['first', 'b']);
});

test('getSQL and getNormalizedSQL', () => {
  const statement = db.prepare("select * from t where b='é' and a=42; select 2");
  assert.equal(statement.getSQL(), "select * from t where b='é' and a=42;");
  assert.equal(statement.getNormalizedSQL(), 'SELECT*FROM t WHERE b=?AND a=?;');
  statement.free();
});

test('run executes and can run again at once', () => {
  const own = new SQL.Database().run('create table r(a unique)');
  const insert = own.prepare('insert into r values (?)');
  assert.equal(insert.run([1]), true);
  assert.equal(insert.run(['two']), true);
  assert.throws(() => insert.run([1]), { message: 'UNIQUE constraint failed: r.a' });
  assert.equal(insert.run([3]), true);
  insert.bind([4]);
  assert.equal(insert.run(), true); // keeps what is bound
  assert.deepEqual(valuesOf(own, 'select a from r'), [[1], ['two'], [3], [4]]);
});

test('reset goes back to the start and forgets bindings', () => {
  const statement = db.prepare('select ?');
  statement.bind([5]);
  statement.step();
  assert.equal(statement.reset(), true);
  assert.deepEqual(statement.get(), []);
  statement.step();
  assert.deepEqual(statement.get(), [null]);
  assert.equal(statement.freemem(), undefined);
  statement.free();
});

test('free, also twice; a freed statement says that it is closed', () => {
  const statement = db.prepare('select 1');
  assert.equal(statement.free(), true);
  assert.equal(statement.free(), true);
  for (const method of ['bind', 'step', 'run']) assert.throws(() => statement[method]([1]), (thrown) => thrown === 'Statement closed');
  for (const method of ['get', 'getAsObject']) assert.throws(() => statement[method]([1]), (thrown) => thrown === 'Statement closed');
  assert.deepEqual([statement.get(), statement.getAsObject(), statement.getColumnNames()], [[], {}, []]);
  assert.deepEqual([statement.getSQL(), statement.getNormalizedSQL(), statement.reset()], ['', '', true]);
});

test('statements that come and go leave no memory behind', async () => {
  let memory;
  const instantiateWasm = (imports, received) => void WebAssembly.instantiate(readFileSync(facePath('sql-wasm.wasm')), imports).then(({ instance }) => {
    memory = instance.exports.memory;
    received(instance);
  });
  const own = new (await freshInitSqlJs()({ instantiateWasm })).Database();
  const cycle = () => {
    const statement = own.prepare('select ? || ?', ['some text', 'x'.repeat(1000)]);
    statement.step();
    statement.free();
    own.exec('select ?', ['y'.repeat(1000)]);
    for (const each of own.iterateStatements(`select 1; select 2 ${'-'.repeat(1000)}`)) if (each.step()) break;
    assert.throws(() => own.exec('select abs(-9223372036854775807 - ?)', [1]), /integer overflow/);
  };
  for (let i = 0; i < 100; i += 1) cycle();
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 20000; i += 1) cycle();
  assert.equal(memory.buffer.byteLength, before);
});
