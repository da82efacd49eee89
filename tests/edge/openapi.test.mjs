// web/openapi.yaml against the real server: every path, method and status in it is brought about and its answer held against its
// schema, and whatever the server answers must be in it. A status that no case here brings about fails, and so does a case whose
// status is not described. 503 comes from an edge whose PostgreSQL is not there, 410 from a store whose log was cut by hand.
// Over 300 lines because the test at the end counts what all the others brought about.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { AccountClient, lookup, page } from './account_client.mjs';
import { decode, encode } from './cbor.mjs';
import { contributionFile, signedBy, webp } from './contribution_client.mjs';
import { startFeeds } from './news_feeds.mjs';
import { importing, logged, opmlOf, polled, quick, sha256 } from './news_stage.mjs';
import { ask, command, newSession, repository, startEdge } from './running_edge.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-openapi-'));
const site = join(folder, 'site');
const text = readFileSync(join(repository, 'web/openapi.yaml'), 'utf8');
const described = parse(text);
const seen = new Set(); // "METHOD /path status"

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false, strictTypes: false, validateFormats: false });
ajv.addVocabulary(Object.keys(described)); // what stands beside the schemas
ajv.addSchema(described, 'openapi');

const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name], described) : node);

// CBOR as the JSON that the schemas describe.
const asJson = (value) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : Array.isArray(value) ? value.map(asJson) : typeof value === 'bigint' ? Number(value) : value;

