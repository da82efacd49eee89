// What the app and the service worker leave each other about fetching, in IndexedDB: the plan, and the journal of what came while nobody
// counted. The app worker writes the plan and drops what it has counted; the service worker adds entries. A number is never given twice, so
// an entry that was read and not yet dropped is known again. Neither form is understood here: C++ reads and writes both
// (core/taste/fetch_export.hpp, core/taste/fetch_journal.hpp).

export interface Received {
  /** Since 1970, local. */
  readonly day: number;
  readonly kind: 'lists' | 'texts' | 'pages' | 'app' | 'pictures';
  readonly bytes: number;
  /** Of the story, or empty. */
  readonly hash: string;
  readonly source: string;
}

export interface FetchKeep {
  /** Null: none was left. */
  plan(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** No bytes: everything goes, the journal too. */
  keepPlan(plan: Uint8Array<ArrayBuffer>): Promise<void>;
  add(entry: Received): Promise<void>;
  /** As core/taste/fetch_journal.hpp has it. */
  journal(): Promise<string>;
  /** Nothing where it is another journal's id. */
  drop(id: string, counted: number): Promise<void>;
  /** When the service worker last kept that list; 0: never. */
  listedMs(path: string): Promise<number>;
  listed(path: string, at_ms: number): Promise<void>;
}

export const localDay = (now_ms: number, zone_min: number): number => Math.floor((now_ms + zone_min * 60_000) / 86_400_000);

const kMostSource_bytes = 200;

/** One line, or nothing where it is longer than a source's name. */
export function sourceLine(source: string): string {
  const line = source.replace(/[\u0000-\u0020\u007f-\u009f]+/g, ' ').trim();
  return new TextEncoder().encode(line).length <= kMostSource_bytes ? line : '';
}

export function journalText(id: string, entries: readonly (readonly [number, Received])[]): string {
  const lines = entries.map(([number, { day, kind, bytes, hash, source }]) => [number, day, kind, bytes, hash, source].join('\t'));
  return [`hypha-journal 1 ${id}`, ...lines, ''].join('\n');
}

/** What a journal says of texts that came whole, in that order. */
export function textsOf(journal: string): Pick<Received, 'hash' | 'source'>[] {
  return journal.split('\n').map((line) => line.split('\t')).filter(([, , kind, , hash]) => kind === 'texts' && hash).map(([, , , , hash = '', source = '']) => ({ hash, source }));
}

const kNotes = 'notes';
const kJournal = 'journal';

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('the storage refuses'));
});

export class IndexedDbFetchKeep implements FetchKeep {
  private opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly name = 'hypha-fetching') {}

  async plan(): Promise<Uint8Array<ArrayBuffer> | null> {
    return ((await this.use('readonly', (notes) => done(notes.get('plan')))) as Uint8Array<ArrayBuffer> | undefined) ?? null;
  }

  keepPlan(plan: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.use('readwrite', async (notes, journal) => {
      if (plan.length > 0) {
        await done(notes.put(plan, 'plan'));
      } else {
        notes.clear();
        await done(journal.clear());
      }
    });
  }

  add(entry: Received): Promise<void> {
    return this.use('readwrite', async (_, journal) => {
      await done(journal.add({ ...entry, source: sourceLine(entry.source), bytes: Math.max(0, Math.round(entry.bytes)) }));
    });
  }

  journal(): Promise<string> {
    return this.use('readwrite', async (notes, journal) => {
      const id = await this.id(notes);
      const [keys, entries] = await Promise.all([done(journal.getAllKeys()), done(journal.getAll())]);
      return journalText(id, keys.map((key, at) => [key as number, entries[at] as Received] as const));
    });
  }

  drop(id: string, counted: number): Promise<void> {
    return this.use('readwrite', async (notes, journal) => {
      if ((await this.id(notes)) === id) await done(journal.delete(IDBKeyRange.upperBound(counted)));
    });
  }

  async listedMs(path: string): Promise<number> {
    return ((await this.use('readonly', (notes) => done(notes.get(`listed ${path}`)))) as number | undefined) ?? 0;
  }

  listed(path: string, at_ms: number): Promise<void> {
    return this.use('readwrite', async (notes) => { await done(notes.put(at_ms, `listed ${path}`)); });
  }

  /** How the last run ended, for whoever looks for why nothing came. */
  ran(at_ms: number, outcome: object): Promise<void> {
    return this.use('readwrite', async (notes) => { await done(notes.put({ at_ms, ...outcome }, 'ran')); });
  }

  /** Of this journal: after everything was erased, or the browser let it go, another one begins. */
  private async id(notes: IDBObjectStore): Promise<string> {
    const there = (await done(notes.get('id'))) as string | undefined;
    if (there) return there;
    const fresh = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    await done(notes.put(fresh, 'id'));
    return fresh;
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(kNotes);
        request.result.createObjectStore(kJournal, { autoIncrement: true });
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('the storage refuses'));
    }).catch((problem: unknown) => {
      this.opened = null;
      throw problem;
    });
    return this.opened;
  }

  /** One transaction; resolves when it is on the disk. */
  private async use<T>(mode: IDBTransactionMode, work: (notes: IDBObjectStore, journal: IDBObjectStore) => Promise<T>): Promise<T> {
    const database = await this.open();
    const transaction = database.transaction([kNotes, kJournal], mode);
    const kept = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('the storage refuses'));
    });
    const [result] = await Promise.all([work(transaction.objectStore(kNotes), transaction.objectStore(kJournal)), kept]);
    return result;
  }
}
