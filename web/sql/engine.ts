// The one instance of the WebAssembly module and the views on its memory, which grow with it. Everything that the other files
// of the face do goes through `wasm`; its functions are those that src/browser/sql_*.cpp exports. Addresses are bytes; what an
// address of 0 means, the C++ says at each function.

export interface Wasm {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(bytes: number): number;
  realloc(at: number, bytes: number): number;
  free(at: number): void;
  sql_cells(): number;
  sql_answers(): number;
  sql_create_file(name: number, bytes: number): number;
  sql_file_piece(file: number, index: number): number;
  sql_delete_file(name: number): void;
  sql_open(name: number, extensions: number): number;
  sql_execute(database: number, sql: number): number;
  sql_export(database: number): number;
  sql_watch_rows(database: number, on: number): void;
  sql_prepare(database: number, sql: number): number;
  sql_rebind(statement: number, count: number, bytes: number): number;
  sql_row(statement: number, exact: number): number;
  sql_first_row(statement: number, count: number, bytes: number, exact: number): number;
  sql_arena_bytes(): number;
  sql_take_rows(statement: number, exact: number, arena: number): number;
  sql_run(statement: number, count: number, bytes: number): number;
  sql_reset(statement: number): number;
  sql_column_names(statement: number): number;
  sql_create_function(database: number, name: number, parameters: number, id: number, aggregate: number): number;
  sql_result_text(context: number, at: number, bytes: number): void;
  sql_result_blob(context: number, at: number, bytes: number): void;
  sql_result_number(context: number, value: number): void;
  sql_result_integer(context: number, value: number): void;
  sql_result_null(context: number): void;
  sql_result_error(context: number, at: number, bytes: number): void;
  sqlite3_step(statement: number): number;
  sqlite3_finalize(statement: number): number;
  sqlite3_sql(statement: number): number;
  sqlite3_normalized_sql(statement: number): number;
  sqlite3_bind_parameter_count(statement: number): number;
  sqlite3_bind_parameter_index(statement: number, name: number): number;
  sqlite3_errmsg(database: number): number;
  sqlite3_changes(database: number): number;
  sqlite3_close_v2(database: number): number;
  sqlite3_free(at: number): void;
  emscripten_stack_get_current(): number;
}

export const kOk = 0;
export const kBusy = 5;
export const kLocked = 6;
export const kRow = 100;
export const kDone = 101;
// MemoryFile::kPieceBytes of src/browser/sql_memory_file.hpp.
export const kPieceBytes = 65536;

export let wasm: Wasm;
export let bytes: Uint8Array<ArrayBuffer>;
export let units: Uint16Array<ArrayBuffer>;
export let words: Int32Array<ArrayBuffer>;
export let doubles: Float64Array<ArrayBuffer>;
export let longs: BigInt64Array<ArrayBuffer>;
// Index into `words` of the first cell, and of the answers.
export let cellsAt = 0;
export let answersAt = 0;
export let hasExtensions = true;

// Called when memory has grown: the old views are detached.
export function renewViews(): void {
  const buffer = wasm.memory.buffer as ArrayBuffer;
  bytes = new Uint8Array(buffer);
  units = new Uint16Array(buffer);
  words = new Int32Array(buffer);
  doubles = new Float64Array(buffer);
  longs = new BigInt64Array(buffer);
}

export function startEngine(exports: Wasm, extensions: boolean): void {
  wasm = exports;
  hasExtensions = extensions;
  renewViews();
  wasm._initialize();
  cellsAt = wasm.sql_cells() >>> 2;
  answersAt = wasm.sql_answers() >>> 2;
}

export const answer = (index: number): number => words[answersAt + index]! >>> 0;

export function allocate(size: number): number {
  const at = wasm.malloc(size) >>> 0;
  if (at === 0) throw new Error('out of memory');
  return at;
}
