// The operations of the bench for the two interfaces of JavaScript: sql.js's, for the face and for sql.js alike, and sqlite-wasm's
// object interface. Each is written as its documentation advises for speed: statements prepared once, one transaction where C++ has one.

// sum of the row (id, name, score, kind); the length is counted so that the text is really read.
let readLetters = 0;
const valuesOf = (row) => {
  readLetters += row[1].length;
  return row[0] + row[2] + row[3];
};

// What both share: `prepare(sql)` gives {run(values), first(values), each(values, visit), free()}.
class Operations {
  texts = [];
  setTexts(texts) { this.texts = texts; }
  with(sql, work) {
    const statement = this.prepare(sql);
    try {
      return work(statement);
    } finally {
      statement.free();
    }
  }
  inTransaction(sql, count, work) {
    this.run('begin');
    this.with(sql, (statement) => { for (let i = 0; i < count; i += 1) work(statement, i); });
    this.run('commit');
    return count;
  }
  insert(sql, count) {
    const { texts } = this;
    return this.inTransaction(sql, count, (statement, i) => statement.run([i, texts[i], i * 0.5, i % 17]));
  }
  insertTexts(sql) {
    const { texts } = this;
    return this.inTransaction(sql, texts.length, (statement, i) => statement.run([i, texts[i]]));
  }
  transactions(sql, count) {
    const [begin, change, commit] = ['begin immediate', sql, 'commit'].map((text) => this.prepare(text));
    for (let i = 0; i < count; i += 1) {
      begin.run([]);
      change.run([this.texts[i], i]);
      commit.run([]);
    }
    for (const statement of [begin, change, commit]) statement.free();
    return count;
  }
  pointReads(sql, count, stride) {
    return this.with(sql, (statement) => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) sum += valuesOf(statement.first([(i * stride) % count]));
      return sum;
    });
  }
  range(sql, first, last) {
    let sum = 0;
    this.with(sql, (statement) => statement.each([first, last], (row) => { sum += valuesOf(row); }));
    return sum;
  }
  askEach(sql) {
    let sum = 0;
    this.with(sql, (statement) => { for (const text of this.texts) statement.each([text], (row) => { sum += row[0]; }); });
    return sum;
  }
  readTexts(sql, count) {
    return this.with(sql, (statement) => {
      for (let i = 0; i < count; i += 1) readLetters += statement.first([i])[0].length;
      return count;
    });
  }
}

class SqlJsStatement {
  constructor(statement) { this.statement = statement; }
  run(values) { this.statement.run(values); }
  first(values) { return this.statement.get(values); }
  each(values, visit) {
    this.statement.bind(values);
    while (this.statement.step()) visit(this.statement.get());
  }
  free() { this.statement.free(); }
}

export class SqlJsOperations extends Operations {
  constructor(db) {
    super();
    this.db = db;
  }
  run(sql) { this.db.run(sql); }
  prepare(sql) { return new SqlJsStatement(this.db.prepare(sql)); }
  query(sql) {
    const rows = this.db.exec(sql)[0].values;
    readLetters += String(rows[0][0]).length;
    return rows.length;
  }
}

class SqliteWasmStatement {
  constructor(statement) {
    this.statement = statement;
    this.columns = statement.columnCount;
  }
  run(values) {
    if (values.length) this.statement.bind(values);
    this.statement.stepReset();
  }
  first(values) {
    this.statement.bind(values);
    this.statement.step();
    const row = this.statement.get([]);
    this.statement.reset();
    return row;
  }
  each(values, visit) {
    this.statement.bind(values);
    while (this.statement.step()) visit(this.statement.get([]));
    this.statement.reset();
  }
  free() { this.statement.finalize(); }
}

export class SqliteWasmOperations extends Operations {
  constructor(db) {
    super();
    this.db = db;
  }
  run(sql) { this.db.exec(sql); }
  prepare(sql) { return new SqliteWasmStatement(this.db.prepare(sql)); }
  query(sql) {
    const rows = this.db.exec({ sql, rowMode: 'array', returnValue: 'resultRows' });
    readLetters += String(rows[0][0]).length;
    return rows.length;
  }
}
