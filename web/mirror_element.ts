// Makes the DOM element that stands for one semantics node and keeps its attributes in step. Native elements where they
// exist (button, a, h1…h6, input, textarea, nav, main), ARIA roles elsewhere; SPEC §9 is the table.
// Positions go through CSSOM: the content security policy allows no style attributes.
import { isField, type SemanticsNode } from './semantics';

const kTags: Readonly<Record<string, string>> = {
  text: 'span', button: 'button', tab: 'button', switch: 'button', radio: 'button', link: 'a',
  main: 'main', navigation: 'nav', banner: 'header', region: 'section', list: 'ul', listitem: 'li',
};
/** Roles that their element has by itself. */
const kNative = new Set(['text', 'button', 'link', 'heading', 'main', 'navigation', 'banner', 'region', 'list', 'listitem', 'textbox', 'searchbox']);
/** Roles whose name is their content; all others are named by aria-label. */
const kNamedByContent = new Set(['text', 'button', 'tab', 'switch', 'radio', 'link', 'heading', 'note', 'status', 'alert', 'listitem', 'cell', 'columnheader']);
const kPressable = new Set(['button', 'tab', 'switch', 'radio', 'link']);

export const isPressable = (node: SemanticsNode): boolean => kPressable.has(node.role);

/** Two nodes that need different elements cannot share one. */
export function elementKind(node: SemanticsNode): string {
  if (isField(node)) return node.multiline ? 'textarea' : 'input';
  if (node.role === 'heading') return `h${Math.min(6, Math.max(1, node.level ?? 2))}`;
  return kTags[node.role] ?? 'div';
}

export function createElement(node: SemanticsNode): HTMLElement {
  const element = document.createElement(elementKind(node));
  element.id = `n${node.id}`;
  if (element instanceof HTMLButtonElement) element.type = 'button';
  if (element instanceof HTMLInputElement) {
    element.type = node.role === 'searchbox' ? 'search' : 'text';
    element.autocomplete = 'off';
  }
  if (isField(node)) {
    element.spellcheck = !node.code;
    if (node.code) for (const name of ['autocapitalize', 'autocorrect', 'autocomplete']) element.setAttribute(name, 'off');
  }
  if (!kNative.has(node.role) && node.role !== 'none') element.setAttribute('role', node.role);
  // Safari drops the list role of lists without bullets.
  if (node.role === 'list') element.setAttribute('role', 'list');
  // The mirror speaks changes through its two live regions; a second voice would say everything twice.
  if (node.role === 'status' || node.role === 'alert') element.setAttribute('aria-live', 'off');
  return element;
}

function set(element: HTMLElement, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Only the element's own text: children of containers stay. */
function setOwnText(element: HTMLElement, text: string): void {
  const first = element.firstChild;
  if (first instanceof Text) {
    if (first.data !== text) first.data = text;
  } else if (text) {
    element.prepend(text);
  }
}

function updateField(element: HTMLInputElement | HTMLTextAreaElement, node: SemanticsNode): void {
  set(element, 'aria-label', node.name);
  set(element, 'placeholder', node.placeholder);
  if (node.fontPx) element.style.fontSize = `${node.fontPx}px`;
  // While the person types, the field is the truth and the application follows.
  if (document.activeElement !== element && element.value !== (node.value ?? '')) element.value = node.value ?? '';
  element.disabled = node.disabled ?? false;
}

// What has gone under a bar is not in the way of the bar's own controls; positions stay, so that it can be scrolled to.
function clipOf({ x, y, w, h, seen }: SemanticsNode): string {
  if (!seen) return '';
  const [left, top, width, height] = seen;
  if (width <= 0 || height <= 0) return 'inset(50%)';
  return `inset(${top - y}px ${x + w - left - width}px ${y + h - top - height}px ${left - x}px)`;
}

export function updateElement(element: HTMLElement, node: SemanticsNode, origin: { x: number; y: number }): void {
  const { style } = element;
  style.left = `${node.x - origin.x}px`;
  style.top = `${node.y - origin.y}px`;
  style.width = `${node.w}px`;
  style.height = `${node.h}px`;
  style.clipPath = clipOf(node);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    updateField(element, node);
  } else {
    if (kNamedByContent.has(node.role)) setOwnText(element, node.name);
    else set(element, 'aria-label', node.name || undefined);
    if (element instanceof HTMLButtonElement) element.disabled = node.disabled ?? false;
    else set(element, 'aria-disabled', node.disabled);
    if (element instanceof HTMLAnchorElement) {
      set(element, 'href', node.href ?? '#');
    }
  }
  set(element, 'lang', node.lang);
  set(element, 'aria-description', node.describedByText);
  set(element, 'aria-controls', node.controls === undefined ? undefined : `n${node.controls}`);
  set(element, 'data-marks', node.marks);
  set(element, 'aria-valuenow', node.now);
  set(element, 'aria-valuemin', node.min);
  set(element, 'aria-valuemax', node.max);
  set(element, 'aria-valuetext', node.valueText);
  set(element, 'aria-checked', node.checked);
  set(element, 'aria-selected', node.selected);
  set(element, 'aria-pressed', node.pressed);
  set(element, 'aria-expanded', node.expanded);
  set(element, 'aria-busy', node.busy);
  set(element, 'aria-modal', node.modal);
  set(element, 'aria-rowcount', node.rows);
  set(element, 'aria-colcount', node.columns);
  set(element, 'aria-rowindex', node.rowNumber);
  if (node.role === 'listitem') set(element, 'aria-level', node.level);
  set(element, 'aria-posinset', node.posInSet);
  set(element, 'aria-setsize', node.setSize);
  if (node.role === 'tab' || node.role === 'radio') {
    element.tabIndex = (node.selected ?? node.checked ?? true) ? 0 : -1;
  } else if (node.role === 'slider') {
    element.tabIndex = 0;
  } else if (node.role === 'heading' || node.role === 'dialog') {
    element.tabIndex = -1;
  }
}
