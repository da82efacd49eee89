// The files of the module: attached databases, locks between two databases on one file, rollback, write-ahead logs, VACUUM, temporary tables.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
let files = 0;
function pair() {
  const name = `shared ${(files += 1)}.db`;
  const first = new SQL.Database().run(`attach '${name}' as s; create table s.t(a); insert into s.t values (1)`);
  return [first, new SQL.Database().run(`attach '${name}' as s`), name];
}

test('two databases see one attached file', () => {
  const [first, second] = pair();
  assert.equal(one(second, 'select a from s.t'), 1);
  second.run('insert into s.t values (2)');
  assert.equal(one(first, 'select count(*) from s.t'), 2);
});

test('a writer keeps the other writer out until it commits', () => {
  const [first, second] = pair();
  first.run('begin immediate; insert into s.t values (2)');
  assert.throws(() => second.run('insert into s.t values (3)'), { message: 'database is locked' });
  assert.equal(one(second, 'select count(*) from s.t'), 1); // readers see what was committed
  first.run('commit');
  second.run('insert into s.t values (3)');
  assert.equal(one(first, 'select count(*) from s.t'), 3);
});

test('a reader keeps a commit waiting, and then no reader may begin', () => {
  const [first, second, name] = pair();
  const third = new SQL.Database().run(`attach '${name}' as s`);
  const reader = second.prepare('select a from s.t');
  reader.step();
  first.run('begin immediate; insert into s.t values (2)');
  assert.throws(() => first.run('commit'), { message: 'database is locked' });
  assert.throws(() => third.exec('select a from s.t'), { message: 'database is locked' });
  reader.reset();
  first.run('commit');
  assert.equal(one(third, 'select count(*) from s.t'), 2);
});

test('rollback brings everything back, also what no longer fitted the cache', () => {
  const db = new SQL.Database().run('pragma cache_size = 5; create table t(a, b)');
  db.run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) insert into t select i, printf('%.*c', 200, 'x') from n");
  const before = db.export();
  db.run("begin; update t set b = 'changed' || a; delete from t where a % 2; insert into t select a, b from t");
  db.run('rollback');
  assert.deepEqual(valuesOf(db, 'select count(*), sum(a), max(b) from t'), valuesOf(new SQL.Database(before), 'select count(*), sum(a), max(b) from t'));
  assert.equal(one(db, 'pragma integrity_check'), 'ok');
});

test('a write-ahead log: two databases, an export, and the way back', () => {
  const [first, second] = pair();
  assert.equal(one(first, 'pragma s.journal_mode = wal'), 'wal');
  const reader = second.prepare('select count(*) from s.t');
  assert.deepEqual(reader.get([]), [1]);
  first.run('insert into s.t values (2)'); // a reader does not stop a writer
  reader.reset();
  assert.deepEqual(reader.get([]), [2]);
  reader.free();
  second.run('detach s');
  assert.equal(one(first, 'pragma s.journal_mode = delete'), 'delete');
});

test('an export of a database with a log has all rows and needs no log', () => {
  const db = new SQL.Database().run('pragma journal_mode = wal; create table t(a); insert into t values (1), (2)');
  assert.equal(one(db, 'pragma journal_mode'), 'wal');
  const bytes = db.export();
  assert.deepEqual([bytes[18], bytes[19]], [1, 1]);
  assert.equal(one(new SQL.Database(bytes), 'select count(*) from t'), 2);
});

test('vacuum makes the file smaller', () => {
  const db = new SQL.Database().run('create table t(a); with recursive n(i) as (select 1 union all select i + 1 from n where i < 100) insert into t select randomblob(5000) from n');
  const before = db.export().length;
  db.run('delete from t where rowid > 5; vacuum');
  assert.ok(db.export().length < before / 4);
  assert.equal(one(db, 'select count(*) from t'), 5);
});

test('vacuum into a file that another database attaches', () => {
  const db = new SQL.Database().run("create table t(a); insert into t values (7); vacuum into 'copy of t.db'");
  const other = new SQL.Database().run("attach 'copy of t.db' as c");
  assert.equal(one(other, 'select a from c.t'), 7);
  assert.throws(() => db.run("vacuum into 'copy of t.db'"), { message: 'output file already exists' });
});

test('temporary tables and sorting beyond the cache', () => {
  const db = new SQL.Database().run('pragma cache_size = 5; create temp table t(a, b)');
  db.run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) insert into t select i * 7919 % 20000, printf('%.*c', 50, 'x') from n");
  const sorted = valuesOf(db, 'select a from t order by a, b').flat();
  assert.deepEqual([sorted.length, sorted[0], sorted[19999]], [20000, 0, 19999]);
  assert.ok(sorted.every((a, i) => i === 0 || a >= sorted[i - 1]));
});

test('clock, time zone and chance come from the host', () => {
  const db = new SQL.Database();
  assert.ok(Math.abs(one(db, "select unixepoch('now')") - Date.now() / 1000) < 5);
  for (const seconds of [0, 1700000000, 1720000000]) {
    const expected = new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace('T', ' ');
    assert.equal(one(db, "select datetime(?, 'unixepoch', 'localtime')", [seconds]), expected);
  }
  assert.notDeepEqual(one(db, 'select randomblob(16)'), one(new SQL.Database(), 'select randomblob(16)'));
});
