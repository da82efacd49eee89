// The window's side of Background Sync: asks the browser for one call when the network is back, and passes it on; and for the service worker
// to be woken from time to time (Periodic Background Sync), where the app is installed and the browser permits it.
// Where there is no such thing (Safari, Firefox, a person who said no) nothing happens: the application does not count on it.
import { kFetchTag, kSyncTag, type WorkerWord } from '../service-worker/cache_names';
import type { BackgroundFound, WishBackground } from './messages';

interface SyncRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
  readonly periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void>; unregister(tag: string): Promise<void> };
}
interface Hears {
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
}

const kBetween_ms = 4 * 60 * 60 * 1000; // at least; browsers take longer

/** What this browser has, after it was asked for, or to leave off. `permitted`: whether it lets this page. */
export async function wishBackground(registration: SyncRegistration | null | undefined, { wanted, when_connected }: Pick<WishBackground, 'wanted' | 'when_connected'>, permitted: () => Promise<boolean>): Promise<BackgroundFound> {
  const once = wanted && when_connected ? registration?.sync?.register(kFetchTag) : undefined;
  await once?.catch(() => undefined);
  const found = (periodic: string): BackgroundFound => ({ type: 'background_found', periodic, when_connected: Boolean(registration?.sync) });
  if (!registration?.periodicSync) return found('absent');
  try {
    if (!(await permitted())) return found('refused');
    if (wanted) await registration.periodicSync.register(kFetchTag, { minInterval: kBetween_ms });
    else await registration.periodicSync.unregister(kFetchTag);
    return found('on');
  } catch {
    return found('refused');
  }
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
