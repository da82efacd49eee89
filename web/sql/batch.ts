// Reads the rows that C++ packs into an arena (src/browser/sql_batch.cpp, which says how): one call of TextDecoder makes one text of
// all ASCII texts of the batch, and each value is a piece of it.
import type { SqlValue } from './cells.ts';
import { allocate, answer, bytes, doubles, longs, wasm, words } from './engine.ts';
import { kAscii, kBigInt, kBlob, kReal, kText, kUnits } from './cells.ts';
import { readText, readUnits } from './text.ts';

const kCellBytes = 2048 * 16;

// An exec() inside a function that another exec() calls needs an arena of its own; else this one is used again and again.
let spare = 0;

export function takeArena(): number {
  const arena = spare === 0 ? allocate(wasm.sql_arena_bytes()) : spare;
  spare = 0;
  return arena;
}

export function giveArena(arena: number): void {
  if (spare === 0) spare = arena;
  else wasm.free(arena);
}

// Appends rows from the one that the statement stands on; SQLite's code of the last step.
export function takeRows(statement: number, exact: number, arena: number, columns: number, rows: SqlValue[][]): number {
  const code = wasm.sql_take_rows(statement, exact, arena);
  const count = answer(0);
  const ascii = readText(arena + kCellBytes, answer(1));
  const [cells, numbers, integers] = [words, doubles, longs];
  let cell = arena >>> 2;
  for (let i = 0; i < count; i += 1) {
    const row: SqlValue[] = [];
    for (let column = 0; column < columns; column += 1, cell += 4) {
      const at = cells[cell + 2]!;
      switch (cells[cell]) {
        case kReal:
          row.push(numbers[(cell >> 1) + 1]!);
          break;
        case kAscii:
          row.push(ascii.substring(at, at + cells[cell + 1]!));
          break;
        case kUnits:
          row.push(readUnits(at >>> 0, cells[cell + 1]!));
          break;
        case kText:
          row.push(readText(at >>> 0, cells[cell + 1]!));
          break;
        case kBlob:
          row.push(bytes.slice(at >>> 0, (at >>> 0) + cells[cell + 1]!));
          break;
        case kBigInt:
          row.push(integers[(cell >> 1) + 1]!);
          break;
        default:
          row.push(null);
      }
    }
    rows.push(row);
  }
  return code;
}
