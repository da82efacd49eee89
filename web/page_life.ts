// A page that is put aside (closed, left, kept for going back, frozen) lets go of the storage, so that another tab can have it, and
// stands in the queue again when it is shown. The browser may stop the worker right after the event: a message that waits in a
// busy worker would then come too late, and a sleeping tab would keep the lock. So the event waits until the worker says that it
// has let go, through shared memory; the page is not on screen in that moment. Without shared memory it is told and hopes.

/** What the worker is told; it answers with letGo(). */
export interface Lifecycle {
  readonly type: 'lifecycle';
  readonly shown: boolean;
  readonly flag: Int32Array | null;
}

const kPatience_ms = 400; // closing the database takes milliseconds; what was asked before may take longer

export function watchPageLife(worker: Worker): void {
  const flag = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
  const tell = (shown: boolean): void => worker.postMessage({ type: 'lifecycle', shown, flag } satisfies Lifecycle);
  const putAside = (): void => {
    if (flag) Atomics.store(flag, 0, 0);
    tell(false);
    if (!flag) return;
    const deadline_ms = performance.now() + kPatience_ms; // Atomics.wait is not for windows
    while (Atomics.load(flag, 0) === 0 && performance.now() < deadline_ms);
  };
  window.addEventListener('pagehide', putAside);
  document.addEventListener('freeze', putAside);
  window.addEventListener('pageshow', ({ persisted }) => persisted && tell(true));
  document.addEventListener('resume', () => tell(true));
}

/** In the worker, when the storage is closed. */
export function letGo({ flag }: Lifecycle): void {
  if (flag) Atomics.store(flag, 0, 1);
}
