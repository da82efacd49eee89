// Values of JavaScript as parameters of one statement. Texts and blobs are written once, into a buffer that belongs to the
// statement, where SQLite reads them until the statement is reset: no copy, and no allocation when the buffer is large enough.
// Types as in sql.js: whole numbers of 32 bits are INTEGER, other numbers REAL (5e9 too), BigInt is its digits as TEXT.
import { allocate, bytes, wasm } from './engine.ts';
import { clearCells, putBlob, putNull, putNumber, putText } from './cells.ts';
import { scratchCString, writeText } from './text.ts';

export type Bindable = number | string | boolean | bigint | null | ArrayLike<number>;
export type BindParameters = readonly Bindable[] | Readonly<Record<string, Bindable>> | null | undefined;

// SQLITE_MAX_VARIABLE_NUMBER, which is also the number of cells; one more finds SQLite's own error.
const kMostParameters = 32766;

export class Parameters {
  at = 0; // the buffer, 0 until a text or blob comes
  private room = 0;
  private used = 0;
  private indexes: Map<string, number> | null = null;

  constructor(private readonly statement: number) {}

  // Fills the cells; how many there are to bind.
  fill(values: object): number {
    this.used = 0;
    if (Array.isArray(values)) {
      const count = Math.min(values.length, kMostParameters);
      for (let i = 0; i < count; i += 1) this.put(i, values[i]);
      return count;
    }
    const count = wasm.sqlite3_bind_parameter_count(this.statement);
    clearCells(count);
    for (const name of Object.keys(values)) {
      const index = this.indexOf(name);
      if (index !== 0) this.put(index - 1, (values as Record<string, unknown>)[name]);
    }
    return count;
  }

  free(): void {
    wasm.free(this.at);
    this.at = 0;
    this.room = 0;
  }

  private indexOf(name: string): number {
    this.indexes ??= new Map();
    let index = this.indexes.get(name);
    if (index === undefined) {
      index = wasm.sqlite3_bind_parameter_index(this.statement, scratchCString(name));
      this.indexes.set(name, index);
    }
    return index;
  }

  private put(index: number, value: unknown): void {
    switch (typeof value) {
      case 'number':
        return putNumber(index, value);
      case 'string':
        return this.putText(index, value);
      case 'boolean':
        return putNumber(index, value ? 1 : 0);
      case 'bigint':
        return this.putText(index, value.toString());
      case 'object':
        if (value === null) return putNull(index);
        if ((value as ArrayLike<number>).length != null) return this.putBlob(index, value as ArrayLike<number>);
    }
    throw `Wrong API use : tried to bind a value of an unknown type (${value as string}).`;
  }

  private putText(index: number, text: string): void {
    const offset = this.reserve(3 * text.length);
    const length = writeText(text, this.at + offset);
    this.used += length;
    putText(index, offset, length);
  }

  private putBlob(index: number, values: ArrayLike<number>): void {
    const length = Math.max(0, Math.trunc(Number(values.length)) || 0);
    const offset = this.reserve(length);
    bytes.set(values, this.at + offset);
    this.used += length;
    putBlob(index, offset, length);
  }

  // Where `size` bytes are free, as an offset; what lies before it stays.
  private reserve(size: number): number {
    if (this.at === 0 || this.used + size > this.room) {
      const room = Math.max(256, 2 * (this.used + size));
      const at = this.at === 0 ? allocate(room) : wasm.realloc(this.at, room) >>> 0;
      if (at === 0) throw new Error('out of memory');
      this.at = at;
      this.room = room;
    }
    return this.used;
  }
}

// sql.js takes any object, an array by index, and ignores all else.
export const areParameters = (values: unknown): values is object => values != null && typeof values === 'object';
