// Pictures that the service worker fetches without the app: after all texts, in the size that the person chose, within what they leave to
// texts, each verified and counted, and never twice. fetch.wasm is the one that ships, the edge answers over real HTTP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './fetch_stage.mjs';
import { sha256 } from './news_edge.mjs';

const two = (name, bytes = 2_000) => [`${name} small `.padEnd(bytes / 4, 's'), `${name} large `.padEnd(bytes, 'l')];
const named = (files) => files.map((file) => `/v1/news/picture/${sha256(file)}`);
const asked = ({ edge }) => edge.asked.filter((path) => path.startsWith('/v1/news/picture/'));
const kept = ({ caches }) => caches.paths('hypha-pictures');

test('pictures come after the last text, in the size that is wanted, and every byte is in the journal', async (t) => {
  for (const [wish, size] of [['small', 0], ['all', 1]]) {
    const own = await stage(t, { plan: { pictures: wish } });
    const pictures = ['lead', 'first'].map((name) => two(name));
    own.edge.add({ pictures });
    own.edge.add();
    assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 4 });
    assert.deepEqual(own.edge.asked.slice(-2), named(pictures.map((files) => files[size])));
    assert.deepEqual(kept(own), named(pictures.map((files) => files[size])).sort());
    assert.equal(own.counted('pictures'), pictures.reduce((sum, files) => sum + files[size].length, 0));
    assert.equal(own.counted(), own.edge.sent);
    assert.ok(own.keep.entries.filter(([, { kind }]) => kind === 'pictures').every(([, { source, hash }]) => source === 'Radio Ribera' && hash === ''));
  }
});

test('none comes where none is wanted, nor by a plan from before there was a choice', async (t) => {
  for (const plan of [{ pictures: 'never' }, {}]) {
    const own = await stage(t, { plan });
    own.edge.add({ pictures: [two('lead')] });
    assert.equal((await own.run()).ended, 'done');
    assert.deepEqual(asked(own), []);
  }
});

test('a story that was opened as a page brings no picture: only texts that came without the app do', async (t) => {
  const own = await stage(t, { plan: { pictures: 'never' } });
  const { hash } = own.edge.add({ pictures: [two('lead')] });
  await own.run();
  const [, came] = own.keep.entries.find(([, { kind }]) => kind === 'texts');
  assert.equal(came.hash, hash);
  own.keep.entries.splice(0, own.keep.entries.length, [9, { ...came, kind: 'pages' }]);
  await own.leave({ pictures: 'small' });
  await own.run();
  assert.deepEqual(asked(own), []);
});

test('a run that is cut off between two pictures is gone on with by the next, and what is kept is not asked for', async (t) => {
  const own = await stage(t, { plan: { pictures: 'all' } });
  const pictures = ['lead', 'first', 'second'].map((name) => two(name));
  own.edge.add({ pictures });
  own.edge.before = () => { if (asked(own).length === 2) own.stop.abort(); };
  assert.equal((await own.run()).ended, 'stopped');
  assert.equal(kept(own).length, 1);
  own.stop = new AbortController();
  own.edge.before = () => undefined;
  const before = asked(own).length;
  assert.equal((await own.run()).ended, 'done');
  assert.deepEqual(asked(own).slice(before), named([pictures[1][1], pictures[2][1]]));
  assert.equal((await own.run()).fetched, 0);
});

test('pictures leave half of the day to texts', async (t) => {
  const own = await stage(t, { plan: { pictures: 'all', unmetered: 40_000 } });
  own.edge.add({ bytes: 5_000, pictures: ['lead', 'first', 'second'].map((name) => two(name, 8_000)) });
  assert.equal((await own.run()).ended, 'done');
  assert.equal(asked(own).length, 1, 'with list and text two would be more than 20,000 bytes');
  assert.ok(own.counted() <= 20_000);
});

test('who pauses stops them after the one that is on its way', async (t) => {
  const own = await stage(t, { plan: { pictures: 'small' } });
  own.edge.add({ pictures: ['lead', 'first', 'second'].map((name) => two(name)) });
  own.edge.before = async () => { if (asked(own).length === 1) await own.leave({ paused: 1, pictures: 'small' }); };
  assert.deepEqual(await own.run(), { ended: 'wait', why: 'paused', fetched: 2 });
  assert.equal(kept(own).length, 1);
});

test('a picture that is not what its name says is counted and not kept, and the others come; a busy edge is left alone', async (t) => {
  const own = await stage(t, { plan: { pictures: 'small' } });
  const pictures = ['lead', 'first', 'second'].map((name) => two(name));
  own.edge.add({ pictures });
  const [lead, first, second] = named(pictures.map(([small]) => small));
  own.edge.answers.set(lead, [200, '<html>Welcome to the hotel</html>']);
  own.edge.answers.set(second, [503, 'later']);
  assert.deepEqual(await own.run(), { ended: 'busy', why: '503', fetched: 2 });
  assert.deepEqual(kept(own), [first]);
  assert.equal(own.counted(), own.edge.sent);
});
