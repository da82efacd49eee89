// What fingers, mouse and keys do, as messages for the application. Pointers and wheel travel as numbers (the hot path);
// the C++ side decides what they hit. Times are milliseconds since 1970, since a worker's clock starts elsewhere.
// Tab and Enter belong to the browser: they move through the mirror's real elements. Ctrl+Enter in a text is the application's, as
// are Enter and Space where no control has the focus.

export type HotInput =
  | { type: 'pointer'; kind: number; id: number; x: number; y: number; time: number; button: number; pointer: number }
  | { type: 'wheel'; x: number; y: number; dx: number; dy: number; time: number };

export interface InputEvents {
  hot(input: HotInput): void;
  keyPressed(key: string, shift: boolean, ctrl: boolean): void;
}

/** A move of a mouse that holds nothing changes nothing that is drawn. */
export const kPointerMove = 1;
const kKinds: Readonly<Record<string, number>> = { pointerdown: 0, pointermove: kPointerMove, pointerup: 2, pointercancel: 3 };
const kPointers: Readonly<Record<string, number>> = { mouse: 0, touch: 1, pen: 2 };
const kKeys = new Set(['Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', '+', '=', '-']);
const kSizes = new Set(['+', '=', '-']);
const kLinePx = 40; // what browsers scroll for one wheel line
const kControls = 'button, a, input, textarea, [role="slider"]';
const kGroups = '[role="tablist"], [role="radiogroup"]';

/** A button beside a field, whose selection must outlive the press. */
const keepsSelection = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.dataset['marks'] !== undefined;
const isTextEntry = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Arrow keys within a tab list or radio group move focus and press what they reach, as native groups do. */
function moveInGroup(event: KeyboardEvent): boolean {
  const current = event.target instanceof HTMLElement ? event.target : null;
  const group = current?.closest(kGroups);
  if (!current || !group) return false;
  const items = [...group.querySelectorAll<HTMLElement>('button')];
  const at = items.indexOf(current);
  const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const to = steps[event.key];
  if (at < 0 || to === undefined) return false;
  const item = items[(to + items.length) % items.length];
  item?.focus({ preventScroll: true });
  item?.click();
  return true;
}

export function listen(stage: HTMLElement, events: InputEvents): void {
  const onPointer = (event: PointerEvent): void => {
    if (event.type === 'pointermove' && event.buttons === 0 && event.pointerType !== 'mouse') return;
    const kind = kKinds[event.type];
    if (kind === undefined) return;
    if (event.type === 'pointerdown') {
      // A drag that leaves the element, or the window, must still end here; a field keeps its own selection drag.
      if (!isTextEntry(event.target)) stage.setPointerCapture(event.pointerId);
      const active = document.activeElement;
      if (isTextEntry(active) && event.target !== active && !keepsSelection(event.target)) (active as HTMLElement).blur();
    }
    events.hot({
      type: 'pointer', kind, id: event.pointerId, x: event.clientX, y: event.clientY, time: performance.timeOrigin + event.timeStamp,
      button: event.button, pointer: kPointers[event.pointerType] ?? 0,
    });
  };
  stage.addEventListener('mousedown', (event) => {
    if (keepsSelection(event.target)) event.preventDefault();
  });
  for (const name of Object.keys(kKinds)) stage.addEventListener(name, onPointer as EventListener);
  stage.addEventListener('wheel', (event) => {
    if (event.ctrlKey) return; // zoom belongs to the browser
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? kLinePx : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? stage.clientHeight : 1;
    event.preventDefault();
    events.hot({ type: 'wheel', x: event.clientX, y: event.clientY, dx: event.deltaX * unit, dy: event.deltaY * unit, time: performance.timeOrigin + event.timeStamp });
  }, { passive: false });
  stage.addEventListener('contextmenu', (event) => {
    if (!isTextEntry(event.target)) event.preventDefault(); // long-press is a gesture of the app
  });
  document.addEventListener('keydown', (event) => {
    // In a field of several lines Enter is a line; with Ctrl or Cmd it is what the field is for.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement && !event.isComposing) {
      event.preventDefault();
      events.keyPressed('Enter', event.shiftKey, true);
      return;
    }
    const isFree = (event.key === 'Enter' || event.key === ' ') && !(event.target instanceof Element && event.target.closest(kControls));
    if (event.ctrlKey && kSizes.has(event.key)) return; // the browser's own zoom
    if ((!kKeys.has(event.key) && !isFree) || event.altKey || event.metaKey) return;
    if (isTextEntry(event.target)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    if (moveInGroup(event)) {
      event.preventDefault();
      return;
    }
    if (event.key !== 'Escape') event.preventDefault();
    events.keyPressed(event.key, event.shiftKey, event.ctrlKey);
  });
  // Enter ends a one-line field, as the tick of a phone's keyboard does.
  stage.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.isComposing) event.target.blur();
  });
}
