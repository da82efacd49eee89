// Functions of the page inside SQLite: the imports that src/browser/sql_function_exports.cpp calls. Whatever a function throws
// becomes an SQL error with its sentence. What an update hook throws is kept and thrown once SQLite has finished the statement,
// because an exception that runs through SQLite's frames would leave a transaction half open.
import type { SqlValue } from './cells.ts';
import { bytes, cellsAt, doubles, wasm } from './engine.ts';
import { readCells } from './cells.ts';
import { readCString, scratch, writeText } from './text.ts';

export type ScalarFunction = (...values: SqlValue[]) => unknown;
export interface Aggregate {
  readonly init?: () => unknown;
  readonly step: (state: unknown, ...values: SqlValue[]) => unknown;
  readonly finalize?: (state: unknown) => unknown;
}
export type UpdateHook = (operation: 'insert' | 'update' | 'delete', database: string, table: string, rowId: number) => void;

// What a hook threw, in an array because it may be anything.
export let thrown: [unknown] | null = null;

export function rethrow(): never {
  const [error] = thrown!;
  thrown = null;
  throw error;
}

interface KeptAggregate extends Required<Aggregate> {
  readonly states: Map<number, unknown>;
}
const scalars: (ScalarFunction | undefined)[] = []; // by number: this is looked up for every row
const aggregates = new Map<number, KeptAggregate>();
const hooks = new Map<number, UpdateHook>();
let lastId = 0;

export function keepScalar(scalar: ScalarFunction): number {
  scalars[++lastId] = scalar;
  return lastId;
}

export function keepAggregate(aggregate: Required<Aggregate>): number {
  aggregates.set(++lastId, { ...aggregate, states: new Map() });
  return lastId;
}

export function setHook(database: number, hook: UpdateHook | null): void {
  if (hook) hooks.set(database, hook);
  else hooks.delete(database);
}

function setError(context: number, error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  const at = scratch(3 * sentence.length);
  wasm.sql_result_error(context, at, writeText(sentence, at));
}

function setResult(context: number, result: unknown): void {
  switch (typeof result) {
    case 'boolean':
      return wasm.sql_result_integer(context, result ? 1 : 0);
    case 'number':
      return wasm.sql_result_number(context, result);
    case 'string': {
      const at = scratch(3 * result.length);
      return wasm.sql_result_text(context, at, writeText(result, at));
    }
    case 'object': {
      if (result === null) return wasm.sql_result_null(context);
      const length = (result as ArrayLike<number>).length;
      if (length == null) return setError(context, `Wrong API use : tried to return a value of an unknown type (${String(result)}).`);
      const at = scratch(length);
      bytes.set(result as ArrayLike<number>, at);
      return wasm.sql_result_blob(context, at, length);
    }
    default:
      return wasm.sql_result_null(context);
  }
}

const operations = new Map([[18, 'insert'], [23, 'update'], [9, 'delete']] as const);

export const functionImports = {
  call_scalar(id: number, context: number, count: number): boolean {
    try {
      const result = scalars[id]!.apply(null, readCells(count));
      if (typeof result === 'number') {
        doubles[(cellsAt >> 1) + 1] = result;
        return true;
      }
      setResult(context, result);
    } catch (error) {
      setError(context, error);
    }
    return false;
  },
  call_step(id: number, context: number, count: number, group: number): void {
    const { init, step, states } = aggregates.get(id)!;
    const values = readCells(count);
    try {
      states.set(group, step(states.has(group) ? states.get(group) : init(), ...values));
    } catch (error) {
      states.delete(group);
      setError(context, error);
    }
  },
  call_final(id: number, context: number, group: number): void {
    const { init, finalize, states } = aggregates.get(id)!;
    try {
      setResult(context, finalize(states.has(group) ? states.get(group) : init()));
    } catch (error) {
      setError(context, error);
    }
    states.delete(group);
  },
  drop_function(id: number): void {
    delete scalars[id];
    aggregates.delete(id);
  },
  row_changed(database: number, operation: number, schema: number, table: number, row: bigint): void {
    const hook = hooks.get(database >>> 0);
    if (!hook || thrown) return;
    try {
      if (row > Number.MAX_SAFE_INTEGER) throw 'rowId too big to fit inside a Number';
      hook(operations.get(operation as 9)!, readCString(schema), readCString(table), Number(row));
    } catch (error) {
      thrown = [error];
    }
  },
};
