// The semantics list as C++ sends it (src/ui/kit/semantics.hpp): one node per thing that can be read or used,
// in reading order, nested by parent; rectangles are CSS pixels from the top left of the canvas.

export interface SemanticsNode {
  readonly id: number;
  /** 0: directly on the screen. A parent always comes before its children. */
  readonly parent: number;
  /** ARIA role, or 'text' for plain text. */
  readonly role: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** x, y, w and h of what its scroll region leaves of it to be seen and hit; a side that is not above 0: nothing. Absent: all of it. */
  readonly seen?: readonly [number, number, number, number];
  readonly level?: number;
  readonly value?: string;
  readonly valueText?: string;
  readonly now?: number;
  readonly min?: number;
  readonly max?: number;
  readonly checked?: boolean;
  readonly selected?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly multiline?: boolean;
  /** A field for SQL. */
  readonly code?: boolean;
  readonly modal?: boolean;
  readonly live?: 'polite' | 'assertive';
  readonly placeholder?: string;
  readonly describedByText?: string;
  /** A button that changes what is selected in the field `controls`; the page does it, because only it knows the selection. */
  readonly marks?: string;
  readonly controls?: number;
  readonly href?: string;
  readonly lang?: string;
  readonly rows?: number;
  readonly columns?: number;
  readonly rowNumber?: number;
  readonly posInSet?: number;
  readonly setSize?: number;
  readonly fontPx?: number;
}

export const isField = (node: SemanticsNode): boolean => node.role === 'textbox' || node.role === 'searchbox';
