// What the app worker asks of the edge for a sync: bodies as they are, a session that is begun again once, a cookie that changes once a
// day, and whatever stands between: nothing, a portal, an edge that says 401 to everybody. The real keys.wasm over a real hypha-edge.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { decode, encode } from '../edge/cbor.mjs';
import { ask, makeSite, startEdge } from '../edge/running_edge.mjs';
import { tab } from './account_device.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-account-edge-'));
let edge;

before(async () => {
  edge = await startEdge(makeSite(folder), join(folder, 'data'), '--door-rate', 'off');
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const same = (a, b) => assert.equal(Buffer.from(a).toString('hex'), Buffer.from(b).toString('hex'));

async function begun() {
  const phone = tab(edge);
  assert.equal((await phone.wish('begin', { name: 'x' })).code, '');
  phone.stream = (await phone.keep.read()).stream;
  phone.web.asked.length = 0;
  return phone;
}
// The same request by a program that is no page: what the edge itself says.
const directly = (phone, method, target) => ask(edge, method, target, { headers: { 'hypha-app': '1', 'sec-fetch-site': 'same-origin', cookie: `__Host-hypha=${phone.web.cookie}` } });
const pullOf = (stream) => `/v1/pull?ask=${Buffer.from(encode([1, 3, stream, 0, 0, 0, 0, 0, 500, 8n, 0, 0, 1])).toString('base64url')}`;
const pushOf = (stream, batch, value) => encode([1, 1, stream, 0, 0, 0, 7n, batch, 0, [['find', new Uint8Array(16), BigInt(Date.now()) << 16n, null, null, ['note', value]]]]);
const hoursAgo = (hours) => Date.now() - hours * 3_600_000;
const aged = async (phone, hours) => phone.keep.change((there) => ({ ...there, rotated_ms: hoursAgo(hours) }));

test('push, pull and parts go and come as they are, and a HEAD answers with its header', async () => {
  const phone = await begun();
  const part = new Uint8Array(randomBytes(1_000_000));
  const hash = createHash('sha256').update(part).digest('hex');
  const value = new Uint8Array(randomBytes(40));
  const push = pushOf(phone.stream, 1, [value, null, Uint8Array.from(Buffer.from(hash, 'hex'))]);
  const pushed = await phone.edge('POST', '/v1/push', push);
  assert.equal(pushed.status, 200);
  assert.equal(pushed.sent_bytes, push.length);
  assert.equal(pushed.received_bytes, pushed.bytes.length);
  const epoch = decode(pushed.bytes)[4];

  const blob = `/v1/blob/${hash}?size=${part.length}&epoch=${epoch}&seq=0&check=0`;
  const direct = await directly(phone, 'HEAD', blob);
  const state = await phone.edge('HEAD', blob);
  assert.equal(state.status, direct.status);
  assert.equal(decode(state.bytes).length, decode(new Uint8Array(Buffer.from(direct.headers['hypha-reply'], 'base64url'))).length);
  assert.ok(state.bytes.length > 20);
  assert.equal(state.received_bytes, 0);
  const put = await phone.edge('PUT', `${blob}&offset=0`, part, 'application/octet-stream');
  assert.equal(put.status, 200);
  assert.equal(put.sent_bytes, part.length);
  const got = await phone.edge('GET', `/v1/blob/${hash}?offset=0`);
  same(decode(got.bytes)[5], part);

  const pulled = await phone.edge('GET', pullOf(phone.stream));
  assert.equal(pulled.status, 200);
  assert.equal(pulled.sent_bytes, 0);
  assert.ok(Buffer.from(pulled.bytes).includes(Buffer.from(value)));
  assert.ok(decode(pulled.bytes).length > 10);
  assert.equal(phone.loads(), 1); // with the begin
});

test('a session that holds needs no keys.wasm', async () => {
  const phone = await begun();
  const next = tab(edge, { ...phone, load: () => assert.fail('keys.wasm was asked for') });
  assert.equal((await next.edge('GET', pullOf(phone.stream))).status, 200);
});

test('a session that was lost is begun again once, however many requests ran into it', async () => {
  const phone = await begun();
  phone.web.cookie = '';
  const answers = await Promise.all(Array.from({ length: 4 }, () => phone.edge('GET', pullOf(phone.stream))));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
  assert.equal(phone.web.count('POST /v1/session'), 1);
  phone.web.cookie = '';
  const push = pushOf(phone.stream, 1, [new Uint8Array(40), null, new Uint8Array(32)]);
  const pushed = await phone.edge('POST', '/v1/push', push);
  assert.equal(pushed.status, 200);
  assert.equal(pushed.sent_bytes, 2 * push.length);
  assert.equal(phone.web.count('POST /v1/session'), 2);
});

test('a 401 that comes when another request has signed in already signs in no more', async () => {
  const phone = await begun();
  phone.web.cookie = '';
  let through;
  const first = new Promise((done) => { through = done; });
  phone.web.faults.set('/v1/snapshot', async (go) => {
    phone.web.faults.clear();
    const refused = await go();
    await first;
    return refused;
  });
  const late = phone.edge('GET', pullOf(phone.stream).replace('pull', 'snapshot'));
  await phone.edge('GET', pullOf(phone.stream));
  through();
  assert.notEqual((await late).status, 401);
  assert.equal(phone.web.count('POST /v1/session'), 1);
});

test('who is refused after signing in hears it, and who has no account signs in nowhere', async () => {
  const phone = await begun();
  phone.web.faults.set('/v1/pull', async () => new Response('no', { status: 401 }));
  const refused = await phone.edge('GET', pullOf(phone.stream));
  assert.equal(refused.status, 401);
  assert.equal(Buffer.from(refused.bytes).toString(), 'no');
  assert.equal(refused.received_bytes, 4);
  assert.deepEqual(phone.web.asked, ['GET /v1/pull', 'GET /v1/challenge', 'POST /v1/session', 'GET /v1/pull']);
  const stranger = tab(edge, { load: () => assert.fail('keys.wasm was asked for') });
  const direct = await ask(edge, 'GET', pullOf(phone.stream), { headers: { 'hypha-app': '1' } });
  const answer = await stranger.edge('GET', pullOf(phone.stream));
  assert.equal(answer.status, 401);
  assert.equal(answer.bytes.length, direct.body.length);
});

test('no network is status 0, also where it goes away between the 401 and the sign-in', async () => {
  const phone = await begun();
  const away = async () => { throw new TypeError('Failed to fetch'); };
  phone.web.faults.set('/v1/pull', away);
  const { status, bytes, sent_bytes, received_bytes } = await phone.edge('GET', pullOf(phone.stream));
  assert.deepEqual([status, bytes.length, sent_bytes, received_bytes], [0, 0, 0, 0]);
  phone.web.faults.clear();
  phone.web.cookie = '';
  for (const path of ['/v1/challenge', '/v1/session']) {
    phone.web.faults.set(path, away);
    const answer = await phone.edge('GET', pullOf(phone.stream));
    assert.deepEqual([answer.status, answer.bytes.length], [0, 0], path);
    phone.web.faults.clear();
  }
  assert.equal((await phone.edge('GET', pullOf(phone.stream))).status, 200);
});

test("a captive portal's page comes as it is, and where it stands in the way of signing in nobody is put out", async () => {
  const phone = await begun();
  const page = '<!doctype html><title>Sign in to the Wi-Fi</title>';
  const portal = async () => new Response(page, { headers: { 'Content-Type': 'text/html' } });
  for (const method of ['GET', 'HEAD']) {
    phone.web.faults.set('/v1/pull', portal);
    const answer = await phone.edge(method, pullOf(phone.stream));
    assert.equal(answer.status, 200);
    assert.equal(Buffer.from(answer.bytes).toString(), method === 'GET' ? page : '');
  }
  phone.web.faults.clear();
  phone.web.cookie = '';
  phone.web.faults.set('/v1/challenge', portal);
  assert.equal((await phone.edge('GET', pullOf(phone.stream))).status, 0);
});

test('the cookie changes with the first request of a day, once, and a failure of that is none of the request', async () => {
  const phone = await begun();
  await aged(phone, 23);
  assert.equal((await phone.edge('GET', pullOf(phone.stream))).status, 200);
  assert.equal(phone.web.count('POST /v1/session/rotate'), 0);

  await aged(phone, 25);
  const { cookie } = phone.web;
  const next = tab(edge, phone); // the next day's visit
  const many = await Promise.all([1, 2, 3].map(() => next.edge('GET', pullOf(phone.stream))));
  assert.deepEqual(many.map(({ status }) => status), [200, 200, 200]);
  await next.edge('GET', pullOf(phone.stream));
  assert.ok((await phone.keep.read()).rotated_ms > hoursAgo(1));
  assert.equal(phone.web.count('POST /v1/session/rotate'), 1);
  assert.notEqual(phone.web.cookie, cookie);

  await aged(phone, 25);
  for (const fault of [async () => { throw new TypeError('Failed to fetch'); }, async () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } })]) {
    const later = tab(edge, phone);
    phone.web.asked.length = 0;
    phone.web.faults.set('/v1/session/rotate', fault);
    for (const _ of [1, 2]) assert.equal((await later.edge('GET', pullOf(phone.stream))).status, 200);
    assert.equal(phone.web.count('POST /v1/session/rotate'), 1);
    assert.ok((await phone.keep.read()).rotated_ms < hoursAgo(24));
  }
  const full = tab(edge, { ...phone, keep: { read: async () => { throw new DOMException('', 'QuotaExceededError'); } } });
  assert.equal((await full.edge('GET', pullOf(phone.stream))).status, 200);
});
