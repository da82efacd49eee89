// The window's side of one-shot Background Sync: asks the browser for one call when the network is back, and passes it on.
// Where there is no such thing (Safari, Firefox, a person who said no) nothing happens: the application does not count on it.
import { kSyncTag, type WorkerWord } from '../service-worker/cache_names';

interface SyncRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}
interface Hears {
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
}

/** Asking again for the same tag is still one call. */
export async function wishSync(registration: SyncRegistration | null | undefined): Promise<boolean> {
  try {
    if (!registration?.sync) return false;
    await registration.sync.register(kSyncTag);
    return true;
  } catch {
    return false; // not permitted, or no worker is active yet
  }
}

export function onSync(container: Hears, due: () => void): void {
  container.addEventListener('message', ({ data }) => {
    if ((data as WorkerWord | null)?.type === 'sync') due();
  });
}