function holds(pointer, value, what) {
  const validate = ajv.getSchema(`openapi#/${pointer}`) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)?.slice(0, 300)}`);
}

const pointerOf = (...names) => names.map((name) => encodeURIComponent(String(name).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

// Is this answer the one that the description promises? Answers the message in it.
function check(path, method, answer) {
  const what = `${method} ${path} ${answer.status}`;
  const operation = described.paths[path]?.[method.toLowerCase()];
  assert.ok(operation, `${what}: no such operation is described`);
  const raw = operation.responses[answer.status];
  assert.ok(raw, `${what}: this status is not described`);
  seen.add(what);
  const at = raw.$ref ? raw.$ref.slice(2) : pointerOf('paths', path, method.toLowerCase(), 'responses', answer.status);
  const response = resolve(raw);
  let message;
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const value = [answer.headers[name.toLowerCase()]].flat()[0]; // Set-Cookie is a list of one
    assert.ok(value !== undefined || !header.required, `${what}: ${name} is missing`);
    if (value !== undefined) holds(`${at}/headers/${name}/schema`, value, `${what}, ${name}`);
    if (name === 'Hypha-Reply') message = decode(Buffer.from(value, 'base64url'));
  }
  if (method === 'HEAD' || answer.status === 304) {
    assert.equal(answer.body.length, 0, what);
    return message;
  }
  const type = answer.headers['content-type'].split(';')[0];
  assert.ok(response.content?.[type], `${what}: ${type} is not described`);
  assert.equal(Number(answer.headers['content-length']), answer.body.length);
  message = type === 'application/cbor' ? decode(answer.body) : answer.body.toString();
  holds(`${at}/content/${pointerOf(type)}/schema`, type === 'application/json' ? JSON.parse(message) : asJson(message), what);
  return message;
}

let feeds;
let edge;
let down;
let hurried; // one request of an address in a minute
let mine;
let other;
let unheard;
const data = join(folder, 'data');
const device = 7n;

before(async () => {
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Hypha</title>');
  writeFileSync(join(site, '404.html'), '<!doctype html><title>Not here</title>');
  mine = newSession(data, 'mine');
  other = newSession(data, 'other');
  unheard = newSession(join(folder, 'down'), 'mine');
  feeds = await startFeeds();
  importing(data, feeds.opml);
  const story = `<item><guid>p</guid><title>Una foto</title><media:thumbnail url="${feeds.url}/photo.jpg"/><description>${'Una foto del valle con palabras. '.repeat(40)}</description></item>`;
  feeds.rude('/feeds/photo', (request, response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Fotos</title>${story}</channel></rss>`));
  feeds.rude('/photo.jpg', (request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(readFileSync(join(repository, 'tests/fixtures/photos/agaricus_augustus.jpg'))));
  importing(data, opmlOf(folder, 'photo', `${feeds.url}/feeds/photo`), 'coast');
  mkdirSync(join(folder, 'down'), { recursive: true });
  writeFileSync(join(folder, 'down/news'), 'no folder'); // so that its news cannot be opened
  edge = await startEdge(site, data, '--door-rate', 'off', ...quick);
  down = await startEdge(site, join(folder, 'down'), '--store', `postgresql:///none?host=${folder}`);
  hurried = await startEdge(site, join(folder, 'hurried'), '--address-rate', '1', '--address-burst', '1');
});
after(async () => {
  await edge?.stop();
  await down?.stop();
  await hurried?.stop();
  await feeds?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
const hlcNow = () => BigInt(Date.now()) << 16n;
const operation = (key, value) => ['find', new TextEncoder().encode(key), hlcNow(), null, null, ['note', value]];
const push = (stream, { no = 1, epoch = 0, seq = 0, check: name = 0, operations = [operation('k', new Uint8Array([1, 2]))] } = {}) => encode([1, 1, new Uint8Array(stream), epoch, seq, name, device, no, 0, operations]);
const pull = (stream, { epoch = 0, seq = 0, check: name = 0 } = {}) => `/v1/pull?ask=${base64url(encode([1, 3, new Uint8Array(stream), epoch, seq, name, 0, 0, 500, 99n, 0, 0, 1]))}`;
const snapshot = (stream, epoch = 0) => `/v1/snapshot?ask=${base64url(encode([1, 5, new Uint8Array(stream), epoch, '', new Uint8Array(), '']))}`;
const cbor = 'application/cbor';
const octets = 'application/octet-stream';
const photo = randomBytes(1_500_000);
const hash = createHash('sha256').update(photo).digest('hex');
const wrong = 'ab'.repeat(32);
const query = (fields) => Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&');

let epoch;
let reached = [0, 0];

test('push', async () => {
  const post = async (options, server = edge) => check('/v1/push', 'POST', await ask(server, 'POST', '/v1/push', { type: cbor, token: mine.token, ...options }));
  const body = push(mine.stream, { operations: [operation('a', new Uint8Array([9])), operation('b', [new Uint8Array([8]), [3, 4], null]), ['Not a table', new Uint8Array(), hlcNow(), null, null, ['n', new Uint8Array()]], ['find', new Uint8Array([1]), hlcNow() * 2n, 5, 1, ['c', new Uint8Array()]]] });
  const reply = await post({ body });
  assert.deepEqual(await post({ body }), reply);
  assert.deepEqual(await post({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }), reply);
  [epoch, reached] = [reply[4], reply.slice(7, 9)];
  assert.equal(reply[6], 1);
  assert.deepEqual(reply[9], [2, 'bad_table']);
  assert.equal(reply[10].length, 2); // a clock of the far future
  assert.equal((await post({ body: new Uint8Array([1]) }))[5], 'malformed');
  assert.equal((await post({ body: encode([2, 1]) }))[5], 'newer_wire');
  await post({ body, token: null });
  assert.equal((await post({ body, token: other.token }))[5], 'forged_stream');
  assert.equal((await post({ body: push(mine.stream, { no: 1 }) }))[5], 'device_used');
  assert.equal((await post({ body: push(mine.stream, { no: 2, epoch: 3 }) }))[5], 'epoch_changed');
  assert.equal((await post({ body: new Uint8Array(256 * 1024 + 1) }))[5], 'too_large');
  await post({ body, type: 'application/json' });
  assert.equal((await post({ body: push(unheard.stream), token: unheard.token }, down))[5], 'store_failed');
});

test('pull', async () => {
  const get = async (path, token = mine.token, server = edge) => check('/v1/pull', 'GET', await ask(server, 'GET', path, { token }));
  const page = await get(pull(mine.stream));
  assert.equal(page[10].length, 3);
  assert.equal((await get('/v1/pull?ask=Zg'))[5], 'malformed');
  await get(pull(mine.stream), null);
  assert.equal((await get(pull(mine.stream), other.token))[5], 'forged_stream');
  assert.equal((await get(pull(mine.stream, { epoch: 5 })))[5], 'epoch_changed');
  assert.equal((await get(pull(unheard.stream), unheard.token, down))[5], 'store_failed');
});

test('snapshot', async () => {
  const get = async (path, token = mine.token, server = edge) => check('/v1/snapshot', 'GET', await ask(server, 'GET', path, { token }));
  const page = await get(snapshot(mine.stream));
  assert.equal(page[14].length, 3);
  assert.equal((await get('/v1/snapshot'))[5], 'malformed');
  await get(snapshot(mine.stream), null);
  assert.equal((await get(snapshot(mine.stream), other.token))[5], 'forged_stream');
  assert.equal((await get(snapshot(mine.stream, 5)))[5], 'epoch_changed');
  assert.equal((await get(snapshot(unheard.stream), unheard.token, down))[5], 'store_failed');
});

test('blobs', async () => {
  const path = '/v1/blob/{hash}';
  const history = () => ({ size: photo.length, epoch, seq: reached[0], check: reached[1] });
  const head = async (fields, token = mine.token, server = edge) => check(path, 'HEAD', await ask(server, 'HEAD', `/v1/blob/${hash}?${query(fields)}`, { token }));
  const put = async (name, fields, options = {}, server = edge) => check(path, 'PUT', await ask(server, 'PUT', `/v1/blob/${name}?${query(fields)}`, { token: mine.token, type: octets, ...options }));
  const get = async (offset, token = mine.token, server = edge) => check(path, 'GET', await ask(server, 'GET', `/v1/blob/${hash}?offset=${offset}`, { token }));
  assert.deepEqual((await head(history())).slice(3, 5), [0, 0]);
  await head(history(), null);
  assert.equal((await head({ size: 1 }))[5], 'malformed');
  assert.equal((await head({ ...history(), epoch: 5 }))[5], 'pull_first');
  assert.equal((await head(history(), unheard.token, down))[5], 'store_failed');
  assert.equal((await get(0))[5], 'blob_missing');
  const first = photo.subarray(0, 1 << 20);
  assert.equal((await put(hash, { offset: 0, ...history() }, { body: first }))[3], first.length);
  assert.equal((await put(hash, { offset: (1 << 20) + 1, ...history() }, { body: photo.subarray((1 << 20) + 1) }))[5], 'blob_offset');
  assert.equal((await put(hash, { offset: 0 }, { body: first }))[5], 'malformed');
  await put(hash, { offset: 0, ...history() }, { body: first, token: null });
  await put(hash, { offset: 0, ...history() }, { body: first, type: cbor });
  assert.equal((await put(hash, { offset: 0, ...history() }, { body: Buffer.alloc((1 << 20) + 1) }))[5], 'too_large');
  assert.equal((await put(wrong, { offset: 0, ...history(), size: 3 }, { body: Buffer.from('abc') }))[5], 'blob_wrong');
  assert.equal((await put(hash, { offset: 0, ...history() }, { body: first, token: unheard.token }, down))[5], 'store_failed');
  assert.equal((await put(hash, { offset: 1 << 20, ...history() }, { body: photo.subarray(1 << 20) }))[4], 1);
  assert.deepEqual((await head(history())).slice(3, 5), [photo.length, 1]);
  const parts = [await get(0), await get(1 << 20)];
  assert.deepEqual(Buffer.concat(parts.map((part) => part[5])), photo);
  await get(0, null);
  assert.equal((await get(photo.length + 1))[5], 'blob_offset');
  check(path, 'GET', await ask(edge, 'GET', `/v1/blob/${hash}?offset=x`, { token: mine.token }));
  assert.equal((await get(0, unheard.token, down))[5], 'store_failed');
});

const same = (one, two) => assert.equal(Buffer.from(one).toString('hex'), Buffer.from(two).toString('hex'));

// Whatever every path of an account says to a body that is none, too large or of another type, and to other pages.
async function checkBody(client, path, session) {
  const post = async (options) => check(path, 'POST', await client.post(path, undefined, options));
  assert.equal((await post({ body: new Uint8Array([1]) }))[5], 'malformed');
  assert.equal((await post({ body: new Uint8Array(2049) }))[5], 'too_large');
  await post({ body: new Uint8Array([1]), type: 'text/plain' });
  await checkPages(client, path, 'POST', session);
}

async function checkPages(client, path, method, session) {
  const send = async (headers, server = edge) => check(path, method, await ask(server, method, path, { headers, ...(method === 'POST' ? { type: cbor } : {}) }));
  assert.equal((await send(client.headers({ origin: 'https://evil.example' })))[5], 'cross_site');
  if (!session) return;
  await send(page);
  const gone = check(path, method, await ask(down, method, path, { headers: client.headers(), ...(method === 'POST' ? { type: cbor, body: new Uint8Array([1]) } : {}) }));
  assert.equal(gone, 'The store does not answer.\n');
}

test('devices come in: register, sign in, rotate', async () => {
  const phone = new AccountClient(edge);
  const get = async (path, server = edge) => check('/v1/challenge', 'GET', await ask(server, 'GET', path));
  const challenge = (await get('/v1/challenge'))[2];
  assert.equal((await get('/v1/challenge?x=1'))[5], 'malformed');
  assert.equal((await get('/v1/challenge', down))[5], 'store_failed');
  const enter = async (message) => check('/v1/device', 'POST', await phone.post('/v1/device', message));
  const message = phone.registration(challenge);
  assert.equal((await enter([...message.slice(0, 8), new Uint8Array(64)]))[5], 'signature_wrong');
  same((await enter(message))[2], phone.stream);
  assert.equal((await enter(message))[5], 'challenge_used');
  await checkBody(phone, '/v1/device');
  const lost = new AccountClient(down);
  assert.equal(check('/v1/device', 'POST', await lost.post('/v1/device', lost.registration(challenge)))[5], 'store_failed');

  const again = phone.signIn(await phone.challenge());
  const signIn = async (body, client = phone) => check('/v1/session', 'POST', await client.post('/v1/session', body));
  same((await signIn(again))[2], phone.stream);
  assert.equal((await signIn(again))[5], 'challenge_used');
  assert.equal((await signIn(lost.signIn(challenge), lost))[5], 'store_failed');
  await checkBody(phone, '/v1/session');

  const rotate = async (path = '/v1/session/rotate') => check('/v1/session/rotate', 'POST', await phone.post(path));
  same((await rotate())[2], phone.stream);
  assert.equal((await rotate('/v1/session/rotate?x=1'))[5], 'malformed');
  await checkPages(phone, '/v1/session/rotate', 'POST', true);
  assert.equal(check('/v1/push', 'POST', await phone.post('/v1/push', undefined, { body: push(phone.stream) }))[6], 1);
});

test('devices: list, rename, revoke, words; pairing; export; delete', async () => {
  const phone = new AccountClient(edge);
  assert.equal((await phone.enter()).status, 200);
  const list = async (path = '/v1/devices') => check('/v1/devices', 'GET', await phone.get(path));
  assert.equal((await list())[3].length, 1);
  assert.equal((await list('/v1/devices?x=1'))[5], 'malformed');
  await checkPages(phone, '/v1/devices', 'GET', true);
  const post = async (path, message, client = phone) => check(path, 'POST', await client.post(path, message));
  const name = new TextEncoder().encode('sealed name');
  assert.deepEqual(await post('/v1/devices/rename', [1, 25, phone.device.raw, name]), [1, 33]);
  same((await list())[3][0][1], name);
  assert.equal((await post('/v1/devices/rename', [1, 25, new Uint8Array(32), name]))[5], 'no_device');
  await checkBody(phone, '/v1/devices/rename', true);
  assert.deepEqual(await post('/v1/devices/words', [1, 27, 0]), [1, 33]);
  assert.equal((await list())[2], 0);
  await checkBody(phone, '/v1/devices/words', true);

  const here = lookup();
  const wrapped = new Uint8Array(73).fill(7);
  assert.ok((await post('/v1/pairing', [1, 28, here, wrapped]))[2] > Date.now());
  const other = new AccountClient(edge);
  assert.equal((await other.enter()).status, 200);
  assert.equal((await post('/v1/pairing', [1, 28, here, wrapped], other))[5], 'offer_taken');
  await checkBody(phone, '/v1/pairing', true);
  const tablet = new AccountClient(edge, phone);
  assert.equal(decode((await tablet.enter()).body)[5], 'ticket_wrong'); // words are closed
  const taken = await post('/v1/pairing/take', [1, 30, here], tablet);
  same(taken[2], wrapped);
  assert.equal((await post('/v1/pairing/take', [1, 30, here], tablet))[5], 'no_offer');
  await checkBody(tablet, '/v1/pairing/take');
  assert.equal(check('/v1/pairing/take', 'POST', await new AccountClient(down).post('/v1/pairing/take', [1, 30, here]))[5], 'store_failed');
  assert.equal((await tablet.enter({ ticket: taken[3] })).status, 200);

  assert.deepEqual(await post('/v1/devices/revoke', [1, 26, tablet.device.raw, 1]), [1, 33]);
  assert.equal((await tablet.get('/v1/devices')).status, 401);
  assert.equal((await post('/v1/devices/revoke', [1, 26, new Uint8Array(32), 0]))[5], 'no_device');
  await checkBody(phone, '/v1/devices/revoke', true);

  const page = JSON.parse(check('/v1/export', 'GET', await phone.get('/v1/export')));
  assert.equal(page.rows[0].devices.length, 2);
  const sections = new Map([[page.section, page.rows]]);
  for (let from = page.next; from; ) {
    const { section, rows, next } = JSON.parse(check('/v1/export', 'GET', await phone.get(`/v1/export?from=${from}`)));
    sections.set(section, rows);
    from = next;
  }
  assert.deepEqual([...sections.keys()], described.components.schemas.ExportPage.properties.section.enum);
  assert.equal(sections.get('contributor')[0].moderator, false);
  assert.equal(check('/v1/export', 'GET', await phone.get('/v1/export?from=x'))[5], 'malformed');
  await checkPages(phone, '/v1/export', 'GET', true);

  const used = await phone.challenge();
  assert.equal((await phone.post('/v1/session', phone.signIn(used))).status, 200);
  const remove = async (message) => check('/v1/account/delete', 'POST', await phone.post('/v1/account/delete', message));
  assert.equal((await remove(phone.deletion(used)))[5], 'challenge_used');
  await checkBody(phone, '/v1/account/delete', true);
  const { cookie } = phone;
  const receipt = JSON.parse(await remove(phone.deletion(await phone.challenge())));
  assert.equal(receipt.stream_sha256, createHash('sha256').update(Buffer.from(phone.stream).toString('hex')).digest('hex'));
  const { sha256, ...rest } = receipt;
  assert.equal(createHash('sha256').update(JSON.stringify(rest)).digest('hex'), sha256);
  assert.match(readFileSync(join(data, 'receipts.jsonl'), 'utf8'), new RegExp(receipt.stream_sha256));
  assert.equal(phone.cookie, '');
  phone.cookie = cookie;
  assert.equal((await phone.get('/v1/devices')).status, 401);
  assert.equal(check('/v1/device', 'POST', await phone.enter())[5], 'account_deleted');
});

test('contributions: written, seen, taken back, flagged, moderated; their photos', async () => {
  const author = new AccountClient(edge);
  const reader = new AccountClient(edge);
  assert.equal((await author.enter()).status, 200);
  assert.equal((await reader.enter()).status, 200);
  const hex = (client) => Buffer.from(client.stream).toString('hex');
  assert.equal(command('admin', 'moderator', 'add', hex(author), '--data', data).status, 0);
  const octet = { type: octets };
  const post = async (client, body, options = octet) => check('/v1/contributions', 'POST', await client.post('/v1/contributions', undefined, { body, ...options }));
  const said = async (...words) => JSON.parse(await post(...words));
  const own = async (client, query = '') => check('/v1/contributions', 'GET', await client.get(`/v1/contributions${query}`));
  const id = randomBytes(16).toString('hex');
  const picture = webp(64, 48);
  const named = { sha256: createHash('sha256').update(picture).digest('hex'), bytes: picture.length, width: 64, height: 48 };
  const file = contributionFile({ id, photos: [named] });
  assert.deepEqual(JSON.parse(await own(author)), { moderator: true, contributions: [], next: null });
  assert.equal((await said(author, signedBy(reader, file))).refused, 'signature_wrong');
  const first = await said(author, signedBy(author, file));
  assert.deepEqual([first.state, first.rev, first.photos_missing], ['held', 1, [named.sha256]]);
  assert.equal(first.file, file);
  assert.deepEqual(await said(author, signedBy(author, file)), first);
  assert.equal((await said(author, signedBy(author, contributionFile({ id, title: 'Other' })))).refused, 'stale_rev');
  assert.equal((await said(author, signedBy(author, contributionFile({ region: 'nowhere' })))).refused, 'region_unknown');
  assert.equal((await said(author, signedBy(author, file.replace('base_rev: 0', 'base_rev: 00')))).refused, 'contribution_malformed');
  assert.equal((await said(author, Buffer.alloc(24257))).refused, 'too_large');
  await post(author, signedBy(author, file), { type: cbor });
  assert.equal(JSON.parse(await own(reader)).moderator, false);
  assert.equal(JSON.parse(await own(author, '?before=x')).refused, 'malformed');

  const photoPath = '/v1/contributions/photo/{sha256}';
  const put = async (client, name, body, type = 'image/webp') => check(photoPath, 'PUT', await ask(edge, 'PUT', `/v1/contributions/photo/${name}`, { headers: client.headers(), type, body }));
  const got = async (name, headers, server = edge) => check(photoPath, 'GET', await ask(server, 'GET', `/v1/contributions/photo/${name}`, { headers }));
  assert.equal(JSON.parse(await put(reader, named.sha256, picture)).refused, 'photo_not_named');
  assert.deepEqual(JSON.parse(await put(author, named.sha256, Buffer.from('<script>'))), { refused: 'photo_wrong', detail: 'size' });
  assert.equal(JSON.parse(await put(author, 'x', picture)).refused, 'malformed');
  assert.equal(JSON.parse(await put(author, named.sha256, Buffer.alloc(400_001))).refused, 'too_large');
  await put(author, named.sha256, picture, 'image/png');
  assert.equal(JSON.parse(await put(author, named.sha256, picture)).type, 'image/webp');
  assert.equal(JSON.parse(await got(named.sha256)).refused, 'not_found');
  assert.equal(JSON.parse(await got('x')).refused, 'malformed');
  await got(named.sha256, {}, down);
  await got(named.sha256, author.headers());

  const json = { type: 'application/json' };
  const queue = async (client, query = '') => JSON.parse(check('/v1/moderation', 'GET', await client.get(`/v1/moderation${query}`)));
  assert.equal((await queue(reader)).refused, 'not_moderator');
  assert.equal((await queue(author, '?after=1')).refused, 'malformed');
  assert.equal((await queue(author)).contributions[0].file, file);
  const decide = async (client, body, name = id, options = json) => check('/v1/moderation/{id}', 'POST', await client.post(`/v1/moderation/${name}`, undefined, { body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), ...options }));
  const decided = async (...words) => JSON.parse(await decide(...words));
  assert.equal((await decided(reader, { decision: 'accept', rev: 1 })).refused, 'not_moderator');
  assert.equal((await decided(author, { decision: 'accept', rev: 7 })).refused, 'stale_rev');
  assert.equal((await decided(author, { decision: 'accept', rev: 1 }, wrong.slice(0, 32))).refused, 'not_found');
  assert.equal((await decided(author, { decision: 'perhaps', rev: 1 })).refused, 'malformed');
  assert.equal((await decided(author, Buffer.alloc(4097))).refused, 'too_large');
  await decide(author, { decision: 'accept', rev: 1 }, id, octet);
  const listed = await decided(author, { decision: 'accept', rev: 1 });
  assert.equal(listed.state, 'published');
  await got(named.sha256);
  assert.match(check('/v1/news/story/{hash}', 'GET', await ask(edge, 'GET', `/v1/news/story/${listed.story}`)), /\nsource: Contributed by people\n/);

  const flagPath = '/v1/contributions/{id}/flag';
  const flag = async (client, name, body = { reason: 'untrue' }, options = json) => JSON.parse(check(flagPath, 'POST', await client.post(`/v1/contributions/${name}/flag`, undefined, { body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), ...options })));
  assert.deepEqual(await flag(reader, listed.story), { flagged: true });
  const exported = async (client, section) => JSON.parse(check('/v1/export', 'GET', await client.get(`/v1/export?from=${section}`))).rows;
  const [mine] = await exported(author, 'contributions');
  assert.deepEqual([mine.id, mine.state, mine.reason, mine.file], [id, 'published', '', file]);
  assert.equal((await exported(reader, 'flags'))[0].reason, 'untrue');
  assert.equal((await flag(author, id)).refused, 'own_story');
  assert.equal((await flag(reader, wrong)).refused, 'not_found');
  assert.equal((await flag(reader, id, { why: 1 })).refused, 'malformed');
  assert.equal((await flag(reader, id, Buffer.alloc(4097))).refused, 'too_large');
  check(flagPath, 'POST', await reader.post(`/v1/contributions/${id}/flag`, undefined, { body: Buffer.from('{}'), ...octet }));

  const back = async (client, name, server = edge) => JSON.parse(check('/v1/contributions/{id}', 'DELETE', await ask(server, 'DELETE', `/v1/contributions/${name}`, { headers: client.headers() })));
  assert.equal((await back(reader, id)).refused, 'not_found');
  assert.equal((await back(reader, 'x')).refused, 'malformed');
  assert.equal((await back(author, id)).state, 'withdrawn');

  for (const [path, method, target, type] of [
    ['/v1/contributions', 'POST', '/v1/contributions', octets],
    ['/v1/contributions', 'GET', '/v1/contributions'],
    ['/v1/contributions/{id}', 'DELETE', `/v1/contributions/${id}`],
    [flagPath, 'POST', `/v1/contributions/${id}/flag`, 'application/json'],
    [photoPath, 'PUT', `/v1/contributions/photo/${named.sha256}`, 'image/webp'],
    ['/v1/moderation', 'GET', '/v1/moderation'],
    ['/v1/moderation/{id}', 'POST', `/v1/moderation/${id}`, 'application/json'],
  ]) {
    const body = type ? Buffer.from('{}') : undefined;
    const send = async (headers, server = edge) => check(path, method, await ask(server, method, target, { headers, type, body }));
    await send({});
    assert.equal(JSON.parse(await send(author.headers({ origin: 'https://evil.example' }))).refused, 'cross_site');
    assert.equal(await send(author.headers(), down), 'The store does not answer.\n');
  }
});

