// initSqlJs(configuration): the promise of the module with Database and Statement, as sql.js 1.16 gives it. There is one module:
// a second call answers with the first one's promise. A load that failed may be tried again.
import type { Configuration } from './load.ts';
import { Database } from './database.ts';
import { Statement } from './statement.ts';
import { load } from './load.ts';
import { startEngine, wasm } from './engine.ts';

declare const WASM_FILE: string; // put in by bundle.mjs

export interface SqlJs extends Configuration {
  Database: typeof Database;
  Statement: typeof Statement;
  // Where the stack of WebAssembly stands: programs see by it that nothing leaks.
  stackSave(): number;
}

let starting: Promise<SqlJs> | null = null;

async function start(configuration: Configuration): Promise<SqlJs> {
  try {
    startEngine(await load(WASM_FILE, configuration), configuration.useOldExtensionFunctions !== false);
  } catch (error) {
    starting = null;
    configuration.onAbort?.(error);
    throw error;
  }
  return Object.assign(configuration, { Database, Statement, stackSave: () => wasm.emscripten_stack_get_current() });
}

export default function initSqlJs(configuration: Configuration = {}): Promise<SqlJs> {
  starting ??= start(configuration);
  return starting;
}
