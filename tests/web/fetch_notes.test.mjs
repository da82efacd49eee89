// What app and service worker leave each other: one after the other in the order it was asked for, and a storage that refuses is an empty journal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../service_worker/load.mjs';

const { FetchNotes } = await load('web/fetch_notes.ts');
const { wishBackground } = await load('web/background_sync.ts');
const bytes = (text) => new TextEncoder().encode(text);

test('a plan is on the disk before what it counts is let go, and the journal is read where it was asked for', async () => {
  const done = [];
  let first;
  const keep = {
    keepPlan: async (plan) => { await new Promise((go) => { first = go; }); done.push(`plan ${Buffer.from(plan)}`); },
    journal: async () => { done.push('journal'); return 'hypha-journal 1 x\n'; },
    drop: async (id, counted) => { done.push(`drop ${id} ${counted}`); },
  };
  const answers = [];
  const notes = new FetchNotes((message) => answers.push(message), keep);
  notes.keepPlan(bytes('p'));
  notes.drop({ id: 'x', counted: 4 });
  notes.askJournal();
  await new Promise(setImmediate);
  assert.deepEqual(done, []);
  first();
  await notes.settled();
  assert.deepEqual(done, ['plan p', 'drop x 4', 'journal']);
  assert.equal(answers[0].type, 'fetch_journal_found');
  assert.equal(Buffer.from(answers[0].bytes).toString(), 'hypha-journal 1 x\n');
});

test('a storage that refuses answers an empty journal, and what comes after is done all the same', async () => {
  const answers = [], done = [];
  const refuse = () => Promise.reject(new Error('private window'));
  const notes = new FetchNotes((message) => answers.push(message), { keepPlan: refuse, journal: refuse, drop: async () => { done.push('drop'); } });
  notes.keepPlan(bytes('p'));
  notes.askJournal();
  notes.drop({ id: 'x', counted: 1 });
  await notes.settled();
  assert.equal(answers[0].bytes.length, 0);
  assert.deepEqual(done, ['drop']);
});

// A browser's registration, as far as it has the two.
function browser({ sync = true, periodic = true, fails = false } = {}) {
  const said = [];
  const call = (name) => async (tag) => { if (fails) throw new DOMException('no', 'NotAllowedError'); said.push(`${name} ${tag}`); };
  return { said, ...(sync && { sync: { register: call('once') } }), ...(periodic && { periodicSync: { register: call('register'), unregister: call('unregister') } }) };
}
const yes = async () => true, no = async () => false;
const wish = (registration, wanted, when_connected, permitted) => wishBackground(registration, { wanted, when_connected }, permitted);

test('what a browser has is said as it is', async () => {
  const all = browser();
  assert.deepEqual(await wish(all, true, true, yes), { type: 'background_found', periodic: 'on', when_connected: true });
  assert.deepEqual(all.said, ['once hypha-news', 'register hypha-news']);
  assert.deepEqual(await wish(browser(), true, false, no), { type: 'background_found', periodic: 'refused', when_connected: true });
  assert.deepEqual(await wish(browser({ fails: true }), true, true, yes), { type: 'background_found', periodic: 'refused', when_connected: true });
  assert.deepEqual(await wish(browser({ periodic: false }), true, false, yes), { type: 'background_found', periodic: 'absent', when_connected: true });
  assert.deepEqual(await wish(browser({ periodic: false, sync: false }), true, true, yes), { type: 'background_found', periodic: 'absent', when_connected: false });
  assert.deepEqual(await wish(undefined, true, true, yes), { type: 'background_found', periodic: 'absent', when_connected: false });
});

test('who pauses is woken no more', async () => {
  const paused = browser();
  await wish(paused, false, true, yes);
  assert.deepEqual(paused.said, ['unregister hypha-news']);
});
