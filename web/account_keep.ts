// The account that this device has, and where it is kept: IndexedDB, a database of its own with one record. One record is one account;
// every change is one transaction, so of two tabs that begin an account at once the second finds the first's. An identity is kept
// before it is sent to an edge, so that the same can be said again. Whoever has the unlocked device can read the record.

export type Bytes = Uint8Array<ArrayBuffer>;

export interface KeptAccount {
  readonly secret: Bytes;
  readonly seed: Bytes;
  readonly stream: Bytes;
  readonly content: Bytes;
  readonly blobs: Bytes;
  /** What this device signs for: location.host. */
  readonly host: string;
  /** An edge let this device in. Until then the identity waits for its registration to be said again. */
  readonly registered: boolean;
  /** The account was made on this device, so a repeated begin means this one. */
  readonly made_here: boolean;
  /** Until it is registered: the offer that it came by, which nobody can take twice. */
  readonly offer?: { readonly pairing: Bytes; readonly ticket: Bytes };
  readonly rotated_ms: number;
}

/** What C++ needs of it: stream, content key, blob key. */
export const bytesOf = ({ stream, content, blobs }: KeptAccount): Bytes => Uint8Array.from([...stream, ...content, ...blobs]);

export interface AccountKeep {
  read(): Promise<KeptAccount | null>;
  /** What comes next is decided within the transaction; answers what is kept after it, once that is on the disk. */
  change(next: (there: KeptAccount | null) => KeptAccount | null): Promise<KeptAccount | null>;
}

/** The storage refuses or is silent: private windows, blocked site data, a full or broken disk. */
export class NotKept extends Error {
  readonly code = 'not_kept';
}

export const isSame = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Only if it is still this one. */
export const forgetIn = (keep: AccountKeep, { seed }: KeptAccount): Promise<unknown> => keep.change((there) => (there && isSame(there.seed, seed) ? null : there));

const kPatience_ms = 10_000;
const kStore = 'account';
const kOnly = 'account';

export function within<T>(patience_ms: number, work: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    const alarm = setTimeout(() => failed(new NotKept('the storage does not answer')), patience_ms);
    work.finally(() => clearTimeout(alarm)).then(done, (problem: unknown) => failed(problem instanceof NotKept ? problem : new NotKept(String(problem))));
  });
}

export class IndexedDbKeep implements AccountKeep {
  constructor(private readonly name: string) {}

  read(): Promise<KeptAccount | null> {
    return within(kPatience_ms, this.use('readonly', (store, result) => {
      const asked = store.get(kOnly);
      asked.onsuccess = () => result((asked.result as KeptAccount | undefined) ?? null);
    }));
  }

  change(next: (there: KeptAccount | null) => KeptAccount | null): Promise<KeptAccount | null> {
    return within(kPatience_ms, this.use('readwrite', (store, result) => {
      const asked = store.get(kOnly);
      asked.onsuccess = () => {
        const there = (asked.result as KeptAccount | undefined) ?? null;
        const after = next(there);
        if (after === null) store.delete(kOnly);
        else if (after !== there) store.put(after, kOnly);
        result(after);
      };
    }));
  }

  // Opened for each use, which is rare: a connection that stays would outlive a storage that the person cleared.
  private async use(mode: IDBTransactionMode, work: (store: IDBObjectStore, result: (kept: KeptAccount | null) => void) => void): Promise<KeptAccount | null> {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open(this.name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(kStore);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    try {
      return await new Promise((done, failed) => {
        const transaction = database.transaction(kStore, mode, { durability: 'strict' });
        let kept: KeptAccount | null = null;
        transaction.oncomplete = () => done(kept);
        transaction.onabort = () => failed(transaction.error);
        work(transaction.objectStore(kStore), (result) => { kept = result; });
      });
    } finally {
      database.close();
    }
  }
}
