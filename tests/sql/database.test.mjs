// Database, method by method.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const table = () => new SQL.Database().run("create table t(a, b); insert into t values (1, 'x'), (2, 'y')");

test('run executes every statement and gives the database', () => {
  const db = new SQL.Database();
  assert.equal(db.run('create table t(a); insert into t values (1); insert into t values (2);'), db);
  assert.deepEqual(valuesOf(db, 'select a from t'), [[1], [2]]);
  assert.equal(db.run(''), db);
  assert.throws(() => db.run('insert into t values (3); nonsense'), /near "nonsense": syntax error/);
  assert.equal(one(db, 'select count(*) from t'), 3);
});

test('run with parameters executes the first statement', () => {
  const db = table();
  assert.equal(db.run('insert into t values (?, ?); insert into t values (9, 9)', [3, 'z']), db);
  db.run('insert into t values (:a, $b)', { ':a': 4, $b: 'w', ':unknown': 1 });
  assert.deepEqual(valuesOf(db, 'select * from t'), [[1, 'x'], [2, 'y'], [3, 'z'], [4, 'w']]);
  assert.throws(() => db.run('', [1]), (thrown) => thrown === 'Nothing to prepare');
});

test('exec gives columns and values of each statement that has rows', () => {
  const db = table();
  assert.deepEqual(db.exec("select a, b from t; insert into t values (3, null); -- remark\n select count(*) as n from t; select 1 where 0;"), [
    { columns: ['a', 'b'], values: [[1, 'x'], [2, 'y']] },
    { columns: ['n'], values: [[3]] },
  ]);
  assert.deepEqual(db.exec(''), []);
  assert.deepEqual(db.exec('select ?; select ? + 1', [5]).map(({ values }) => values), [[[5]], [[6]]]);
  assert.throws(() => db.exec('select 1; selec 2'), { name: 'Error', message: 'near "selec": syntax error' });
});

test('exec hands over any number of rows of any size', () => {
  const db = new SQL.Database();
  db.run(`create table r(id integer primary key, ascii text, other text, bytes blob);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into r select i, printf('%.*c', i % 300, 'x') || i, char(8364, 120 + i % 3) || i, case i % 4 when 0 then null else randomblob(i % 50) end from n`);
  db.run('insert into r values (5001, ?, ?, ?)', ['y'.repeat(200000), 'é'.repeat(90000), new Uint8Array(100000).fill(7)]);
  db.run("insert into r values (5002, 'after', '', x'')");
  const rows = valuesOf(db, 'select * from r order by id');
  const statement = db.prepare('select * from r order by id');
  let index = 0;
  while (statement.step()) assert.deepEqual(rows[index], statement.get(), `row ${index++}`);
  assert.equal(rows.length, 5002);
  assert.equal(rows[5000][1].length, 200000);
  assert.equal(rows[5000][2], 'é'.repeat(90000));
  assert.equal(rows[298][1], `${'x'.repeat(299)}299`);
});

test('exec inside a function that exec calls keeps the rows apart', () => {
  const db = table();
  db.create_function('other', (a) => db.exec('select b from t where a = ? union all select ?', [a, `inner ${a}`])[0].values.flat().join());
  assert.deepEqual(valuesOf(db, "select a, 'outer ' || a, other(a) from t"), [[1, 'outer 1', 'x,inner 1'], [2, 'outer 2', 'y,inner 2']]);
});

test('each calls back with objects, then done', () => {
  const db = table();
  const seen = [];
  assert.equal(db.each('select * from t where a > $a', { $a: 0 }, (row) => seen.push(row), () => 'end'), 'end');
  assert.deepEqual(seen, [{ a: 1, b: 'x' }, { a: 2, b: 'y' }]);
  const short = [];
  db.each('select a from t', (row) => short.push(row.a), () => short.push('done'));
  assert.deepEqual(short, [1, 2, 'done']);
  db.each('select a from t', [], (row) => assert.equal(typeof row.a, 'bigint'), undefined, { useBigInt: true });
});

test('each frees its statement when the callback throws', () => {
  const db = table();
  assert.throws(() => db.each('select * from t', () => { throw new Error('enough'); }), /enough/);
  db.run('drop table t'); // locked while a statement reads it
});

test('prepare gives a statement on its first row when asked', () => {
  const db = table();
  const statement = db.prepare('select b from t where a = ?', [2]);
  assert.ok(statement.step());
  assert.deepEqual(statement.get(), ['y']);
  assert.throws(() => db.prepare('-- nothing'), (thrown) => thrown === 'Nothing to prepare');
  assert.throws(() => db.prepare('select * from nowhere'), { message: 'no such table: nowhere' });
});

