// The browser's history as the app's way back: one entry a screen, deep links by hash. The application owns the routes;
// this file only carries them. An entry of ours knows its depth, so Back never leaves the app by mistake.
interface HistoryState {
  readonly depth: number;
}

const depth = (): number => (window.history.state as HistoryState | null)?.depth ?? 0;

export const currentPath = (): string => window.location.hash || '#/identify';

export function showRoute(path: string, isReplace: boolean): void {
  const state: HistoryState = { depth: isReplace ? depth() : depth() + 1 };
  if (isReplace) window.history.replaceState(state, '', path);
  else window.history.pushState(state, '', path);
}

/** False when there is no screen of ours to go back to. */
export function goBack(): boolean {
  if (depth() === 0) return false;
  window.history.back();
  return true;
}

export function onRoute(changed: (path: string) => void): void {
  window.addEventListener('popstate', () => changed(currentPath()));
}
