// Walks through the statements of one text, as sql.js's iterateStatements does: each statement is freed when the next is asked
// for; after an error the rest of the text, the faulty statement first, is in getRemainingSQL().
import type { Database } from './database.ts';
import { Statement, prepareAt } from './statement.ts';
import { newCString, readCString } from './text.ts';
import { wasm } from './engine.ts';

export class StatementIterator implements IterableIterator<Statement> {
  private sqlAt: number; // 0 when finished
  private nextAt: number;
  private rest: string | null = null;
  private active: Statement | null = null;

  constructor(sql: string, private readonly db: Database) {
    this.sqlAt = newCString(sql);
    this.nextAt = this.sqlAt;
  }

  next(): IteratorResult<Statement, undefined> {
    if (this.sqlAt === 0) return { done: true } as IteratorReturnResult<undefined>;
    this.active?.free();
    this.active = null;
    if (!this.db.db) {
      this.finish('');
      throw new Error('Database closed');
    }
    try {
      const { statement, rest } = prepareAt(this.db, this.nextAt);
      this.nextAt = rest;
      if (statement === null) {
        this.finish('');
        return { done: true } as IteratorReturnResult<undefined>;
      }
      this.db.remember(statement);
      this.active = statement;
      return { value: statement, done: false };
    } catch (error) {
      this.finish(readCString(this.nextAt));
      throw error;
    }
  }

  return(): IteratorReturnResult<undefined> {
    this.active?.free();
    this.active = null;
    if (this.sqlAt !== 0) this.finish(readCString(this.nextAt));
    return { done: true } as IteratorReturnResult<undefined>;
  }

  getRemainingSQL(): string {
    return this.rest ?? readCString(this.nextAt);
  }

  [Symbol.iterator](): this {
    return this;
  }

  private finish(rest: string): void {
    this.rest = rest;
    wasm.free(this.sqlAt);
    this.sqlAt = 0;
  }
}
