// The app worker's hold on the durable storage, from its start to its end. Call sequence (web/app.worker.ts):
//   1. const session = new StorageSession({ lost, gained });  const mode = await session.start();      before hypha_start
//   2. module.hyphaPool = session.pool;   the start facts carry `storage: mode`
//   3. pagehide and freeze of the window: session.release(); pageshow and resume: await session.resume()
//   4. TakeStorageOver from C++: session.takeOver()
// lost(code) must hand StorageLost{code} to C++ synchronously: when it returns, C++ has closed its database, and the handles go.
// gained(mode) comes when the pool is open (again): set module.hyphaPool = session.pool, then StorageGained{mode} to C++.
// Modes: opfs; memory (there is no OPFS: nothing will be kept); other_tab (another tab owns it: nothing is open, and nothing
// new is made). There are never two writers: OPFS handles are exclusive, and C++ only writes through them.
import { OwnerLock } from './owner_lock.ts';
import { kPoolFolder, openPool, type StoragePool } from './storage_pool.ts';

export type StorageMode = 'opfs' | 'memory' | 'other_tab';

// taken_over: another tab asked for it. released: this page was hidden for good or frozen. owner_asleep: a take-over waits for
// a tab that does not answer; nothing was open here; gained() comes when that tab wakes up or is closed.
export type LostCode = 'taken_over' | 'released' | 'owner_asleep';

export interface SessionCalls {
  lost(code: LostCode): void;
  gained(mode: StorageMode): void;
}

const kReloadPatience_ms = 4000; // a browser ends a busy worker of the page that was there before after about two seconds
const kYieldPatience_ms = 3000; // closing the database takes milliseconds; who needs longer sleeps
const kHandlePatience_ms = 3000; // handles of a worker that was just ended are freed a moment after its lock

export class StorageSession {
  pool: StoragePool | null = null;
  mode: StorageMode = 'other_tab';
  // Why the mode is memory; '' when OPFS is simply not there.
  failure = '';
  private readonly lock: OwnerLock;
  private wanting = false;
  private asleep: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly calls: SessionCalls, private readonly folder = kPoolFolder) {
    this.lock = new OwnerLock(folder, () => this.close('taken_over'));
  }

  async start(): Promise<StorageMode> {
    return (await this.lock.acquire(kReloadPatience_ms)) ? this.open() : this.mode;
  }

  // Opens again after release(), unless another tab has it now.
  async resume(): Promise<void> {
    if (this.pool || this.mode === 'memory' || this.wanting) return;
    const mode = await this.start();
    if (mode !== 'other_tab') this.calls.gained(mode);
  }

  async takeOver(): Promise<void> {
    if (this.pool || this.mode === 'memory') return;
    clearTimeout(this.asleep);
    this.asleep = setTimeout(() => this.calls.lost('owner_asleep'), kYieldPatience_ms);
    if (this.wanting) {
      this.lock.askToYield(); // asked again: the first wait goes on
      return;
    }
    this.wanting = true;
    const held = await this.lock.takeOver();
    this.wanting = false;
    clearTimeout(this.asleep);
    if (!held) return;
    const mode = await this.open();
    if (mode === 'other_tab') {
      this.calls.lost('owner_asleep');
    } else {
      this.calls.gained(mode);
    }
  }

  release(): void {
    this.close('released');
  }

  // C++ closes its database inside lost(); then the handles are closed; then the lock is free. In this order.
  private close(code: LostCode): void {
    try {
      if (this.pool) this.calls.lost(code);
    } finally {
      if (this.pool) this.mode = 'other_tab';
      this.pool?.close();
      this.pool = null;
      this.lock.release();
    }
  }

  private async open(): Promise<StorageMode> {
    const deadline_ms = performance.now() + kHandlePatience_ms;
    for (let pause_ms = 20; ; pause_ms *= 2) {
      const answer = await openPool(this.folder);
      if ('pool' in answer) {
        this.pool = answer.pool;
        this.mode = 'opfs';
        return this.mode;
      }
      if (answer.refusal !== 'busy') {
        this.failure = answer.refusal === 'unsupported' ? '' : answer.detail;
        this.mode = 'memory';
        break;
      }
      if (performance.now() + pause_ms > deadline_ms) break;
      await new Promise((resume) => setTimeout(resume, pause_ms)); // OPFS has no event for a freed handle
    }
    this.lock.release();
    return this.mode;
  }
}