test('iterateStatements walks through a text', () => {
  const db = table();
  const seen = [];
  for (const statement of db.iterateStatements('select 1;; select 2; -- x\n select 3')) {
    statement.step();
    seen.push(statement.get()[0], statement.getSQL().trim());
  }
  assert.deepEqual(seen, [1, 'select 1;', 2, ';select 2;'.replace(';s', '; s'), 3, '-- x\n select 3']);
});

test('an iterator keeps the rest of the text after an error', () => {
  const db = table();
  const iterator = db.iterateStatements('select 1; selec é; select 3');
  const first = iterator.next().value;
  assert.equal(iterator.getRemainingSQL(), ' selec é; select 3');
  assert.throws(() => iterator.next(), { message: 'near "selec": syntax error' });
  assert.equal(iterator.getRemainingSQL(), ' selec é; select 3');
  assert.deepEqual(iterator.next(), { done: true });
  assert.throws(() => first.step(), (thrown) => thrown === 'Statement closed');
});

test('an iterator that is left early frees its statement', () => {
  const db = table();
  for (const statement of db.iterateStatements('select * from t; select 2')) {
    statement.step();
    break;
  }
  db.run('drop table t');
});

test('export keeps statements, functions and pragmas', () => {
  const db = table();
  db.create_function('twice', (x) => 2 * x);
  db.run('pragma foreign_keys = 1; pragma cache_size = 77');
  const statement = db.prepare('select twice(a) from t');
  statement.step();
  const bytes = db.export();
  assert.ok(bytes instanceof Uint8Array);
  assert.deepEqual(statement.get(), [2]);
  assert.ok(statement.step());
  assert.deepEqual(statement.get(), [4]);
  assert.equal(one(db, 'select twice(21)'), 42);
  assert.deepEqual([one(db, 'pragma foreign_keys'), one(db, 'pragma cache_size')], [1, 77]);
  assert.deepEqual(valuesOf(new SQL.Database(bytes), 'select * from t'), [[1, 'x'], [2, 'y']]);
});

test('an export is a copy', () => {
  const db = table();
  const bytes = db.export();
  db.run('delete from t');
  bytes.fill(0, 100);
  assert.equal(one(db, 'select count(*) from t'), 0);
  assert.equal(one(db, 'pragma integrity_check'), 'ok');
});

test('the export of an empty database is one page', () => {
  const bytes = new SQL.Database().export();
  assert.equal(bytes.length, 4096);
  assert.equal(Buffer.from(bytes.subarray(0, 15)).toString(), 'SQLite format 3');
});

test('export says so while a transaction writes', () => {
  const db = table();
  db.run('begin; insert into t values (3, 4)');
  assert.throws(() => db.export(), { message: 'Unable to export: SQLite is busy or locked. Finish active write transactions before exporting.' });
  db.run('commit');
  assert.equal(one(new SQL.Database(db.export()), 'select count(*) from t'), 3);
});

test('a database larger than any buffer comes back whole', () => {
  const db = new SQL.Database();
  db.run("create table big(id integer primary key, body); with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) insert into big select i, randomblob(40000) from n");
  const bytes = db.export();
  assert.ok(bytes.length > 12e6);
  const again = new SQL.Database(bytes);
  assert.equal(one(again, 'pragma integrity_check'), 'ok');
  assert.deepEqual(one(again, 'select body from big where id = 299'), one(db, 'select body from big where id = 299'));
});

test('images: Uint8Array, ArrayBuffer, Buffer, array, characters', () => {
  const bytes = table().export();
  for (const image of [bytes, bytes.buffer, Buffer.from(bytes), [...bytes], Buffer.from(bytes).toString('latin1')]) {
    assert.equal(one(new SQL.Database(image), 'select count(*) from t'), 2);
  }
  for (const nothing of [undefined, null, [], new Uint8Array(0)]) assert.equal(one(new SQL.Database(nothing), 'select count(*) from sqlite_schema'), 0);
});

test('getRowsModified counts the last statement', () => {
  const db = table();
  db.run('update t set a = a + 1');
  assert.equal(db.getRowsModified(), 2);
  db.run('delete from t where a = 2');
  assert.equal(db.getRowsModified(), 1);
});

test('handleError throws the sentence of the last error, and nothing for 0', () => {
  const db = table();
  assert.equal(db.handleError(0), null);
  assert.throws(() => db.run('select absent'), { message: 'no such column: absent' });
  assert.throws(() => db.handleError(1), { message: 'no such column: absent' });
});

test('close frees statements and forgets the file', () => {
  const db = table();
  const statement = db.prepare('select * from t');
  statement.step();
  assert.equal(db.close(), undefined);
  assert.equal(db.db, null);
  assert.throws(() => statement.step(), (thrown) => thrown === 'Statement closed');
  assert.equal(db.close(), undefined);
});
