// Reads and fills the cells, the array in linear memory through which rows, parameters and arguments cross: 16 bytes each, kind,
// length, and 8 bytes of number or address. The layout is that of src/browser/sql_cells.hpp.
import { bytes, cellsAt, doubles, longs, words } from './engine.ts';
import { readUnits, readText } from './text.ts';

export type SqlValue = number | string | Uint8Array | bigint | null;

const kInteger = 1;
export const kReal = 2;
export const kText = 3;
export const kBlob = 4;
const kNull = 5;
export const kUnits = 6;
export const kBigInt = 7;
export const kAscii = 8; // in batches

export function readCells(count: number): SqlValue[] {
  const values: SqlValue[] = [];
  for (let i = 0, cell = cellsAt; i < count; i += 1, cell += 4) {
    switch (words[cell]) {
      case kReal:
        values.push(doubles[(cell >> 1) + 1]!);
        break;
      case kUnits:
        values.push(readUnits(words[cell + 2]! >>> 0, words[cell + 1]!));
        break;
      case kText:
        values.push(readText(words[cell + 2]! >>> 0, words[cell + 1]!));
        break;
      case kBlob:
        values.push(bytes.slice(words[cell + 2]! >>> 0, (words[cell + 2]! >>> 0) + words[cell + 1]!));
        break;
      case kBigInt:
        values.push(longs[(cell >> 1) + 1]!);
        break;
      default:
        values.push(null);
    }
  }
  return values;
}

export function clearCells(count: number): void {
  for (let i = 0; i < count; i += 1) words[cellsAt + 4 * i] = 0;
}

export function putNumber(index: number, value: number): void {
  const cell = cellsAt + 4 * index;
  words[cell] = value === (value | 0) ? kInteger : kReal;
  doubles[(cell >> 1) + 1] = value;
}

export function putNull(index: number): void {
  words[cellsAt + 4 * index] = kNull;
}

// Bytes that lie at `offset` of the statement's buffer.
export function putText(index: number, offset: number, length: number): void {
  const cell = cellsAt + 4 * index;
  words[cell] = kText;
  words[cell + 1] = length;
  words[cell + 2] = offset;
}

export function putBlob(index: number, offset: number, length: number): void {
  putText(index, offset, length);
  words[cellsAt + 4 * index] = kBlob;
}
