// Keeps the semantics list as real DOM over the canvas: what screen readers, keyboards, the browser's own text entry and
// the tests use. Keyed by node id, so a control keeps its element, its focus and its text from frame to frame.
// Guarantees: reading order = DOM order; a focused field is never overwritten; when the focused element goes away, focus goes
// back to what opened a dialog, else to the first heading; changes of live nodes are spoken once, through two live regions.
import { createElement, elementKind, isPressable, updateElement } from './mirror_element';
import { markText, type Marks } from './note_marks.mjs';
import { isField, type SemanticsNode } from './semantics';

export interface MirrorEvents {
  /** Pressed by a key or a screen reader; presses of a pointer go through the canvas. */
  activated(node: number): void;
  focused(node: number, byKeyboard: boolean): void;
  edited(node: number, value: string, done: boolean): void;
}

interface Entry {
  node: SemanticsNode;
  kind: string;
  readonly element: HTMLElement;
}

function liveRegion(parent: HTMLElement, politeness: 'polite' | 'assertive'): HTMLElement {
  const region = document.createElement('div');
  region.className = 'live';
  region.setAttribute('aria-live', politeness);
  region.setAttribute('role', politeness === 'polite' ? 'log' : 'alert');
  parent.append(region);
  return region;
}

export class Mirror {
  private readonly entries = new Map<number, Entry>();
  private readonly screen = document.createElement('div');
  private readonly polite: HTMLElement;
  private readonly assertive: HTMLElement;
  private keyWasLast = false;
  private focusBeforeDialog = 0;
  private pressedMarks: SemanticsNode | undefined;

  constructor(private readonly root: HTMLElement, private readonly events: MirrorEvents) {
    this.screen.className = 'screen';
    root.append(this.screen);
    this.polite = liveRegion(root, 'polite');
    this.assertive = liveRegion(root, 'assertive');
    root.addEventListener('click', (event) => this.onClick(event));
    root.addEventListener('focusin', (event) => this.onFocus(event.target));
    root.addEventListener('focusout', (event) => this.onBlur(event));
    root.addEventListener('input', (event) => this.onInput(event.target, false));
    document.addEventListener('keydown', () => (this.keyWasLast = true), { capture: true });
    document.addEventListener('pointerdown', (event) => this.onPointerDown(event), { capture: true });
    document.addEventListener('pointerup', (event) => this.onPointerUp(event), { capture: true });
  }

  /** The node an event's target stands for, or undefined. */
  nodeOf(target: EventTarget | null): SemanticsNode | undefined {
    const element = target instanceof Element ? target.closest<HTMLElement>('[id^="n"]') : null;
    return element ? this.entries.get(Number(element.id.slice(1)))?.node : undefined;
  }

  /** Says a sentence to a screen reader; the same sentence twice is said twice. */
  announce(sentence: string, isAssertive: boolean): void {
    const line = document.createElement('p');
    line.textContent = sentence;
    (isAssertive ? this.assertive : this.polite).replaceChildren(line);
  }

  show(nodes: readonly SemanticsNode[]): void {
    const focusedId = this.focusedId();
    const wasModal = this.hasModal();
    const seen = new Set<number>();
    const lastChild = new Map<number, Element | null>();
    for (const node of nodes) {
      if (seen.has(node.id)) continue; // a repeated key is a bug of the view: the first one stays usable
      seen.add(node.id);
      const element = this.keep(node, seen);
      const parent = (seen.has(node.parent) && this.entries.get(node.parent)?.element) || this.screen;
      const previous = lastChild.get(node.parent) ?? null;
      this.place(parent, element, previous);
      lastChild.set(node.parent, element);
    }
    for (const [id, entry] of this.entries) {
      if (!seen.has(id)) {
        entry.element.remove();
        this.entries.delete(id);
      }
    }
    this.restoreFocus(focusedId, wasModal);
    const heading = this.screen.querySelector('h1')?.textContent;
    document.title = heading && heading !== 'Hypha' ? `${heading} · Hypha` : 'Hypha';
  }

