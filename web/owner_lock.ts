// Who may open the database: the worker that holds the Web Lock of its folder's name. Every other tab stands in the lock's queue,
// so it is granted in the moment when the owner yields, is closed, crashes or goes to sleep; nobody polls. Tabs talk on a channel:
//   who      is anybody the owner and awake?   -> here
//   here     I am the owner (the answer, and said once when the lock is granted)
//   yield    the person wants the database in my tab: the owner closes it and lets go; who only waits stands behind.
// We never steal: a sleeping owner keeps its OPFS handles, and they are exclusive, so a stolen lock would open nothing. When some
// other script steals it, stolen() is called at once: the database must be closed before anything else is done.

type Word = { type: 'who' | 'here' | 'yield' };

export interface LockCalls {
  granted(): void;
  // Another tab wants the database: close it, release(), and stand in the queue again.
  asked(): void;
  stolen(): void;
  // Another tab says that it is the owner.
  heard(): void;
}

export class OwnerLock {
  private readonly channel: BroadcastChannel;
  private letGo: (() => void) | null = null;
  private waiting: AbortController | null = null;
  private wanted = false;

  constructor(private readonly name: string, private readonly calls: LockCalls) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => this.hear(data);
  }

  get held(): boolean {
    return this.letGo !== null;
  }

  // Stands in the queue until granted() or release(). Nothing happens for who stands there or holds the lock already.
  queue(): void {
    if (this.held || this.waiting) return;
    const waiting = new AbortController();
    this.waiting = waiting;
    let mine: (() => void) | null = null;
    const hold = (): Promise<void> => new Promise((letGo) => {
      if (this.waiting !== waiting) return letGo(); // given up while it was on its way
      this.waiting = null;
      this.wanted = false;
      this.letGo = mine = letGo;
      this.say('here');
      this.calls.granted();
    });
    if (!('locks' in navigator)) return void Promise.resolve().then(hold); // without locks the handles alone decide
    navigator.locks.request(this.name, { signal: waiting.signal }, hold).catch(() => {
      if (!mine || this.letGo !== mine) return;
      this.letGo = null;
      this.calls.stolen();
    });
  }

  askWho(): void {
    this.say('who');
  }

  // The person wants it here: stands in the queue, and whoever holds the lock is asked to let go.
  askToYield(): void {
    this.wanted = true;
    this.queue();
    this.say('yield');
  }

  // Frees the lock, or leaves the queue.
  release(): void {
    this.wanted = false;
    this.waiting?.abort();
    this.waiting = null;
    const letGo = this.letGo;
    this.letGo = null;
    letGo?.();
  }

  private say(type: Word['type']): void {
    this.channel.postMessage({ type } satisfies Word);
  }

  private hear({ type }: Word): void {
    if (type === 'who' && this.held) this.say('here');
    if (type === 'yield' && this.held) this.calls.asked();
    if (type === 'yield' && this.waiting && !this.wanted) {
      this.release();
      this.queue(); // behind the one who wants it
    }
    if (type === 'here') {
      if (this.wanted) this.say('yield'); // someone who stood before us got it first
      this.calls.heard();
    }
  }
}