test('news, which anybody may read', async () => {
  for (const name of ['valle', 'llaqta', 'field']) await polled(edge, `${feeds.url}/feeds/${name}`, 'ok');
  await logged(down, (line) => line.event === 'no_news');
  const both = async (path, target, options, server = edge) => {
    const got = await ask(server, 'GET', target, options);
    const message = check(path, 'GET', got);
    const head = await ask(server, 'HEAD', target, options);
    check(path, 'HEAD', head);
    assert.equal(head.status, got.status);
    assert.equal(head.headers['content-length'], got.headers['content-length']);
    return { message, etag: got.headers.etag, status: got.status };
  };
  const now = await both('/v1/news/{region}/now', '/v1/news/andes/now');
  const [one, other] = [...now.message.matchAll(/^([0-9a-f]{64})\t/gm)].map((match) => match[1]);
  await polled(edge, `${feeds.url}/feeds/photo`, 'ok');
  const [, pictured] = /^([0-9a-f]{64})\t/m.exec((await ask(edge, 'GET', '/v1/news/coast/now')).body.toString());
  const [, line] = /^pictures: (.*)$/m.exec((await ask(edge, 'GET', `/v1/news/story/${pictured}`)).body.toString());
  const [, small, bytes, , , large] = line.split(' ');
  const photo = await ask(edge, 'GET', `/v1/news/picture/${small}`);
  assert.equal(sha256(photo.body), small);
  assert.equal(photo.body.length, Number(bytes));
  check('/v1/news/picture/{hash}', 'GET', photo);
  for (const [path, target, unknown, malformed] of [
    ['/v1/news/picture/{hash}', `/v1/news/picture/${large}`, `/v1/news/picture/${wrong}`, '/v1/news/picture/x'],
    ['/v1/news/regions', '/v1/news/regions'],
    ['/v1/news/{region}/now', '/v1/news/andes/now', '/v1/news/nowhere/now', '/v1/news/Andes/now'],
    ['/v1/news/{region}/day/{day}', '/v1/news/andes/day/2026-01-31', '/v1/news/nowhere/day/2026-01-31', '/v1/news/andes/day/2026-02-30'],
    ['/v1/news/story/{hash}', `/v1/news/story/${one}`, `/v1/news/story/${wrong}`, '/v1/news/story/x'],
    ['/v1/news/pack/{hashes}', `/v1/news/pack/${one},${other}`, `/v1/news/pack/${wrong}`, `/v1/news/pack/${one},${one}`],
  ]) {
    const { etag, status } = await both(path, target);
    assert.equal(status, 200, target);
    assert.equal((await both(path, target, { headers: { 'if-none-match': `"x", ${etag}` } })).status, 304);
    assert.equal((await both(path, target, { headers: { 'accept-encoding': '*;q=0' } })).status, 406);
    if (unknown) assert.equal((await both(path, unknown)).status, 404);
    if (malformed) assert.equal((await both(path, malformed)).status, 400);
    assert.equal((await both(path, target, {}, down)).status, 503);
  }
});

