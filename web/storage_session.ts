// The app worker's hold on the durable storage, from its start to its end. Call sequence (web/app.worker.ts):
//   1. const session = new StorageSession({ lost, gained });  const mode = await session.start();      before hypha_start
//   2. module.hyphaPool = session.pool;   the start facts carry `storage: mode`
//   3. pagehide and freeze of the window: session.release(); pageshow and resume: session.resume()
//   4. TakeStorageOver from C++: session.takeOver()
// lost(code) must hand StorageLost{code} to C++ synchronously: when it returns, C++ has closed its database, and the handles go.
// gained(mode) comes when the pool is open (again): set module.hyphaPool = session.pool, then StorageGained{mode} to C++. A tab
// that waits gains it by itself when the owner is gone; takeOver() only asks a living owner to let go.
// Modes: opfs; memory (there is no OPFS: nothing will be kept); other_tab (another tab owns it: nothing is open, and nothing
// new is made). There are never two writers: OPFS handles are exclusive, and C++ only writes through them.
import { OwnerLock } from './owner_lock.ts';
import { kPoolFolder, openPool, type StoragePool } from './storage_pool.ts';

export type StorageMode = 'opfs' | 'memory' | 'other_tab';

// taken_over: another tab asked for it. stolen: a script took the lock by force. released: this page was hidden for good or
// frozen. owner_asleep: a take-over waits for a tab that does not answer; nothing was open here, and the wish stands.
export type LostCode = 'taken_over' | 'stolen' | 'released' | 'owner_asleep';

export interface SessionCalls {
  lost(code: LostCode): void;
  gained(mode: StorageMode): void;
}

const kReloadPatience_ms = 4000; // a browser ends a busy worker of the page that was there before after about two seconds
const kYieldPatience_ms = 3000; // closing the database takes milliseconds; who needs longer sleeps
const kHandlePatience_ms = 3000; // handles of a worker that was just ended are freed a moment after its lock
const kHandlePause_ms = 10; // OPFS has no event for a freed handle

export class StorageSession {
  pool: StoragePool | null = null;
  mode: StorageMode = 'other_tab';
  // Why the mode is memory; '' when OPFS is simply not there.
  failure = '';
  private readonly lock: OwnerLock;
  private turn = 0; // rises when what is being opened is no longer wanted
  private started: ((mode: StorageMode) => void) | null = null; // start() still waits for an answer
  private asleep: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly calls: SessionCalls, private readonly folder = kPoolFolder) {
    this.lock = new OwnerLock(folder, {
      granted: () => void this.open(),
      asked: () => this.lose('taken_over'),
      stolen: () => this.lose('stolen'),
      heard: () => this.started?.('other_tab'),
    });
  }

  // Answers once the pool is open, an owner says that it is there, or the lock is not free in time although nobody answers: a
  // sleeping tab. (A page that is just being reloaded answers nothing and frees the lock soon.) Keeps its place in the queue.
  async start(): Promise<StorageMode> {
    const mode = new Promise<StorageMode>((answer) => (this.started = answer));
    const alarm = setTimeout(() => this.started?.('other_tab'), kReloadPatience_ms);
    this.lock.queue();
    this.lock.askWho();
    const answer = await mode;
    this.started = null;
    clearTimeout(alarm);
    return answer;
  }

  // Stands in the queue again after release().
  resume(): void {
    if (this.mode !== 'memory') this.lock.queue();
  }

  takeOver(): void {
    if (this.pool || this.mode === 'memory') return;
    clearTimeout(this.asleep);
    this.asleep = setTimeout(() => this.calls.lost('owner_asleep'), kYieldPatience_ms);
    this.lock.askToYield();
  }

  release(): void {
    clearTimeout(this.asleep);
    this.close('released');
  }

  private lose(code: LostCode): void {
    this.close(code);
    this.lock.queue();
  }

  // C++ closes its database inside lost(); then the handles are closed; then the lock is free. In this order.
  private close(code: LostCode): void {
    ++this.turn;
    try {
      if (this.pool) this.calls.lost(code);
    } finally {
      if (this.pool) this.mode = 'other_tab';
      this.pool?.close();
      this.pool = null;
      this.lock.release();
    }
  }

  private async open(): Promise<void> {
    const turn = ++this.turn;
    const deadline_ms = performance.now() + kHandlePatience_ms;
    for (;;) {
      const answer = await openPool(this.folder);
      if (turn !== this.turn) {
        if ('pool' in answer) answer.pool.close();
        return;
      }
      if ('pool' in answer) {
        this.pool = answer.pool;
        this.mode = 'opfs';
        break;
      }
      if (answer.refusal !== 'busy') {
        this.failure = answer.refusal === 'unsupported' ? '' : answer.detail;
        this.mode = 'memory';
        break;
      }
      if (performance.now() + kHandlePause_ms > deadline_ms) break;
      await new Promise((again) => setTimeout(again, kHandlePause_ms));
      if (turn !== this.turn) return;
    }
    clearTimeout(this.asleep);
    if (!this.pool) this.lock.release();
    if (this.started) this.started(this.mode);
    else if (this.mode === 'other_tab') this.calls.lost('owner_asleep');
    else this.calls.gained(this.mode);
  }
}
