// The rows of the SQL bench: what is prepared before the clock starts, and what is measured. A contestant is an object with the
// operations of sql_bench.cpp (run, insert, insertTexts, transactions, pointReads, range, query, askEach, readTexts, setTexts); the SQL is
// the same for all. Texts are made from a fixed seed: words of two languages, some letters beyond ASCII, frequent words more frequent.

let seed = 1;
const chance = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
const letters = 'aaabcdeeefghiiijklmnnoooprrssttuuvwxyzáéñ';
const words = Array.from({ length: 5000 }, () => Array.from({ length: 3 + Math.floor(chance() * 8) }, () => letters[Math.floor(chance() * letters.length)]).join(''));
const sentence = (length) => Array.from({ length }, () => words[Math.floor(chance() * chance() * words.length)]).join(' ');

const kArticleLetters = 8192;

// `scale` 1 is the size that the table is about.
export function rowsAt(scale) {
  const size = Math.round(100_000 * scale);
  const names = Array.from({ length: size }, () => sentence(6));
  const bodies = Array.from({ length: Math.round(size / 10) }, () => sentence(60));
  const articles = Array.from({ length: Math.round(2048 * scale) }, () => sentence(1300).padEnd(kArticleLetters, '.').slice(0, kArticleLetters));
  const questions = words.slice(0, 200).map((word, i) => `${word} ${words[i + 200]}`);
  const commits = Math.max(20, Math.round(1000 * scale));
  const name = (fts) => `full text index, ${fts}`;
  const index = (fts, engines) => [
    {
      name: `${name(fts)}: build, ${bodies.length} texts of 60 words`, engines,
      prepare(db) {
        db.run(`drop table if exists ${fts}; create virtual table ${fts} using ${fts}(body)`);
        db.setTexts(bodies);
      },
      measure: (db) => db.insertTexts(`insert into ${fts}(rowid, body) values (?, ?)`),
    },
    {
      name: `${name(fts)}: ${questions.length} queries of two words`, engines,
      prepare: (db) => db.setTexts(questions),
      measure: (db) => db.askEach(`select count(*) from ${fts} where ${fts} match ?`),
    },
  ];
  return [
    {
      name: `bulk insert, ${size} rows in one transaction`,
      prepare(db) {
        db.run('drop table if exists t; create table t(id integer primary key, name text, score real, kind integer)');
        db.setTexts(names);
      },
      measure: (db) => db.insert('insert into t values (?, ?, ?, ?)', size),
    },
    { name: `point reads, ${size}`, measure: (db) => db.pointReads('select id, name, score, kind from t where id = ?', size, 7919) },
    { name: `range scan, ${size * 3 / 4} rows`, measure: (db) => db.range('select id, name, score, kind from t where id between ? and ?', size / 4, size) },
    ...index('fts5', ['cpp', 'face', 'sahpool']),
    ...index('fts4', ['face', 'sqljs']),
    {
      name: 'group and sort, three queries',
      measure: (db) => db.query('select kind, count(*), avg(score), max(name) from t group by kind order by 2 desc') +
        db.query('select substr(name, 1, 3) as p, count(*) as c from t group by p order by c desc, p limit 100') + db.query('select name from t order by name limit 1000'),
    },
    {
      name: `${commits} small transactions`, durable: true,
      prepare: (db) => db.setTexts(names.slice(0, commits)),
      measure: (db) => db.transactions('update t set name = ? where id = ?', commits),
    },
    {
      name: `${Math.round(articles.length * kArticleLetters / 2 ** 20)} MB of articles, written and read`,
      prepare(db) {
        db.run('drop table if exists a; create table a(id integer primary key, body text)');
        db.setTexts(articles);
      },
      measure: (db) => db.insertTexts('insert into a values (?, ?)') + db.readTexts('select body from a where id = ?', articles.length),
    },
  ];
}

// The file of the cold open holds the table t alone, as the bulk insert makes it.
export const shrinkForOpening = 'drop table if exists a; drop table if exists fts5; drop table if exists fts4; vacuum';
export const openingQuestion = 'select count(*), max(name) from t where id between 1000 and 1100';