test('health, readiness and the description itself', async () => {
  check('/healthz', 'GET', await ask(edge, 'GET', '/healthz'));
  check('/healthz', 'GET', await ask(down, 'GET', '/healthz')); // alive, though its store is not
  check('/readyz', 'GET', await ask(edge, 'GET', '/readyz'));
  assert.equal((await ask(down, 'GET', '/readyz')).status, 503);
  check('/readyz', 'GET', await ask(down, 'GET', '/readyz'));
  assert.equal(check('/openapi.yaml', 'GET', await ask(edge, 'GET', '/openapi.yaml')), text);
});

test('a user who has no room left: 507, and what is here can still be read', async () => {
  const quota = (amount) => assert.equal(command('admin', 'quota', mine.hex, amount, '--data', data).status, 0);
  quota('10');
  const history = { size: 3, epoch, seq: reached[0], check: reached[1] };
  const full = await ask(edge, 'POST', '/v1/push', { type: cbor, token: mine.token, body: push(mine.stream, { no: 2 }) });
  assert.equal(full.status, 507);
  assert.equal(check('/v1/push', 'POST', full)[5], 'over_quota');
  const part = await ask(edge, 'PUT', `/v1/blob/${wrong}?${query({ offset: 0, ...history })}`, { type: octets, token: mine.token, body: Buffer.from('abc') });
  assert.equal(check('/v1/blob/{hash}', 'PUT', part)[5], 'over_quota');
  assert.equal(check('/v1/pull', 'GET', await ask(edge, 'GET', pull(mine.stream), { token: mine.token }))[10].length, 3);
  quota('default');
  assert.equal(check('/v1/push', 'POST', await ask(edge, 'POST', '/v1/push', { type: cbor, token: mine.token, body: push(mine.stream, { no: 2 }) }))[6], 2);
});

