// What was asked in a tab that does not own the database, until the tab that owns it has written it. A request is put into
// IndexedDB first, with its file, so it survives the death of its tab; then it is offered on a channel. The owner takes what is
// offered, and all that is kept when it opens the database, so no tab needs to know who the owner is, and only the owner (who
// holds the lock, owner_lock.ts) ever takes one. Delivered at least once; the key makes it exactly once (src/app/hand_over.hpp).
// A request goes from here only with finish(): its effect is committed. Where IndexedDB refuses, it is carried from memory.
import type { KeepRequest } from './messages';

export interface KeptRequest extends Omit<KeepRequest, 'type' | 'ticket'> {
  readonly file: Blob | undefined;
  /** Requests are done in the order in which they were made. */
  readonly made_ms: number;
}

export interface OutboxCalls {
  owns(): boolean;
  /** Only while owns(). May come again for a key that came before. */
  arrived(request: KeptRequest): void;
  finished(key: string): void;
}

type Word = { type: 'request'; request: KeptRequest } | { type: 'finished'; key: string } | { type: 'ready' };

const kStore = 'request';

export class RequestOutbox {
  private readonly channel: BroadcastChannel;
  private readonly own = new Map<string, KeptRequest>(); // asked here, not finished
  private readonly seen = new Set<string>(); // came here from the store or from another tab
  private opened: Promise<IDBDatabase> | null = null;
  private last_ms = 0;

  constructor(private readonly name: string, private readonly calls: OutboxCalls) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => this.hear(data);
  }

  /** Resolves when it is kept. */
  async keep(request: Omit<KeptRequest, 'made_ms'>): Promise<void> {
    this.last_ms = Math.max(Date.now(), this.last_ms + 0.001);
    const kept: KeptRequest = { ...request, made_ms: this.last_ms };
    this.own.set(kept.key, kept);
    await this.change((store) => store.put(kept)).catch((error: unknown) => console.warn(`The outbox keeps in memory only: ${String(error)}`));
    this.offer(kept);
  }

  /** This tab owns the database now: everything that waits, oldest first. */
  async drain(): Promise<void> {
    if (!this.calls.owns()) return;
    this.channel.postMessage({ type: 'ready' } satisfies Word);
    const kept = await this.all().catch((): KeptRequest[] => []);
    const known = new Map([...kept, ...this.own.values()].map((each) => [each.key, each]));
    for (const request of [...known.values()].sort((a, b) => a.made_ms - b.made_ms)) this.take(request);
  }

  /** Its effect is committed (now or long ago). */
  async finish(key: string): Promise<void> {
    if (!this.own.delete(key) && !this.seen.delete(key)) return; // never came through here
    await this.change((store) => store.delete(key)).catch(() => undefined); // it comes again, and is finished again
    this.channel.postMessage({ type: 'finished', key } satisfies Word);
  }

  private offer(request: KeptRequest): void {
    if (this.calls.owns()) this.take(request);
    else this.channel.postMessage({ type: 'request', request } satisfies Word);
  }

  private take(request: KeptRequest): void {
    if (!this.calls.owns()) return;
    this.seen.add(request.key);
    this.calls.arrived(request);
  }

  private hear(word: Word): void {
    if (word.type === 'request') this.take(word.request);
    if (word.type === 'ready') for (const request of this.own.values()) this.offer(request);
    if (word.type === 'finished' && this.own.delete(word.key)) this.calls.finished(word.key);
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open(this.name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(kStore, { keyPath: 'key' });
      opening.onsuccess = () => {
        opening.result.onclose = () => (this.opened = null);
        done(opening.result);
      };
      opening.onerror = () => failed(opening.error);
    });
    this.opened.catch(() => (this.opened = null));
    return this.opened;
  }

  private async change(request: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    const transaction = (await this.open()).transaction(kStore, 'readwrite', { durability: 'strict' });
    request(transaction.objectStore(kStore));
    const kept = new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    transaction.commit();
    await kept;
  }

  private async all(): Promise<KeptRequest[]> {
    const asked = (await this.open()).transaction(kStore).objectStore(kStore).getAll();
    return new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result as KeptRequest[]);
      asked.onerror = () => failed(asked.error);
    });
  }
}
