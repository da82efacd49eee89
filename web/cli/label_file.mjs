// The label file of an evaluation: CSV (RFC 4180, with or without a byte order mark) with a header that has the columns path and latin,
// in any order, among others. latin is empty for a photo without a mushroom. A fault is a LabelError that names the line.
export class LabelError extends Error {}

/** Rows of fields with the number of the line each begins on. Quoted fields may hold commas, quotes ("") and line ends. */
function* rowsOf(text) {
  let fields = [], field = '', quoted = false, closed = false, line = 1, first = 1;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === '\n') line += 1;
    if (quoted) {
      if (letter === undefined) throw new LabelError(`line ${first}: a quote is opened and never closed`);
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') field += text[at += 1];
      else [quoted, closed] = [false, true];
    } else if (letter === '"' && field === '' && !closed) {
      quoted = true;
    } else if (letter === ',' || letter === '\n' || letter === undefined) {
      fields.push(field);
      [field, closed] = ['', false];
      if (letter === ',') continue;
      if (fields.length > 1 || fields[0] !== '') yield { line: first, fields };
      [fields, first] = [[], line];
    } else if (letter !== '\r' || text[at + 1] !== '\n') {
      if (closed || letter === '"') throw new LabelError(`line ${first}: a quote stands inside a field`);
      field += letter;
    }
  }
}

/** [{path, latin}] in the file's order. */
export function parseLabels(text) {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''));
  const header = rows.next().value?.fields.map((name) => name.trim().toLowerCase()) ?? [];
  const at = { path: header.indexOf('path'), latin: header.indexOf('latin') };
  if (at.path < 0 || at.latin < 0) throw new LabelError('line 1: the header needs the columns path and latin');
  const labels = [], seen = new Map();
  for (const { line, fields } of rows) {
    if (fields.length !== header.length) throw new LabelError(`line ${line}: ${fields.length} fields, but the header has ${header.length}`);
    const path = fields[at.path].trim();
    if (path === '') throw new LabelError(`line ${line}: the path is empty`);
    if (seen.has(path)) throw new LabelError(`line ${line}: ${path} has a label on line ${seen.get(path)} already`);
    seen.set(path, line);
    labels.push({ path, latin: fields[at.latin].trim() });
  }
  if (labels.length === 0) throw new LabelError('the file names no photo');
  return labels;
}