test('who asks too often: 429 everywhere', async () => {
  const blob = `/v1/blob/${hash}?offset=0`;
  for (const [path, method, target, options] of [
    ['/v1/push', 'POST', '/v1/push', { type: cbor, body: push(mine.stream) }],
    ['/v1/pull', 'GET', pull(mine.stream)],
    ['/v1/snapshot', 'GET', snapshot(mine.stream)],
    ['/v1/blob/{hash}', 'HEAD', blob],
    ['/v1/blob/{hash}', 'GET', blob],
    ['/v1/blob/{hash}', 'PUT', blob, { type: octets, body: Buffer.from('abc') }],
    ...['/v1/challenge', '/v1/devices', '/v1/export'].map((path) => [path, 'GET', path]),
    ...['/v1/device', '/v1/session', '/v1/session/rotate', '/v1/devices/rename', '/v1/devices/revoke', '/v1/devices/words', '/v1/pairing', '/v1/pairing/take', '/v1/account/delete'].map((path) => [path, 'POST', path]),
    ...['GET', 'HEAD'].flatMap((method) => [['/v1/news/regions'], ['/v1/news/{region}/now', '/v1/news/andes/now'], ['/v1/news/{region}/day/{day}', '/v1/news/andes/day/2026-01-31'], ['/v1/news/story/{hash}', `/v1/news/story/${wrong}`], ['/v1/news/pack/{hashes}', `/v1/news/pack/${wrong}`], ['/v1/news/picture/{hash}', `/v1/news/picture/${wrong}`]].map(([path, target = path]) => [path, method, target])),
    ...['GET', 'POST'].map((method) => ['/v1/contributions', method, '/v1/contributions']),
    ['/v1/contributions/{id}', 'DELETE', `/v1/contributions/${wrong.slice(0, 32)}`],
    ['/v1/contributions/{id}/flag', 'POST', `/v1/contributions/${wrong}/flag`],
    ...['GET', 'PUT'].map((method) => ['/v1/contributions/photo/{sha256}', method, `/v1/contributions/photo/${wrong}`]),
    ['/v1/moderation', 'GET', '/v1/moderation'],
    ['/v1/moderation/{id}', 'POST', `/v1/moderation/${wrong.slice(0, 32)}`],
    ['/healthz', 'GET', '/healthz'],
    ['/readyz', 'GET', '/readyz'],
    ['/openapi.yaml', 'GET', '/openapi.yaml'],
  ]) {
    let answer;
    for (let tries = 0; tries < 20 && answer?.status !== 429; tries += 1) answer = await ask(hurried, method, target, options);
    check(path, method, answer);
    assert.ok(Number(answer.headers['retry-after']) >= 1);
  }
});

