// The functions that sql.js adds to SQLite. Expected answers were taken from sql.js 1.16, but for those marked 'ours', where it answers
// with memory that is not its own, wraps around, or loses digits.
import assert from 'node:assert/strict';
import test from 'node:test';
import { freshInitSqlJs, one, openFace, valuesOf } from './open_face.mjs';

const SQL = await openFace();
const db = new SQL.Database();

for (const [expression, expected] of [
  ["charindex('o', 'hello')", 5], ["charindex('l', 'hello', 4)", 4], ["charindex('é', 'cafés')", 4], ["charindex('z', 'abc')", 0], ["charindex('', 'abc')", 0],
  ["charindex(null, 'abc')", null], ["charindex('a', 'banana', -5)", 2], ["charindex('a', 'banana', 99)", 0],
  ["leftstr('héllo', 2)", 'hé'], ["leftstr('abc', 9)", 'abc'], ["leftstr('abc', -1)", ''], ["leftstr(null, 1)", null],
  ["rightstr('héllo', 2)", 'lo'], ["rightstr('abc', 9)", 'abc'],
  ["padl('ab', 7)", '     ab'], ["padr('ab', 7)", 'ab     '], ["padc('ab', 7)", '  ab   '], ["padc('abc', 4)", 'abc '], ["padl('é', 3)", '  é'], ["padl('abc', 2)", 'abc'], ["padl(null, 2)", null],
  ["proper('hello wORLD é')", 'Hello World é'], ["proper('o''brien-smith x.y')", "O'brien-smith X.y"], ['proper(null)', null],
  ["replicate('ab', 3)", 'ababab'], ['replicate(null, 2)', null], ["replicate('ab', 0)", '' /* ours */], ["replicate('a', null)", '' /* ours */],
  ["reverse('héllo')", 'olléh'], ["reverse('a' || char(128512) || 'b')", 'b😀a'], ['reverse(12)', '21'], ["reverse('')", ''], ['reverse(null)', null],
  ["strfilter('hello', 'lo')", 'llo'], ["strfilter('hello', null)", null], ["strfilter('aébé', 'é')", 'éé'],
  ["difference('Smith', 'Smyth')", 4], ["difference('Hello World!', 'ello World!')", 3], ["difference('', 'a')", 3], ["difference(null, 'a')", null],
  ['square(4)', 16], ["square('x')", 0], ['square(null)', null], ['square(3000000000)', 9e18], ['square(9223372036854775807)', 8.507059173023462e37 /* ours */],
  ['typeof(square(3))', 'integer'], ['ceil(1.5)', 2], ['typeof(ceil(1.5))', 'integer'], ['floor(-1.5)', -2], ["ceil('a')", 0], ['sign(-3)', -1], ["sign('a')", 0],
  ['sqrt(-1)', null], ["sqrt('4')", 2], ['acos(2)', null], ['acosh(0.5)', null], ['atanh(2)', null], ['log(-1)', null], ['log(0)', -Infinity], ['log10(100)', 2], ['log(2, 8)', 3],
  ['power(2, 3)', 8], ['typeof(power(2, 3))', 'real'], ["power('a', 2)", 0], ['atn2(1, 2)', 0.4636476090008061], ['atan2(1, 2)', 0.4636476090008061],
  ['cot(1)', 0.6420926159343306], ['coth(1)', 1.3130352854993315], ['cot(0)', Infinity], ['degrees(pi())', 180], ['radians(180)', Math.PI], ['exp(1)', Math.E],
]) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => assert.equal(one(db, `select ${expression}`), expected));
}

test('lengths below zero and beyond all memory are errors', () => {
  for (const expression of ["replicate('ab', -1)", "padl('a', -1)", "padr('a', -1)", "padc('a', -1)"]) assert.throws(() => db.exec(`select ${expression}`), { message: 'domain error' });
  for (const expression of ["replicate('ab', 5000000000)", "padl('a', 5000000000)"]) assert.throws(() => db.exec(`select ${expression}`), { message: 'string or blob too big' });
});

for (const [aggregate, values, expected, type] of [
  ['median', '(1),(2),(3),(4)', 2.5, 'real'], ['median', '(1),(2),(3)', 2, 'integer'], ['median', '(1),(null),(3)', 2, 'real'], ['median', '(null)', null, 'null'],
  ['median', "(1),('x')", 0.5, 'real'], ['median', '(1),(2.5),(2.5)', 2.5, 'real' /* ours */],
  ['mode', '(1),(2),(2),(3)', 2, 'integer'], ['mode', '(1),(2),(2),(3),(3)', null, 'null'], ['mode', '(1.5),(1.5),(2)', 1.5, 'real'], ['mode', '(5)', 5, 'integer'], ['mode', '(1),(1),(2),(2),(2),(3),(3)', 2, 'integer'],
  ['lower_quartile', '(1),(2),(3),(4),(5)', 2, 'integer'], ['lower_quartile', '(1),(2),(3),(4)', 1.5, 'real'], ['lower_quartile', '(1),(2)', 1, 'integer'],
  ['upper_quartile', '(7),(6),(5),(4),(3),(2),(1)', 6, 'integer'], ['upper_quartile', '(1),(2),(3),(4)', 3.5, 'real'], ['upper_quartile', '(5)', 5, 'integer'],
  ['variance', '(1),(2),(3),(4)', 1.6666666666666667, 'real'], ['variance', '(1)', 0, 'real'], ['variance', "(1),('3'),('b')", 2.3333333333333335, 'real'], ['stdev', '(1),(2),(3),(4)', 1.2909944487358056, 'real'],
]) {
  test(`${aggregate} of ${values} is ${expected}`, () => {
    assert.deepEqual(valuesOf(db, `with v(x) as (values ${values}) select ${aggregate}(x), typeof(${aggregate}(x)) from v`), [[expected, type]]);
  });
}

test('aggregates of nothing', () => {
  assert.deepEqual(valuesOf(db, 'select median(x), mode(x), lower_quartile(x), upper_quartile(x), variance(x), stdev(x) from (select 1 as x) where 0'), [[null, null, null, null, 0, 0]]);
});

test('useOldExtensionFunctions: false leaves them out', async () => {
  const own = new (await freshInitSqlJs()({ useOldExtensionFunctions: false })).Database();
  assert.throws(() => own.exec("select reverse('ab')"), { message: 'no such function: reverse' });
  assert.deepEqual(valuesOf(own, "select sqrt(4), sqrt('a'), typeof(ceil(1.5))"), [[2, null, 'real']]);
});
