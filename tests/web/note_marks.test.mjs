// The buttons beside a note: what they make of a selection, and that pressing one twice gives the text back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markText } from '../../web/note_marks.mjs';

// "a [b] c": the selection in brackets, before and after.
function pressed(shown, marks) {
  const start = shown.indexOf('['), end = shown.indexOf(']') - 1;
  const { text, start: from, end: to } = markText(shown.replace('[', '').replace(']', ''), start, end, marks);
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
}

test('bold and italic go around the selection, without its blanks', () => {
  assert.equal(pressed('cap [red] here', 'bold'), 'cap **[red]** here');
  assert.equal(pressed('cap [red ]here', 'italic'), 'cap *[red]* here');
  assert.equal(pressed('[]', 'bold'), '**[]**');
  assert.equal(pressed('**[red]**', 'italic'), '***[red]***');
});

test('a second press takes them off, and only its own', () => {
  assert.equal(pressed('cap **[red]** here', 'bold'), 'cap [red] here');
  assert.equal(pressed('*[red]*', 'italic'), '[red]');
  assert.equal(pressed('***[red]***', 'bold'), '*[red]*');
  assert.equal(pressed('***[red]***', 'italic'), '**[red]**');
  assert.equal(pressed('*[red]*', 'bold'), '***[red]***');
});

test('a list takes every line that is touched, and gives them back', () => {
  assert.equal(pressed('a\nb[]b\nc', 'list'), 'a\n- b[]b\nc');
  assert.equal(pressed('a\n[b\nc]', 'list'), 'a\n- [b\n- c]');
  assert.equal(pressed('- [b\n- c]', 'list'), '[b\nc]');
  assert.equal(pressed('- b[\nc]', 'list'), '- b[\n- c]');
  assert.equal(pressed('[]', 'list'), '- []');
  assert.equal(pressed('- []', 'list'), '[]');
  assert.equal(pressed('[- ]b', 'list'), '[]b');
});

test('twice is not at all, wherever the selection lies in a text without marks', () => {
  const text = ' a b\n\nc d e\nf ';
  for (const marks of ['bold', 'italic', 'list']) {
    for (let start = 0; start <= text.length; start += 1) {
      for (let end = start; end <= text.length; end += 1) {
        const once = markText(text, start, end, marks);
        assert.ok(once.start >= 0 && once.start <= once.end && once.end <= once.text.length);
        assert.equal(markText(once.text, once.start, once.end, marks).text, text, `${marks} ${start} ${end}`);
      }
    }
  }
});
