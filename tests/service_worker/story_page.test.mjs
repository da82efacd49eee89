// A kept story as a page, by the page.wasm that ships: the story's own words in the page that the edge would answer, no network asked for
// what is kept; damaged bytes, a missing story and no network each end in the next best thing.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, repository } from './load.mjs';
import { MemoryCaches } from './memory_caches.mjs';

const { answerStoryPage, kPagePolicy, writePage } = await load('service-worker/story_page.ts');
const wasm = () => Promise.resolve(new Uint8Array(readFileSync(join(repository, 'build/web/page.wasm'))).buffer);
const story = new TextEncoder().encode('hypha-story 1\ntitle: Rain & <wind>\nsource: La Voz\nurl: https://lavoz.example/a\nlanguage: es\n\nIt rained.\n\n> It reads the soil.\n');
const sha256 = createHash('sha256').update(story).digest('hex');
const path = `/read/${sha256}`;
const signal = new AbortController().signal;
const uncounted = () => Promise.resolve();
const published = (asked) => async (target) => {
  asked.push(target);
  return target === `/v1/news/story/${sha256}` ? new Response(story, { headers: { 'Content-Type': 'text/plain' } }) : new Response('nothing', { status: 404 });
};

test('page.wasm writes the page of a story, and none of what is no story', async () => {
  const html = new TextDecoder().decode(await writePage(await wasm(), sha256, story.buffer));
  assert.match(html, /^<!doctype html><html lang="es">/);
  assert.match(html, /<h1>Rain &amp; &lt;wind&gt;<\/h1>/);
  assert.match(html, /<p>It rained\.<\/p><blockquote><p>It reads the soil\.<\/p><\/blockquote>/);
  assert.ok(html.includes(`<a href="/#/read/${sha256}">Abrir en Hypha</a>`));
  assert.equal(await writePage(await wasm(), sha256, new TextEncoder().encode('hypha-story 99\n').buffer), null);
  assert.equal(await writePage(await wasm(), sha256, new ArrayBuffer(0)), null);
  assert.equal(await writePage(await wasm(), sha256, new ArrayBuffer(3_000_000)), null);
});

test('a long story is written whole, though memory must grow for it', async () => {
  const long = new TextEncoder().encode(`hypha-story 1\ntitle: T\nsource: S\nurl: https://a.example/\n\n${'word & '.repeat(120_000)}end.\n`);
  const html = new TextDecoder().decode(await writePage(await wasm(), sha256, long.buffer));
  assert.equal(html.split('word &amp; ').length, 120_001);
});

test('a page comes from the kept story without a network, with a policy of its own', async () => {
  const caches = new MemoryCaches();
  const asked = [];
  const first = await answerStoryPage(path, sha256, signal, caches, published(asked), wasm, uncounted);
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('Content-Security-Policy'), kPagePolicy);
  assert.match(await first.text(), /It rained/);
  const offline = () => Promise.reject(new TypeError('no network'));
  assert.match(await (await answerStoryPage(path, sha256, signal, caches, offline, wasm, uncounted)).text(), /It rained/);
  assert.deepEqual(asked, [`/v1/news/story/${sha256}`]);
});

test('what is not kept and cannot be asked for leads to the app, and what the edge has not is its own answer', async () => {
  const offline = () => Promise.reject(new TypeError('no network'));
  const away = await answerStoryPage(path, sha256, signal, new MemoryCaches(), offline, wasm, uncounted);
  assert.equal(away.status, 302);
  assert.equal(away.headers.get('Location'), `/#/read/${sha256}`);
  const other = 'cd'.repeat(32);
  const asked = [];
  assert.equal((await answerStoryPage(`/read/${other}`, other, signal, new MemoryCaches(), published(asked), wasm, uncounted)).status, 404);
  assert.deepEqual(asked, [`/v1/news/story/${other}`, `/read/${other}`]);
});

test('the policy is the one that the edge sends', () => {
  const header = readFileSync(join(repository, 'src/core/news/story_page.hpp'), 'utf8');
  assert.ok(header.includes(`"${kPagePolicy}"`));
});

test('what a page cost over the network is counted once, and nothing of what was kept', async () => {
  const caches = new MemoryCaches();
  const counted = [];
  const count = async (...words) => counted.push(words);
  await answerStoryPage(path, sha256, signal, caches, published([]), wasm, count);
  assert.deepEqual(counted, [[story.byteLength, 'La Voz', sha256]]);
  await answerStoryPage(path, sha256, signal, caches, published([]), wasm, count);
  assert.equal(counted.length, 1);
  // What is no story of this edge costs its two answers; a journal that refuses takes no page away.
  const other = 'cd'.repeat(32);
  await answerStoryPage(`/read/${other}`, other, signal, caches, published([]), wasm, count);
  assert.deepEqual(counted.slice(1), [[7, '', ''], [7, '', '']]);
  const full = () => Promise.reject(new Error('full'));
  const page = await answerStoryPage(path, sha256, signal, new MemoryCaches(), published([]), wasm, full);
  assert.match(await page.text(), /It rained/);
});
