// Databases travel both ways: what the face exports opens in Python's sqlite3 (another SQLite, another build), and the other way round.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const folder = mkdtempSync(join(tmpdir(), 'hypha-sql-'));
after(() => rmSync(folder, { recursive: true }));

function python(program, ...args) {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', `import sqlite3, sys, json\n${program}`, ...args], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const rows = [[1, 'one', 1.5, 'ff00'], [2, 'zwölf 😀', null, ''], [9007199254740993n, '', -0.25, null]];

test('an export opens in stock sqlite3', () => {
  const db = new SQL.Database().run('create table t(a integer, b text, c real, d blob); create index i on t(b); create virtual table f using fts5(body)');
  for (const [a, b, c, d] of rows) db.run('insert into t values (?, ?, ?, ?)', [a, b, c, d === null ? null : Buffer.from(d, 'hex')]);
  db.run("insert into f values ('words in a full text index')");
  const path = join(folder, 'ours.db');
  writeFileSync(path, db.export());
  const answer = python(`db = sqlite3.connect(sys.argv[1])
print(json.dumps([db.execute('pragma integrity_check').fetchone()[0],
  [[str(a), b, c, None if d is None else d.hex()] for a, b, c, d in db.execute('select * from t order by rowid')],
  db.execute('select typeof(a), typeof(b), typeof(c), typeof(d) from t').fetchone()]))`, path);
  assert.deepEqual(answer, ['ok', rows.map(([a, ...others]) => [String(a), ...others]), ['integer', 'text', 'real', 'blob']]);
});

for (const [name, pragmas] of [['rollback journal', ''], ['write-ahead log', 'pragma journal_mode = wal'], ['large pages', 'pragma page_size = 65536'], ['UTF-16', "pragma encoding = 'UTF-16'"], ['auto vacuum', 'pragma auto_vacuum = full']]) {
  test(`a file of stock sqlite3 opens: ${name}`, () => {
    const path = join(folder, `theirs ${name}.db`);
    python(`db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(sys.argv[2]) if sys.argv[2] else None
db.execute('create table t(a integer, b text, c real, d blob)')
for a, b, c, d in json.loads(sys.argv[3]):
  db.execute('insert into t values (?, ?, ?, ?)', (int(a), b, c, None if d is None else bytes.fromhex(d)))
db.execute('pragma wal_checkpoint(truncate)'); db.close(); print('1')`, path, pragmas, JSON.stringify(rows.map(([a, ...others]) => [String(a), ...others])));
    const db = new SQL.Database(readFileSync(path));
    assert.equal(one(db, 'pragma integrity_check'), 'ok');
    const read = valuesOf(db, 'select * from t order by rowid', [], { useBigInt: true });
    assert.deepEqual(read, rows.map(([a, b, c, d]) => [BigInt(a), b, c, d === null ? null : new Uint8Array(Buffer.from(d, 'hex'))]));
    db.run('insert into t values (4, null, null, null)');
    writeFileSync(path, db.export());
    assert.equal(python("print(sqlite3.connect(sys.argv[1]).execute('select count(*) from t').fetchone()[0])", path), 4);
  });
}