  private keep(node: SemanticsNode, seen: ReadonlySet<number>): HTMLElement {
    const parent = seen.has(node.parent) ? this.entries.get(node.parent)?.node : undefined;
    const origin = parent ?? { x: 0, y: 0 };
    const kind = `${elementKind(node)} ${node.role}`;
    let entry = this.entries.get(node.id);
    const before = entry?.node;
    if (!entry || entry.kind !== kind) {
      entry?.element.remove();
      entry = { node, kind, element: createElement(node) };
      this.entries.set(node.id, entry);
    }
    entry.node = node;
    updateElement(entry.element, node, origin);
    if (node.live && (node.name !== before?.name || node.valueText !== before?.valueText)) {
      this.announce(node.valueText ? `${node.name} ${node.valueText}` : node.name, node.live === 'assertive');
    }
    return entry.element;
  }

  /** Moves an element only when its place changed: moving a focused element would blur it. */
  private place(parent: Element, element: Element, previous: Element | null): void {
    const next = previous ? previous.nextElementSibling : parent.firstElementChild;
    if (element.parentElement === parent && next === element) return;
    const focused = document.activeElement;
    if (element.parentElement === parent && focused instanceof HTMLElement && element.contains(focused)) {
      // Bring the others behind it instead.
      for (let other = next; other && other !== element; other = previous ? previous.nextElementSibling : parent.firstElementChild) {
        parent.append(other);
      }
      return;
    }
    parent.insertBefore(element, next ?? null);
  }

  private focusedId(): number {
    return this.nodeOf(document.activeElement)?.id ?? 0;
  }

  private hasModal(): boolean {
    return [...this.entries.values()].some(({ node }) => node.modal);
  }

  private restoreFocus(focusedId: number, wasModal: boolean): void {
    const isModal = this.hasModal();
    if (isModal && !wasModal) this.focusBeforeDialog = focusedId;
    const lost = focusedId !== 0 && !this.entries.has(focusedId);
    if (isModal && (!wasModal || lost)) {
      const dialog = [...this.entries.values()].find(({ node }) => node.modal)?.element;
      (dialog?.querySelector<HTMLElement>('button:not(:disabled), input, textarea, a') ?? dialog)?.focus({ preventScroll: true });
    } else if (!isModal && wasModal && this.entries.has(this.focusBeforeDialog)) {
      this.entries.get(this.focusBeforeDialog)?.element.focus({ preventScroll: true });
    } else if (lost) {
      this.screen.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    }
  }

  private onClick(event: MouseEvent): void {
    const node = this.nodeOf(event.target);
    if (!node || !isPressable(node)) return;
    event.preventDefault();
    // A pointer's own click has detail 1 or more and already went through the canvas.
    if (event.detail !== 0) return;
    if (node.marks) this.mark(node.controls ?? 0, node.marks as Marks);
    else this.events.activated(node.id);
  }

  private onPointerDown(event: PointerEvent): void {
    this.keyWasLast = false;
    const node = this.nodeOf(event.target);
    this.pressedMarks = node?.marks ? node : undefined;
  }

  // The canvas captures the pointer, so what it is over when it is lifted is asked of the document.
  private onPointerUp(event: PointerEvent): void {
    const node = this.pressedMarks;
    this.pressedMarks = undefined;
    if (node && this.nodeOf(document.elementFromPoint(event.clientX, event.clientY))?.id === node.id) {
      this.mark(node.controls ?? 0, node.marks as Marks);
    }
  }

  /** Changes the selected text, or the line, of a field, as if it had been typed. */
  private mark(id: number, marks: Marks): void {
    const field = this.entries.get(id)?.element;
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus({ preventScroll: true });
    const marked = markText(field.value, field.selectionStart, field.selectionEnd, marks);
    field.value = marked.text;
    field.setSelectionRange(marked.start, marked.end);
    this.onInput(field, false);
  }

  private onFocus(target: EventTarget | null): void {
    const node = this.nodeOf(target);
    if (node) this.events.focused(node.id, this.keyWasLast);
  }

  private onBlur(event: FocusEvent): void {
    this.onInput(event.target, true);
    if (!this.root.contains(event.relatedTarget as Node | null)) this.events.focused(0, false);
  }

  private onInput(target: EventTarget | null, isDone: boolean): void {
    const node = this.nodeOf(target);
    if (!node || !isField(node)) return;
    const { value } = target as HTMLInputElement | HTMLTextAreaElement;
    if (!isDone || value !== (node.value ?? '')) this.events.edited(node.id, value, isDone);
    else this.events.edited(node.id, value, true);
  }
}
