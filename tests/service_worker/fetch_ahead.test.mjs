// What the service worker fetches without the app, by the fetch.wasm that ships, over real HTTP: what the server sent is what the journal
// says, what is kept is whole and lies where the app asks for it, a run that was cut off is gone on with, and nothing is asked for outside the
// hours, beyond the limit, or of a list that another key signed.
// Over 300 lines because the cases share one edge and one stage.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kMetered, kUnmetered, noon, stage, wasm, zone } from './fetch_stage.mjs';
import { load } from './load.mjs';
import { sha256 } from './news_edge.mjs';

const { FetchJudge } = await load('service-worker/fetch_judge.ts');
const { localDay, sourceLine } = await load('service-worker/fetch_keep.ts');
const { answerHashed, answerList, kStories } = await load('service-worker/news_cache.ts');
const minuteOf = (hour, minute = 0) => hour * 60 + minute;
const asked = ({ edge }) => edge.asked.filter((path) => path.includes('/story/')).length;

test('list and texts come, verified, under the addresses that the app asks for, and every byte is in the journal', async (t) => {
  const own = await stage(t);
  const stories = [1000, 2000, 3000].map((bytes) => own.edge.add({ bytes }));
  assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 3 });
  assert.deepEqual(own.kept(), stories.map(({ hash }) => hash).sort());
  assert.equal(own.counted(), own.edge.sent);
  assert.equal(own.counted('lists'), Buffer.byteLength(own.edge.list()));
  assert.deepEqual(new Set(own.keep.entries.filter(([, { kind }]) => kind === 'texts').map(([, { hash }]) => hash)), new Set(stories.map(({ hash }) => hash)));
  assert.ok(own.keep.entries.every(([, { day }]) => day === localDay(noon, zone)));
  // The app, with the network gone.
  const offline = () => Promise.reject(new TypeError('no network'));
  const { signal } = new AbortController();
  assert.equal(await (await answerList('/v1/news/andes/now', signal, own.caches, offline)).text(), own.edge.list());
  for (const { hash, text } of stories) assert.equal(await (await answerHashed(kStories, `/v1/news/story/${hash}`, hash, signal, own.caches, offline)).text(), text);
});

test('what is here is not asked for: not again, not what the app has, not what is hidden or not wanted', async (t) => {
  const own = await stage(t);
  const here = own.edge.add({ title: 'Here' });
  own.edge.add({ source: 'Boulevard', title: 'Hidden' });
  own.edge.add({ title: 'Un gol en la plaza' });
  const fresh = own.edge.add({ title: 'Fresh' });
  await own.leave({}, [`here\t${here.hash.slice(0, 16)}`, 'hide\tBoulevard', 'word\tgol']);
  await own.run();
  assert.deepEqual(own.kept(), [fresh.hash]);
  const before = own.edge.asked.length;
  assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 0 });
  assert.equal(own.edge.asked.length, before, 'the list is new, the text is here');
  own.now_ms += 16 * 60_000;
  await own.run();
  assert.deepEqual(own.edge.asked.slice(before), ['/v1/news/andes/now'], 'the list is old, the text is still here');
});

test('a run that is cut off is gone on with by the next, and fetches nothing twice', async (t) => {
  const own = await stage(t);
  for (let i = 0; i < 6; ++i) own.edge.add();
  own.edge.before = (path) => { if (path.includes('/story/') && asked(own) === 4) own.stop.abort(); };
  assert.equal((await own.run()).ended, 'stopped');
  assert.equal(own.kept().length, 3);
  own.stop = new AbortController();
  own.edge.before = () => undefined;
  assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 3 });
  assert.equal(own.kept().length, 6);
  assert.equal(own.edge.asked.filter((path) => path.endsWith('/now')).length, 1, 'the list was kept');
  const whole = new Map();
  for (const path of own.edge.asked) whole.set(path, (whole.get(path) ?? 0) + 1);
  assert.equal([...whole.values()].filter((times) => times > 1).length, 1, 'only the one that was on its way');
});

