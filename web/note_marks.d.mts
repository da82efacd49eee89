// Types of note_marks.mjs.
export type Marks = 'bold' | 'italic' | 'list';
export function markText(text: string, start: number, end: number, marks: Marks): { text: string; start: number; end: number };
