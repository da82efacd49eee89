// A database in memory with the methods, answers and errors of sql.js 1.16's: made empty or from the bytes of a file, handed out
// by export(). `db` is its address and null once closed; `filename` its name among the files of the module, for ATTACH.
import type { SqlValue } from './cells.ts';
import type { BindParameters } from './parameters.ts';
import type { Aggregate, ScalarFunction, UpdateHook } from './functions.ts';
import type { ReadOptions } from './statement.ts';
import { answer, bytes, hasExtensions, kBusy, kLocked, kOk, kPieceBytes, wasm } from './engine.ts';
import { keepAggregate, keepScalar, rethrow, setHook, thrown } from './functions.ts';
import { Statement, prepareAt } from './statement.ts';
import { StatementIterator } from './statement_iterator.ts';
import { newCString, readCString, scratchCString } from './text.ts';

export interface QueryResult {
  columns: string[];
  values: SqlValue[][];
}

export type Image = ArrayLike<number> | ArrayBuffer | string | null;

// What FS.createDataFile takes in sql.js: bytes in anything that has a length, or one in each character.
function bytesOf(image: unknown): ArrayLike<number> {
  if (image instanceof ArrayBuffer) return new Uint8Array(image);
  if (typeof image === 'string') return Array.from(image, (sign) => sign.charCodeAt(0));
  if (['number', 'bigint', 'symbol'].includes(typeof image)) throw new TypeError(`${String(image)} is not the bytes of a database`);
  return typeof image === 'object' && typeof (image as ArrayLike<number>).length === 'number' ? (image as ArrayLike<number>) : [];
}

// Linear memory ends at 4 GiB, and SQLite needs some of it.
const kLargestImageBytes = 0xf0000000;

function createFile(filename: string, image: ArrayLike<number>): void {
  if (image.length > kLargestImageBytes) throw new Error('out of memory');
  const source = image instanceof Uint8Array ? image : Uint8Array.from(image);
  const file = wasm.sql_create_file(scratchCString(filename), source.length);
  if (file === 0) throw new Error('out of memory');
  for (let from = 0; from < source.length; from += kPieceBytes) {
    bytes.set(source.subarray(from, from + kPieceBytes), wasm.sql_file_piece(file, from / kPieceBytes) >>> 0);
  }
}

export class Database {
  db: number | null = null;
  readonly filename: string;
  private readonly statements = new Set<Statement>();

  constructor(image?: Image) {
    this.filename = `dbfile_${(0xffffffff * Math.random()) >>> 0}`;
    if (image != null) createFile(this.filename, bytesOf(image));
    const code = wasm.sql_open(scratchCString(this.filename), hasExtensions ? 1 : 0);
    this.db = answer(0);
    this.handleError(code);
  }

  // The address for C++, where 0 is a database that is closed.
  get handle(): number {
    return this.db ?? 0;
  }

  run(sql: string, parameters?: BindParameters): this {
    this.requireOpen();
    if (parameters) {
      const statement = this.prepare(sql, parameters);
      try {
        statement.step();
      } finally {
        statement.free();
      }
      return this;
    }
    const at = newCString(textOf(sql));
    let code: number;
    try {
      code = wasm.sql_execute(this.handle, at);
    } finally {
      wasm.free(at);
    }
    if (thrown) rethrow();
    this.handleError(code);
    return this;
  }

  exec(sql: string, parameters?: BindParameters, options?: ReadOptions | null): QueryResult[] {
    this.requireOpen();
    const results: QueryResult[] = [];
    const sqlAt = newCString(textOf(sql));
    let statement: Statement | null = null;
    try {
      for (let at = sqlAt; bytes[at] !== 0;) {
        const prepared = prepareAt(this, at);
        at = prepared.rest;
        statement = prepared.statement;
        if (statement === null) continue;
        if (parameters != null) statement.bind(parameters);
        if (statement.step()) results.push({ columns: statement.getColumnNames(), values: statement.rest(options) });
        statement.free();
        statement = null;
      }
      return results;
    } finally {
      statement?.free();
      wasm.free(sqlAt);
    }
  }

