// The app worker's line to the edge's news: one answer to each question, whatever the network does, and bytes as they were counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../service_worker/load.mjs';

const { NewsLink } = await load('web/news_link.ts');

// Answers of a link whose network is `reach`; the promise of ask() is its end.
function link(reach, silence_ms) {
  const answers = [];
  return { answers, made: new NewsLink((message) => answers.push(message), reach, silence_ms) };
}
const ask = (target) => ({ type: 'ask_news', ticket: 7, target });
const target = '/v1/news/andes/now';
const hanging = (path, { signal }) => new Promise((_, failed) => signal.addEventListener('abort', () => failed(new DOMException('aborted', 'AbortError'))));

test('what came is answered with its bytes and what they cost', async () => {
  const { made, answers } = link(async () => new Response('list'));
  await made.ask(ask(target));
  assert.equal(answers.length, 1);
  const [{ bytes, ...rest }] = answers;
  assert.deepEqual(rest, { type: 'news_arrived', ticket: 7, kept: false, received_bytes: 4 });
  assert.equal(Buffer.from(bytes).toString(), 'list');
});

test('a service worker that answered says what it cost and that it was kept', async () => {
  const { made, answers } = link(async () => new Response('list', { headers: { 'X-Hypha-Received': '0', 'X-Hypha-Kept': '1' } }));
  await made.ask(ask(target));
  assert.equal(answers[0].kept, true);
  assert.equal(answers[0].received_bytes, 0);
});

test('a packed answer cost what it says', async () => {
  const { made, answers } = link(async () => new Response('a'.repeat(900), { headers: { 'Content-Encoding': 'gzip', 'Content-Length': '31' } }));
  await made.ask(ask(target));
  assert.equal(answers[0].received_bytes, 31);
});

test('the request carries no cookie, follows nobody, and goes only to news', async () => {
  const asked = [];
  const { made, answers } = link(async (path, options) => { asked.push({ path, ...options }); return new Response(''); });
  await made.ask(ask(target));
  assert.equal(asked[0].credentials, 'omit');
  assert.equal(asked[0].redirect, 'error');
  for (const bad of ['/v1/pull', 'https://elsewhere.test/v1/news/x', '/v1/news/../accounts', '/v1/news/a?b']) await made.ask(ask(bad));
  assert.equal(asked.length, 1);
  assert.equal(answers.length, 5);
});

for (const [status, code] of [[404, 'not_found'], [410, 'not_found'], [429, 'busy'], [500, 'busy'], [503, 'busy'], [403, 'not_understood'], [204, 'not_understood']]) {
  test(`status ${status} is ${code}`, async () => {
    const { made, answers } = link(async () => new Response(status === 204 ? null : 'x', { status }));
    await made.ask(ask(target));
    assert.deepEqual(answers.map(({ type, code: said }) => [type, said]), [['news_failed', code]]);
  });
}

test('no network, a body that breaks off and silence are one failure each', async () => {
  const broken = () => new Response(new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array(10)); controller.error(new TypeError('cut')); } }));
  for (const reach of [async () => { throw new TypeError('Failed to fetch'); }, async () => broken(), hanging]) {
    const { made, answers } = link(reach, 20);
    await made.ask(ask(target));
    assert.deepEqual(answers.map(({ type, code }) => [type, code]), [['news_failed', 'no_network']]);
  }
});

test('an answer without end is cut, and said to be too large', async () => {
  const endless = () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 20)) }));
  const { made, answers } = link(async () => endless());
  await made.ask(ask(target));
  assert.equal(answers.length, 1);
  assert.equal(answers[0].code, 'too_large');
});

test('a cancelled question is answered as that, once; cancelling again changes nothing', async () => {
  const { made, answers } = link(hanging);
  const asked = made.ask(ask(target));
  made.cancel(7);
  made.cancel(7);
  await asked;
  made.cancel(7);
  assert.deepEqual(answers, [{ type: 'news_cancelled', ticket: 7, received_bytes: 0 }]);
});

test('what the service worker keeps is answered without a network, and nothing stands in for it', async () => {
  const answers = [];
  const reached = [];
  const kept = async (path) => (path === target ? new Response('list') : undefined);
  const made = new NewsLink((message) => answers.push(message), async (path) => { reached.push(path); return new Response('net'); }, undefined, kept);
  await made.ask({ ...ask(target), kept: true });
  assert.equal(Buffer.from(answers[0].bytes).toString(), 'list');
  assert.equal(answers[0].kept, true);
  assert.equal(answers[0].received_bytes, 0);
  await made.ask({ ...ask('/v1/news/story/' + 'a'.repeat(64)), kept: true });
  assert.deepEqual(answers[1], { type: 'news_failed', ticket: 7, code: 'not_found', received_bytes: 0 });
  assert.deepEqual(reached, []);
});

test('whoever takes an answer is told which address it is of', async () => {
  const told = [];
  const made = new NewsLink(({ type }, path) => told.push([type, path]), async () => new Response('list'), undefined, async () => undefined);
  await made.ask(ask(target));
  await made.ask({ ...ask(target), kept: true });
  assert.deepEqual(told, [['news_arrived', target], ['news_failed', target]]);
});