test('a log that was cut: 410', async () => {
  await edge.stop();
  const cut = "import sqlite3, sys\nd = sqlite3.connect(sys.argv[1])\nd.execute('UPDATE stream SET horizon_seq = seq, horizon_check = seq_check WHERE id = ?', (bytes.fromhex(sys.argv[2]),))\nd.commit()";
  const { status, stderr } = spawnSync('python3', ['-c', cut, join(data, 'edge.db'), mine.hex], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  edge = await startEdge(site, data);
  assert.equal(check('/v1/pull', 'GET', await ask(edge, 'GET', pull(mine.stream), { token: mine.token }))[5], 'snapshot_needed');
});

test('every path, method and status of the description was brought about', () => {
  const promised = [];
  for (const [path, item] of Object.entries(described.paths)) {
    for (const method of ['get', 'head', 'put', 'post', 'delete', 'patch', 'options']) {
      for (const status of Object.keys(item[method]?.responses ?? {})) promised.push(`${method.toUpperCase()} ${path} ${status}`);
    }
  }
  assert.ok(promised.length > 40);
  assert.deepEqual(promised.filter((one) => !seen.has(one)), []);
});

test('the description is whole: every reference leads somewhere, every operation has a name of its own', () => {
  assert.match(described.openapi, /^3\.1\./);
  const names = [];
  const walk = (node) => {
    if (!node || typeof node !== 'object') return;
    if (typeof node.$ref === 'string') assert.ok(resolve(node), `${node.$ref} leads nowhere`);
    if (node.operationId) names.push(node.operationId);
    Object.values(node).forEach(walk);
  };
  walk(described);
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, 41);
});
