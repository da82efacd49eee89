// The app worker's side of what app and service worker leave each other (service-worker/fetch_keep.ts). One after the other, in the order they
// were asked for: a plan that says how far the journal was counted is on the disk before what was counted is let go. A storage that refuses
// (private windows) answers an empty journal and keeps no plan: then nothing is fetched without the app.
import type { FetchKeep } from '../service-worker/fetch_keep';
import type { DropFetchJournal, FetchJournalFound } from './messages';

export class FetchNotes {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly answer: (message: FetchJournalFound) => void, private readonly keep: FetchKeep) {}

  keepPlan(plan: Uint8Array<ArrayBuffer>): void {
    this.after(() => this.keep.keepPlan(plan));
  }

  askJournal(): void {
    this.after(async () => {
      const text = await this.keep.journal().catch(() => '');
      this.answer({ type: 'fetch_journal_found', bytes: new TextEncoder().encode(text) });
    });
  }

  drop({ id, counted }: Pick<DropFetchJournal, 'id' | 'counted'>): void {
    this.after(() => this.keep.drop(id, counted));
  }

  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<unknown> {
    return this.last;
  }

  private after(work: () => Promise<unknown>): void {
    this.last = this.last.then(work).catch((problem: unknown) => console.info(`fetching without the app: ${String(problem)}`));
  }
}
