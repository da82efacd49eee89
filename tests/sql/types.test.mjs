// What a value of JavaScript becomes in SQL, and what comes back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const db = new SQL.Database();

for (const [value, type, back] of [
  [0, 'integer'], [-0, 'integer', 0], [1, 'integer'], [-2147483648, 'integer'], [2147483647, 'integer'], [2147483648, 'real'], [5e9, 'real'], [-5e9, 'real'],
  [1.5, 'real'], [Infinity, 'real'], [NaN, 'null', null], [true, 'integer', 1], [false, 'integer', 0], [null, 'null'],
  ['', 'text'], ['abc', 'text'], ['é', 'text'], ['a\u0000b', 'text'], ['😀'.repeat(50), 'text'], ['x'.repeat(31), 'text'], ['x'.repeat(97), 'text'], ['\ufeffbom', 'text'],
  [10n, 'text', '10'], [2n ** 70n, 'text', '1180591620717411303424'],
  [new Uint8Array([1, 0, 255]), 'blob'], [new Uint8Array(0), 'blob'], [[1, 2, 300], 'blob', new Uint8Array([1, 2, 44])],
  [new Uint16Array([1, 300]), 'blob', new Uint8Array([1, 44])], [{ length: 2 }, 'blob', new Uint8Array(2)],
]) {
  const name = typeof value === 'object' && value !== null ? JSON.stringify(value) : `${typeof value} ${String(value).slice(0, 20)}`;
  test(`${name} binds as ${type}`, () => {
    const [[got, gotType]] = valuesOf(db, 'select ?1, typeof(?1)', [value]);
    assert.equal(gotType, type);
    assert.deepEqual(got, back === undefined ? value : back);
  });
}

test('text is written as UTF-8 whatever its length; half a pair becomes U+FFFD', () => {
  const encoder = new TextEncoder();
  const borders = ['\u0000', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}', '\ud800', '\udbff', '\udc00', '\udfff'];
  for (const first of borders) {
    for (const second of ['', 'a', ...borders]) {
      for (const length of [0, 1, 2, 253, 254, 255, 256, 300]) {
        const text = 'é'.repeat(length) + first + second;
        const hex = Buffer.from(encoder.encode(text)).toString('hex').toUpperCase();
        assert.equal(one(db, 'select hex(?)', [text]), hex, `${length} letters before ${JSON.stringify(first + second)}`);
      }
    }
  }
});

test('what has no type in SQL is refused with its name', () => {
  const refused = (value) => assert.throws(() => db.exec('select ?', [value]), (thrown) => thrown === `Wrong API use : tried to bind a value of an unknown type (${value}).`);
  refused(undefined);
  refused({});
  refused(new Date(0));
  refused(() => 1);
  refused(new ArrayBuffer(3));
  assert.throws(() => db.exec('select ?', [Symbol('s')]), TypeError);
});

test('parameters that are neither list nor object bind nothing', () => {
  const statement = db.prepare('select ?');
  for (const values of [1, 'abc', true, undefined, null]) {
    assert.equal(statement.bind(values), true);
    statement.step();
    assert.deepEqual(statement.get(), [null]);
  }
});

test('integers come back as numbers, or as BigInt when asked', () => {
  const sql = 'select 9223372036854775807, -9223372036854775808, 7, 1.5, null, ?';
  assert.deepEqual(valuesOf(db, sql, ['t']), [[9223372036854775807, -9223372036854775808, 7, 1.5, null, 't']]);
  assert.deepEqual(valuesOf(db, sql, ['t'], { useBigInt: true }), [[9223372036854775807n, -9223372036854775808n, 7n, 1.5, null, 't']]);
  assert.deepEqual(db.prepare('select 9223372036854775807').get([], { useBigInt: true }), [9223372036854775807n]);
  const statement = db.prepare('select 5');
  statement.step();
  assert.deepEqual([statement.get(null, { useBigInt: true }), statement.getAsObject(null, { useBigInt: true })], [[5n], { 5: 5n }]);
});

test('BigInt text keeps all digits in an INTEGER column', () => {
  const own = new SQL.Database().run('create table t(a integer)');
  own.run('insert into t values (?)', [9223372036854775807n]);
  assert.equal(one(own, 'select a from t', [], { useBigInt: true }), 9223372036854775807n);
});

test('texts of every length, at each side of the limits of the short way', () => {
  const statement = db.prepare('select ?');
  for (let length = 0; length < 140; length += 1) {
    for (const text of ['a'.repeat(length), `${'b'.repeat(length)}é`]) assert.deepEqual(statement.get([text]), [text]);
  }
  const rows = valuesOf(db, "with recursive n(i) as (select 0 union all select i + 1 from n where i < 139) select printf('%.*c', i, 'q') || case i % 2 when 0 then '' else 'ñ' end from n");
  rows.forEach(([text], i) => assert.equal(text, (i === 0 ? 'q' : 'q'.repeat(i)) + (i % 2 ? 'ñ' : '')));
});

test('letters of one to four bytes, in short and long texts, alone and in rows', () => {
  for (const text of ['€', '😀', 'a€😀ñz', 'ÿĀ߿ࠀ\uffff𐀀\u{10ffff}', `${'x'.repeat(16)}😀${'y'.repeat(20)}`, '€'.repeat(32), '€'.repeat(33)]) {
    assert.deepEqual(db.prepare('select ?').get([text]), [text]);
    assert.equal(one(db, 'select ?', [text]), text);
  }
});

test('bytes that are no UTF-8 come back with replacement characters', () => {
  for (const hex of ['ff41', 'c3', 'c080', 'e28241', 'e08080', 'eda080', 'f0808080', 'f4908080', 'f5808080', '41c3', `${'41'.repeat(100)}ff`]) {
    const expected = new TextDecoder().decode(Buffer.from(hex, 'hex'));
    assert.equal(one(db, `select cast(x'${hex}' as text)`), expected, hex);
    assert.equal(db.prepare(`select cast(x'${hex}' as text)`).get([])[0], expected, hex);
  }
});

test('a row of more short texts than there is room for', () => {
  const values = Array.from({ length: 1500 }, (_, i) => `column ${i} é ${'z'.repeat(i % 60)}`);
  const sql = `select ${values.map((_, i) => `?${i + 1}`).join()}`;
  assert.deepEqual(db.prepare(sql).get(values), values);
  assert.deepEqual(valuesOf(db, sql, values), [values]);
});

test('a database in UTF-16 reads the same', () => {
  const own = new SQL.Database().run("pragma encoding = 'UTF-16le'; create table t(a); insert into t values ('héllo'), ('plain')");
  assert.deepEqual(valuesOf(own, 'select a from t'), [['héllo'], ['plain']]);
  assert.equal(own.prepare('select a from t where a = ?').get(['héllo'])[0], 'héllo');
});

test('a blob is a copy of its own', () => {
  for (const read of [() => one(db, "select x'010203'"), () => db.prepare("select x'010203'").get([])[0]]) {
    const bytes = read();
    bytes[0] = 9;
    assert.deepEqual(read(), new Uint8Array([1, 2, 3]));
    assert.equal(bytes.buffer.byteLength, 3);
  }
});
