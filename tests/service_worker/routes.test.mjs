// Every kind of request and what happens to it, as one table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { routeOf, emergencyPageFor } = await load('service-worker/routes.ts');
const origin = 'https://hypha.test';
const precached = new Set(['/index.html', '/emergency.html', '/emergency_es.html', '/manifest.webmanifest', '/models/card.md', '/app/main-1.js']);
const route = (method, path, mode, cache = 'default') => routeOf({ method, url: new URL(path, origin).href, mode, cache }, origin, (each) => precached.has(each));

const sha256 = 'ab'.repeat(32);
const app = { kind: 'page', path: '/index.html' };
const network = { kind: 'network' };
const table = [
  ['GET', '/', 'navigate', app],
  ['GET', '/index.html', 'navigate', app],
  ['GET', '/?source=pwa', 'navigate', app],
  ['GET', '/some/deep/path', 'navigate', app],
  ['GET', '/emergency.html', 'navigate', { kind: 'page', path: '/emergency.html' }],
  ['GET', '/emergency.html?x#doctor', 'navigate', { kind: 'page', path: '/emergency.html' }],
  ['GET', '/emergency_es.html', 'navigate', { kind: 'page', path: '/emergency_es.html' }],
  ['GET', '/models/card.md', 'navigate', { kind: 'file', path: '/models/card.md' }],
  ['GET', '/sw.js', 'navigate', network],
  ['GET', '/sw.js', 'same-origin', network],
  ['GET', '/kill.js', 'same-origin', network],
  ['GET', '/app/main-1.js', 'cors', { kind: 'file', path: '/app/main-1.js' }],
  ['GET', '/app/model-2.onnx', 'cors', { kind: 'file', path: '/app/model-2.onnx' }],
  ['GET', '/manifest.webmanifest', 'cors', { kind: 'file', path: '/manifest.webmanifest' }],
  ['GET', '/feeds/today.json', 'cors', network],
  ['HEAD', '/app/main-1.js', 'cors', network],
  ['POST', '/share-target', 'navigate', { kind: 'share' }],
  ['GET', '/share-target', 'navigate', app],
  ['POST', '/', 'navigate', network],
  ['PUT', '/share-target', 'cors', network],
  ['GET', 'https://elsewhere.test/app/main-1.js', 'no-cors', network],
  ['POST', 'https://elsewhere.test/share-target', 'cors', network],
  ['GET', 'https://hypha.test:8443/', 'navigate', network],
  ['GET', '/app/model-2.onnx', 'cors', network, 'no-store'],
  ['GET', '/app/main-1.js', 'cors', network, 'reload'],
  ['GET', '/app/main-1.js', 'cors', { kind: 'file', path: '/app/main-1.js' }, 'no-cache'],
  ['GET', '/', 'navigate', app, 'reload'],
  ['GET', `/v1/news/story/${sha256}`, 'cors', { kind: 'story', path: `/v1/news/story/${sha256}`, sha256 }],
  ['GET', `/v1/news/story/${sha256.toUpperCase()}`, 'cors', network],
  ['GET', `/v1/news/story/${sha256}0`, 'cors', network],
  ['GET', `/v1/news/story/${sha256}?x=1`, 'cors', network],
  ['GET', `/v1/news/story/${sha256}`, 'cors', network, 'reload'],
  ['POST', `/v1/news/story/${sha256}`, 'cors', network],
  ['GET', `https://elsewhere.test/v1/news/story/${sha256}`, 'cors', network],
  ['GET', `/v1/news/picture/${sha256}`, 'cors', { kind: 'picture', path: `/v1/news/picture/${sha256}`, sha256 }],
  ['GET', `/v1/news/picture/${sha256.slice(1)}`, 'cors', network],
  ['GET', `/v1/news/picture/${sha256}?x=1`, 'cors', network],
  ['GET', `/v1/news/picture/${sha256}`, 'cors', network, 'no-store'],
  ['POST', `/v1/news/picture/${sha256}`, 'cors', network],
  ['GET', `/read/${sha256}`, 'navigate', { kind: 'story_page', path: `/read/${sha256}`, sha256 }],
  ['GET', `/read/${sha256}#part`, 'navigate', { kind: 'story_page', path: `/read/${sha256}`, sha256 }],
  ['GET', '/read', 'navigate', { kind: 'news_page', path: '/read' }],
  ['GET', '/read/andes', 'navigate', { kind: 'news_page', path: '/read/andes' }],
  ['GET', '/read/andes/x', 'navigate', app],
  ['GET', '/read/andes', 'cors', network],
  ['GET', `/read/${sha256}0`, 'navigate', app],
  ['GET', `/read/${sha256}`, 'cors', network],
  ['GET', '/v1/news/regions', 'cors', { kind: 'news', path: '/v1/news/regions' }],
  ['GET', '/v1/news/andes-2/now', 'cors', { kind: 'news', path: '/v1/news/andes-2/now' }],
  ['GET', '/v1/news/andes/day/2026-11-27', 'cors', { kind: 'news', path: '/v1/news/andes/day/2026-11-27' }],
  ['GET', '/v1/news/andes/day/today', 'cors', network],
  ['GET', '/v1/news/Andes/now', 'cors', network],
  ['GET', '/v1/news/andes/../now', 'cors', network],
  ['GET', '/v1/pull', 'cors', network],
];

for (const [method, path, mode, wanted, cache] of table) {
  test(`${method} ${path} (${mode}${cache ? `, ${cache}` : ''})`, () => assert.deepEqual(route(method, path, mode, cache), wanted));
}

test('the emergency page that stands in follows the page and then the languages', () => {
  assert.equal(emergencyPageFor('/index.html', ['es-ES', 'en']), '/emergency_es.html');
  assert.equal(emergencyPageFor('/index.html', ['en-GB', 'es']), '/emergency.html');
  assert.equal(emergencyPageFor('/index.html', []), '/emergency.html');
  assert.equal(emergencyPageFor('/emergency.html', ['es']), '/emergency.html');
  assert.equal(emergencyPageFor('/emergency_es.html', ['en']), '/emergency_es.html');
});
