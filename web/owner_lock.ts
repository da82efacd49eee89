// Who may open the database: the worker that holds the Web Lock of its folder's name. Tabs talk on a channel of that name:
//   who      is anybody the owner and awake?   -> here
//   yield    the person wants the database in my tab: the owner closes it and releases the lock.
// The lock is never stolen: a sleeping owner keeps its OPFS handles, and they are exclusive, so a stolen lock would open nothing.
// Who waits for it gets it in the moment when the owner yields, wakes up and yields, or is gone.

type Word = { type: 'who' | 'here' | 'yield' };

export class OwnerLock {
  private readonly channel: BroadcastChannel;
  private letGo: (() => void) | null = null;
  private waiting: AbortController | null = null;
  private answered: (() => void) | null = null;

  // `asked` is called when another tab wants the database: close it, then call release().
  constructor(private readonly name: string, private readonly asked: () => void) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => this.hear(data);
  }

  get held(): boolean {
    return this.letGo !== null;
  }

  // True once the lock is held. False when an owner answers that it is there, or when the lock is not free within `patience_ms`
  // although nobody answers: a sleeping tab. (A page that is just being reloaded answers nothing and frees the lock soon.)
  async acquire(patience_ms: number): Promise<boolean> {
    const alarm = setTimeout(() => this.waiting?.abort(), patience_ms);
    this.answered = () => this.waiting?.abort();
    const held = this.request();
    this.channel.postMessage({ type: 'who' } satisfies Word);
    await held;
    clearTimeout(alarm);
    this.answered = null;
    return held;
  }

  // Asks the owner to yield and waits as long as it takes. False only when release() ended the waiting.
  takeOver(): Promise<boolean> {
    const held = this.request();
    this.askToYield();
    return held;
  }

  askToYield(): void {
    this.channel.postMessage({ type: 'yield' } satisfies Word);
  }

  // Frees the lock, or gives up waiting for it.
  release(): void {
    this.waiting?.abort();
    const letGo = this.letGo;
    this.letGo = null;
    letGo?.();
  }

  private hear(word: Word): void {
    if (word.type === 'who' && this.held) this.channel.postMessage({ type: 'here' } satisfies Word);
    if (word.type === 'here') this.answered?.();
    if (word.type === 'yield' && this.held) this.asked();
  }

  private request(): Promise<boolean> {
    if (this.held || !('locks' in navigator)) return Promise.resolve(true); // without locks the handles alone decide
    const waiting = new AbortController();
    this.waiting = waiting;
    return new Promise((resolve) => {
      const hold = () => new Promise<void>((letGo) => {
        this.waiting = null;
        this.letGo = letGo;
        resolve(true);
      });
      navigator.locks.request(this.name, { signal: waiting.signal }, hold).catch(() => resolve(false));
    });
  }
}
