// A prepared statement with the methods, answers and errors of sql.js 1.16's. Its fields are its own business, except `stmt`
// (0 once freed) and `db`, which programs look at.
import type { SqlValue } from './cells.ts';
import type { Database } from './database.ts';
import type { BindParameters } from './parameters.ts';
import { answer, answersAt, kDone, kOk, kRow, wasm, words } from './engine.ts';
import { giveArena, takeArena, takeRows } from './batch.ts';
import { readCells } from './cells.ts';
import { Parameters, areParameters } from './parameters.ts';
import { readCString } from './text.ts';
import { rethrow, thrown } from './functions.ts';

export interface ReadOptions {
  readonly useBigInt?: boolean;
}

export class Statement {
  private readonly parameters: Parameters;
  private names: string[] | null = null;
  private namesAreOf = 0;

  constructor(public stmt: number, public readonly db: Database) {
    this.parameters = new Parameters(stmt);
  }

  bind(values?: BindParameters): true {
    this.requireOpen();
    if (areParameters(values)) this.check(wasm.sql_rebind(this.stmt, this.parameters.fill(values), this.parameters.at));
    else this.reset();
    return true;
  }

  // Whether there is a row.
  step(): boolean {
    this.requireOpen();
    const code = wasm.sqlite3_step(this.stmt);
    if (thrown) rethrow();
    if (code === kRow) return true;
    if (code !== kDone) this.db.handleError(code);
    return false;
  }

  // The row that the statement stands on; with parameters the first row for them.
  get(parameters?: BindParameters, options?: ReadOptions | null): SqlValue[] {
    const exact = options?.useBigInt ? 1 : 0;
    if (parameters == null) return this.stmt === 0 ? [] : readCells(wasm.sql_row(this.stmt, exact));
    this.requireOpen();
    if (!areParameters(parameters)) {
      this.reset();
      this.step();
      return readCells(wasm.sql_row(this.stmt, exact));
    }
    const count = wasm.sql_first_row(this.stmt, this.parameters.fill(parameters), this.parameters.at, exact);
    if (thrown) rethrow();
    if (count < 0) this.db.handleError(-count);
    return readCells(count);
  }

  getAsObject(parameters?: BindParameters, options?: ReadOptions | null): Record<string, SqlValue> {
    const values = this.get(parameters, options);
    const names = this.currentNames();
    const row: Record<string, SqlValue> = {};
    for (let i = 0; i < names.length; i += 1) {
      const name = names[i]!;
      if (name === '__proto__') Object.defineProperty(row, name, { value: values[i], enumerable: true, writable: true, configurable: true });
      else row[name] = values[i]!;
    }
    return row;
  }

  // The row that the statement stands on and all that follow: for exec(), where nobody sees the statement in between.
  rest(options?: ReadOptions | null): SqlValue[][] {
    const exact = options?.useBigInt ? 1 : 0;
    const rows: SqlValue[][] = [];
    const columns = wasm.sql_row(this.stmt, exact);
    const arena = takeArena();
    try {
      for (;;) {
        const before = rows.length;
        const code = takeRows(this.stmt, exact, arena, columns, rows);
        if (thrown) rethrow();
        if (code === kDone) return rows;
        if (code !== kRow) this.db.handleError(code);
        if (rows.length > before) continue;
        rows.push(this.get(null, options)); // a row too large for the arena
        if (!this.step()) return rows;
      }
    } finally {
      giveArena(arena);
    }
  }

  getColumnNames(): string[] {
    return this.stmt === 0 ? [] : (readCells(wasm.sql_column_names(this.stmt)) as string[]);
  }

  getSQL(): string {
    return readCString(wasm.sqlite3_sql(this.stmt) >>> 0);
  }

  getNormalizedSQL(): string {
    return this.stmt === 0 ? '' : readCString(wasm.sqlite3_normalized_sql(this.stmt) >>> 0);
  }

  // Binds, executes once without looking at rows, resets.
  run(values?: BindParameters): boolean {
    this.requireOpen();
    let count = -1;
    if (areParameters(values)) count = this.parameters.fill(values);
    else if (values != null) this.reset();
    const code = wasm.sql_run(this.stmt, count, this.parameters.at);
    if (thrown) rethrow();
    this.check(code);
    return true;
  }

  reset(): boolean {
    return wasm.sql_reset(this.stmt) === kOk;
  }

  freemem(): void {
    // The buffer of the parameters is used again by the next bind; it goes with the statement.
  }

  free(): boolean {
    const code = wasm.sqlite3_finalize(this.stmt);
    this.parameters.free();
    this.db.forget(this);
    this.stmt = 0;
    return code === kOk;
  }

  private requireOpen(): void {
    if (this.stmt === 0) throw 'Statement closed';
  }

  private check(code: number): void {
    if (code !== kOk) this.db.handleError(code);
  }

  // The names are read once; SQLite prepares a statement anew when the schema changed, and says so with each row.
  private currentNames(): string[] {
    const preparedTimes = this.stmt === 0 ? 0 : words[answersAt]!;
    if (this.names === null || this.namesAreOf !== preparedTimes || this.stmt === 0) {
      this.names = this.getColumnNames();
      this.namesAreOf = preparedTimes;
    }
    return this.names;
  }
}

export function prepareAt(db: Database, sql: number): { statement: Statement | null; rest: number } {
  db.handleError(wasm.sql_prepare(db.handle, sql));
  const at = answer(0);
  return { statement: at === 0 ? null : new Statement(at, db), rest: answer(1) };
}