test('a network that breaks off ends the run, and a text of which half came is not kept', async (t) => {
  const own = await stage(t);
  const [first, second] = [own.edge.add(), own.edge.add()];
  own.edge.answers.set(`/v1/news/story/${second.hash}`, ['cut', '']);
  assert.equal((await own.run()).ended, 'no_network');
  assert.deepEqual(own.kept(), [first.hash]);
  assert.equal(own.counted(), own.edge.sent);
});

test('the limit is passed by no more than one thing, whatever the sizes are', async (t) => {
  for (let round = 0; round < 6; ++round) {
    const own = await stage(t, { line: kMetered, plan: { other: 60_000 } });
    let seed = 7 + round;
    const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const largest = Math.max(...Array.from({ length: 25 }, () => own.edge.add({ bytes: 300 + Math.floor(chance() * 20_000) }).bytes));
    await own.run();
    assert.ok(own.counted() <= 60_000 + largest, `${own.counted()}`);
    assert.ok(own.counted() > 40_000, 'and it is used');
    assert.equal(own.counted(), own.edge.sent);
    const before = own.edge.sent;
    await own.run();
    assert.ok(own.edge.sent - before <= 60_000 + largest - before);
  }
});

test('what the app spent today, and what it has not counted yet, is spent', async (t) => {
  const own = await stage(t, { line: kMetered, plan: { other: 10_000 } });
  own.edge.add({ bytes: 3000 });
  await own.leave({ spent: 10_000 });
  assert.deepEqual(await own.run(), { ended: 'wait', why: 'wifi', fetched: 0 });
  await own.leave({ spent: 4_000 });
  await own.keep.add({ day: localDay(noon, zone), kind: 'pages', bytes: 6_000, hash: '', source: '' });
  assert.equal((await own.run()).ended, 'wait');
  await own.leave({ spent: 4_000, journal: `${'7'.repeat(32)} 1` }); // the app has counted that one: it is in `spent`
  assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 1 });
  assert.equal(asked(own), 1);
  // What was counted today says nothing of tomorrow.
  own.now_ms += 24 * 3_600_000;
  await own.leave({ spent: 10_000 });
  own.edge.add({ bytes: 2000 });
  assert.equal((await own.run()).fetched, 1);
});

for (const [what, plan, facts, why] of [
  ['quiet hours', { quiet: `${minuteOf(11)}-${minuteOf(13)}` }, {}, 'quiet'],
  ['outside the cheap hours', { cheap: '0-300' }, {}, 'outside_cheap'],
  ['quiet hours that cover the cheap ones', { cheap: '0-300', quiet: `${minuteOf(22)}-${minuteOf(7)}` }, {}, 'never'],
  ['Save-Data', {}, { savesData: true }, 'save_data'],
  ['no line', {}, { line: 0 }, 'connection'],
  ['a pause', { paused: 1 }, {}, 'paused'],
  ['only while charging, of which no service worker is told', { charging: 1 }, {}, 'power_unknown'],
  ['no megabyte', { unmetered: 0, other: 0 }, {}, 'no_budget'],
]) {
  test(`nothing at all is asked for: ${what}`, async (t) => {
    const own = await stage(t, { plan, ...facts });
    own.edge.add();
    assert.deepEqual(await own.run(), { ended: 'wait', why, fetched: 0 });
    assert.deepEqual(own.edge.asked, []);
    assert.deepEqual(own.keep.entries, []);
  });
}

test('no plan, or one that nobody can read, fetches nothing', async (t) => {
  const own = await stage(t);
  await own.keep.keepPlan(new Uint8Array());
  assert.equal((await own.run()).ended, 'no_plan');
  await own.keep.keepPlan(new TextEncoder().encode('hypha-fetch 2\n\n'));
  assert.deepEqual(await own.run(), { ended: 'wait', why: 'plan_newer', fetched: 0 });
  assert.deepEqual(own.edge.asked, []);
});

test('a window that ends stops the run after the text that is on its way', async (t) => {
  const own = await stage(t, { plan: { cheap: `${minuteOf(12)}-${minuteOf(13)}` } });
  for (let i = 0; i < 5; ++i) own.edge.add();
  own.edge.before = () => { if (asked(own) === 2) own.now_ms = noon + 61 * 60_000; };
  assert.deepEqual(await own.run(), { ended: 'wait', why: 'outside_cheap', fetched: 2 });
  assert.equal(asked(own), 2);
});

