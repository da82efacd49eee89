// The marks of a note (src/core/news/note_text.hpp), put on and taken off a text's selection. Pure: text and selection in, both out.
const kInline = { bold: '**', italic: '*' };

// A selection's own blanks stay outside of the marks, or they would not be any.
function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return [start, end];
}

// Of a run of asterisks three are both marks, two bold, one italic.
const has = (run, mark) => run === 3 || run === mark.length;
function runBefore(text, at) {
  let run = 0;
  while (run < 3 && text[at - run - 1] === '*') run += 1;
  return run;
}
function runBehind(text, at) {
  let run = 0;
  while (run < 3 && text[at + run] === '*') run += 1;
  return run;
}

function markInline(text, from, to, mark) {
  const [start, end] = trimmed(text, from, to);
  if (has(runBefore(text, start), mark) && has(runBehind(text, end), mark)) {
    return {
      text: text.slice(0, start - mark.length) + text.slice(start, end) + text.slice(end + mark.length),
      start: start - mark.length, end: end - mark.length,
    };
  }
  return { text: text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end), start: start + mark.length, end: end + mark.length };
}

// Every line that the selection touches becomes an item, or none when all are.
function markList(text, start, end) {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const behind = text.indexOf('\n', end);
  const last = behind < 0 ? text.length : behind;
  const lines = text.slice(first, last).split('\n');
  const all = lines.every((line) => line.startsWith('- '));
  const changed = lines.map((line) => (all ? line.slice(2) : line.startsWith('- ') ? line : `- ${line}`));
  const moved = changed[0].length - lines[0].length;
  const joined = changed.join('\n');
  return {
    text: text.slice(0, first) + joined + text.slice(last),
    start: Math.max(first, start + moved), end: Math.max(first, end + joined.length - (last - first)),
  };
}

export function markText(text, start, end, marks) {
  return marks === 'list' ? markList(text, start, end) : markInline(text, start, end, kInline[marks]);
}