  each(
    sql: string,
    parameters: BindParameters | ((row: Record<string, SqlValue>) => void),
    callback?: ((row: Record<string, SqlValue>) => void) | (() => unknown),
    done?: (() => unknown) | ReadOptions,
    options?: ReadOptions,
  ): unknown {
    if (typeof parameters === 'function') return this.each(sql, undefined, parameters, callback as () => unknown, options);
    const statement = this.prepare(sql, parameters);
    try {
      while (statement.step()) (callback as (row: Record<string, SqlValue>) => void)(statement.getAsObject(null, options));
    } finally {
      statement.free();
    }
    return typeof done === 'function' ? done() : undefined;
  }

  prepare(sql: string, parameters?: BindParameters): Statement {
    const { statement } = prepareAt(this, scratchCString(textOf(sql)));
    if (statement === null) throw 'Nothing to prepare';
    this.remember(statement);
    if (parameters != null) statement.bind(parameters);
    return statement;
  }

  iterateStatements(sql: string): StatementIterator {
    return new StatementIterator(textOf(sql), this);
  }

  // The database as the bytes of a file. Statements, functions and pragmas stay as they are.
  export(): Uint8Array {
    if (!this.db) throw new Error('Database closed');
    const code = wasm.sql_export(this.db);
    if (code === kBusy || code === kLocked) {
      throw new Error('Unable to export: SQLite is busy or locked. Finish active write transactions before exporting.');
    }
    this.handleError(code);
    const at = answer(0);
    const image = bytes.slice(at, at + answer(1));
    wasm.sqlite3_free(at);
    return image;
  }

  close(): void {
    if (this.db === null) return;
    for (const statement of [...this.statements]) statement.free();
    setHook(this.db, null);
    this.handleError(wasm.sqlite3_close_v2(this.db));
    wasm.sql_delete_file(scratchCString(this.filename));
    this.db = null;
  }

  handleError(code: number): null {
    if (code === kOk) return null;
    throw new Error(this.db === null ? 'out of memory' : readCString(wasm.sqlite3_errmsg(this.db) >>> 0));
  }

  getRowsModified(): number {
    return this.db === null ? 0 : wasm.sqlite3_changes(this.db);
  }

  create_function(name: string, scalar: ScalarFunction): this {
    requireName(name);
    return this.addFunction(name, scalar.length, keepScalar(scalar), false);
  }

  create_aggregate(name: string, parts: Aggregate): this {
    const init = parts.init ?? (() => null);
    const finalize = parts.finalize ?? ((state: unknown) => state);
    if (!parts.step) throw `An aggregate function must have a step function in ${name}`;
    requireName(name);
    return this.addFunction(name, parts.step.length - 1, keepAggregate({ init, step: parts.step, finalize }), true);
  }

  updateHook(hook: UpdateHook | null): this {
    if (this.db === null) return this;
    setHook(this.db, hook || null);
    wasm.sql_watch_rows(this.db, hook ? 1 : 0);
    return this;
  }

  remember(statement: Statement): void {
    this.statements.add(statement);
  }

  forget(statement: Statement): void {
    this.statements.delete(statement);
  }

  private addFunction(name: string, parameters: number, id: number, aggregate: boolean): this {
    this.requireOpen();
    const code = wasm.sql_create_function(this.handle, scratchCString(name), parameters, id, aggregate ? 1 : 0);
    this.handleError(code);
    return this;
  }

  private requireOpen(): void {
    if (!this.db) throw 'Database closed';
  }
}

function requireName(name: unknown): void {
  if (typeof name !== 'string') throw new TypeError(`${String(name)} is not the name of a function`);
}

// sql.js reads anything that has no letters as an empty text, and has no answer for null.
function textOf(sql: string): string {
  if (typeof sql === 'string') return sql;
  if (sql == null) throw new TypeError(`Cannot read properties of ${String(sql)} (reading 'length')`);
  return '';
}