test('who pauses while it runs stops it after the text that is on its way', async (t) => {
  const own = await stage(t);
  for (let i = 0; i < 5; ++i) own.edge.add();
  own.edge.before = async () => { if (asked(own) === 2) await own.leave({ paused: 1 }); };
  assert.deepEqual(await own.run(), { ended: 'wait', why: 'paused', fetched: 2 });
});

test('a list of another key, another region, an older or a changed one brings nothing, and is counted', async (t) => {
  for (const [change, why] of [
    [(own) => own.leave({ key: 'ab'.repeat(32) }), 'new_key'],
    [(own) => { own.edge.region = 'costa'; return undefined; }, 'not_understood'],
    [(own) => own.leave({ made: own.edge.made + 100 }), 'older'],
    [(own) => own.edge.answers.set('/v1/news/andes/now', [200, own.edge.list().replace('Story 0', 'Story 9')]), 'bad_signature'],
    [(own) => own.edge.answers.set('/v1/news/andes/now', [200, '<html>Welcome to the hotel</html>']), 'not_understood'],
    [(own) => own.edge.answers.set('/v1/news/andes/now', [200, 'x'.repeat(3_000_000)]), 'too_large'],
    [(own) => own.edge.answers.set('/v1/news/andes/now', [503, 'later']), '503'],
  ]) {
    const own = await stage(t);
    own.edge.add();
    await change(own);
    assert.deepEqual(await own.run(), { ended: 'no_list', why, fetched: 0 });
    assert.equal(asked(own), 0);
    assert.deepEqual(own.caches.paths('hypha-news'), []);
    assert.equal(own.counted(), own.edge.sent);
  }
});

test('a text that is not what its name says is counted and not kept, and the others come', async (t) => {
  const own = await stage(t);
  const [wrong, right] = [own.edge.add(), own.edge.add()];
  own.edge.answers.set(`/v1/news/story/${wrong.hash}`, [200, 'something else']);
  assert.deepEqual(await own.run(), { ended: 'done', why: '', fetched: 1 });
  assert.deepEqual(own.kept(), [right.hash]);
  assert.equal(own.counted(), own.edge.sent);
  assert.ok(own.keep.entries.every(([, { hash }]) => hash !== wrong.hash));
});

test('a busy edge is left alone', async (t) => {
  const own = await stage(t);
  const [first] = [own.edge.add(), own.edge.add()];
  own.edge.answers.set(`/v1/news/story/${first.hash}`, [429, 'slow down']);
  assert.deepEqual(await own.run(), { ended: 'busy', why: '429', fetched: 0 });
  assert.equal(asked(own), 1);
});

test('what a person likes comes first when not all fits', async (t) => {
  const own = await stage(t, { line: kMetered, plan: { other: 4_600 } });
  own.edge.add({ title: 'Lluvia en el valle', bytes: 1500 });
  const liked = own.edge.add({ title: 'Un puente nuevo', bytes: 1500, published: own.edge.made - 40_000 });
  own.edge.add({ title: 'La feria', bytes: 1500 });
  const wanted = own.edge.add({ title: 'Guardada', bytes: 1500, published: own.edge.made - 50_000 });
  await own.leave({}, ['know\tw:puente\t3000000\t0', `want\t${wanted.hash}\t1500\tRadio Ribera`]);
  await own.run();
  assert.deepEqual(own.kept().sort(), [liked.hash, wanted.hash].sort());
});

test('a source is one line, and a day is the person\'s', () => {
  assert.equal(sourceLine('La\tVoz\n del Valle '), 'La Voz del Valle');
  assert.equal(sourceLine('x'.repeat(201)), '');
  assert.equal(localDay(0, 0), 0);
  assert.equal(localDay(-1, 0), -1);
  assert.equal(localDay(86_400_000 - 1, 1), 1);
});

test('fetch.wasm is small enough to be part of the shell', () => {
  assert.ok(wasm.byteLength < 160_000, `${wasm.byteLength} bytes`);
  assert.equal(typeof sha256('x'), 'string');
});
