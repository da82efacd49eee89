// What the device says of itself: size, pixel ratio, safe areas, look, languages, network; and when one of them changes.
// Safe areas are read from a probe element, since env() exists only in CSS.
import { Line, lineOf, type NetworkFacts } from '../service-worker/network_facts';
import type { AppearanceChanged, ConnectionChanged, LanguagesChanged, PowerChanged, SurfaceResized, VisibilityChanged } from './messages';

export type Surroundings = SurfaceResized | AppearanceChanged | LanguagesChanged | ConnectionChanged | PowerChanged | VisibilityChanged;

function insets(): { top: number; right: number; bottom: number; left: number } {
  const probe = document.getElementById('safe_area');
  if (!probe) return { top: 0, right: 0, bottom: 0, left: 0 };
  const style = getComputedStyle(probe);
  const px = (value: string): number => Number.parseFloat(value) || 0;
  return { top: px(style.paddingTop), right: px(style.paddingRight), bottom: px(style.paddingBottom), left: px(style.paddingLeft) };
}

export function surface(): SurfaceResized {
  const inset = insets();
  return {
    type: 'surface_resized', width_px: window.innerWidth, height_px: window.innerHeight, pixel_ratio: window.devicePixelRatio || 1,
    inset_top_px: inset.top, inset_right_px: inset.right, inset_bottom_px: inset.bottom, inset_left_px: inset.left,
  };
}

type Network = NetworkFacts & Partial<EventTarget>;
const network = (): Network | undefined => (navigator as Navigator & { connection?: Network }).connection;

export function connection(): ConnectionChanged {
  const facts = network();
  const saves_data = facts?.saveData === true;
  const line = lineOf(true, facts);
  return {
    type: 'connection_changed', online: navigator.onLine, metered: line === Line.metered || saves_data,
    unmetered: !saves_data && line === Line.unmetered, known: line !== Line.unknown, saves_data,
  };
}

// Chromium alone has it, and TypeScript's library does not.
interface Battery extends EventTarget {
  readonly charging: boolean;
}

/** Says nothing where the browser does not. */
async function watchPower(post: (message: PowerChanged) => void): Promise<void> {
  const battery = await (navigator as Navigator & { getBattery?: () => Promise<Battery> }).getBattery?.().catch(() => undefined);
  if (!battery) return;
  const say = (): void => post({ type: 'power_changed', charging: battery.charging ? 'yes' : 'no' });
  battery.addEventListener('chargingchange', say);
  say();
}

const matches = (query: string): boolean => window.matchMedia(query).matches;

/** The browser's own text size, against the usual 16 px, so that the system's large text reaches the canvas. */
function textScale(): number {
  const probe = document.getElementById('text_probe');
  const size = probe ? Number.parseFloat(getComputedStyle(probe).fontSize) : 16;
  return Math.min(2, Math.max(0.85, size / 16 || 1));
}

export function appearance(): AppearanceChanged {
  return {
    type: 'appearance_changed', dark: matches('(prefers-color-scheme: dark)'),
    reduced_motion: matches('(prefers-reduced-motion: reduce)'), text_scale: textScale(),
  };
}

export function languages(): LanguagesChanged {
  return { type: 'languages_changed', languages: navigator.languages.join(','), zone_offset_min: -new Date().getTimezoneOffset() };
}

export function watch(post: (message: Surroundings) => void): void {
  const onResize = (): void => post(surface());
  window.addEventListener('resize', onResize);
  window.screen.orientation?.addEventListener('change', onResize);
  // A media query knows one ratio only: it is made anew after each change (zoom, a window moved to another screen).
  const watchRatio = (): void => {
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', () => {
      onResize();
      watchRatio();
    }, { once: true });
  };
  watchRatio();
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)']) {
    window.matchMedia(query).addEventListener('change', () => post(appearance()));
  }
  window.addEventListener('languagechange', () => post(languages()));
  const onConnection = (): void => post(connection());
  for (const name of ['online', 'offline']) window.addEventListener(name, onConnection);
  network()?.addEventListener?.('change', onConnection);
  void watchPower(post);
  // A page that lay hidden over the change to summer time, or over a border, has another clock now.
  let zone_min = new Date().getTimezoneOffset();
  document.addEventListener('visibilitychange', () => {
    const now_min = new Date().getTimezoneOffset();
    if (now_min !== zone_min) post(languages());
    zone_min = now_min;
    post({ type: 'visibility_changed', visible: document.visibilityState === 'visible' });
  });
}
