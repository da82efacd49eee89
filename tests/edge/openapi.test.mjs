// web/openapi.yaml against the real server: every path, method and status in it is brought about and its answer held against its
// schema, and whatever the server answers must be in it. A status that no case here brings about fails, and so does a case whose
// status is not described. 503 comes from an edge whose PostgreSQL is not there, 410 from a store whose log was cut by hand.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { decode, encode } from './cbor.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.HYPHA_EDGE ?? join(repository, 'build/native/hypha-edge');
const folder = mkdtempSync(join(tmpdir(), 'hypha-openapi-'));
const site = join(folder, 'site');
const text = readFileSync(join(repository, 'web/openapi.yaml'), 'utf8');
const described = parse(text);
const seen = new Set(); // "METHOD /path status"

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false, strictTypes: false, validateFormats: false });
ajv.addVocabulary(Object.keys(described)); // what stands beside the schemas
ajv.addSchema(described, 'openapi');

const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name], described) : node);

function newSession(data, name, stream) {
  const { stdout, stderr, status } = spawnSync(binary, ['--data', data, '--new-session', name, ...(stream ? ['--stream', stream] : [])], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const said = Object.fromEntries(stdout.trim().split('\n').map((line) => line.split(' ')));
  return { token: said.token, stream: Buffer.from(said.stream, 'hex'), hex: said.stream };
}

async function startEdge(data, ...flags) {
  const child = spawn(binary, ['--port', '0', '--host', '127.0.0.1', '--root', site, '--data', data, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((found, failed) => {
    createInterface({ input: child.stdout }).once('line', found);
    child.once('exit', (code) => failed(new Error(`hypha-edge ended with ${code}`)));
  });
  const ended = new Promise((done) => child.once('exit', done));
  return { port: Number(/:(\d+)$/.exec(line)[1]), stop: () => (child.kill('SIGTERM'), ended) };
}

function ask(edge, method, path, { token, body, type } = {}) {
  return new Promise((answered, failed) => {
    const sent = request({ port: edge.port, host: '127.0.0.1', method, path, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(type ? { 'content-type': type } : {}), ...(body ? { 'content-length': body.length } : {}) } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

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
    const value = answer.headers[name.toLowerCase()];
    assert.ok(value !== undefined || !header.required, `${what}: ${name} is missing`);
    if (value !== undefined) holds(`${at}/headers/${name}/schema`, value, `${what}, ${name}`);
    if (name === 'Hypha-Reply') message = decode(Buffer.from(value, 'base64url'));
  }
  if (method === 'HEAD') {
    assert.equal(answer.body.length, 0, what);
    return message;
  }
  const type = answer.headers['content-type'].split(';')[0];
  assert.ok(response.content?.[type], `${what}: ${type} is not described`);
  assert.equal(Number(answer.headers['content-length']), answer.body.length);
  message = type === 'application/cbor' ? decode(answer.body) : answer.body.toString();
  holds(`${at}/content/${pointerOf(type)}/schema`, asJson(message), what);
  return message;
}

let edge;
let down;
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
  edge = await startEdge(data);
  down = await startEdge(join(folder, 'down'), '--store', `postgresql:///none?host=${folder}`);
});
after(async () => {
  await edge?.stop();
  await down?.stop();
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

test('health, readiness and the description itself', async () => {
  check('/healthz', 'GET', await ask(edge, 'GET', '/healthz'));
  check('/healthz', 'GET', await ask(down, 'GET', '/healthz')); // alive, though its store is not
  check('/readyz', 'GET', await ask(edge, 'GET', '/readyz'));
  assert.equal((await ask(down, 'GET', '/readyz')).status, 503);
  check('/readyz', 'GET', await ask(down, 'GET', '/readyz'));
  assert.equal(check('/openapi.yaml', 'GET', await ask(edge, 'GET', '/openapi.yaml')), text);
});

test('a log that was cut: 410', async () => {
  await edge.stop();
  const cut = "import sqlite3, sys\nd = sqlite3.connect(sys.argv[1])\nd.execute('UPDATE stream SET horizon_seq = seq, horizon_check = seq_check WHERE id = ?', (bytes.fromhex(sys.argv[2]),))\nd.commit()";
  const { status, stderr } = spawnSync('python3', ['-c', cut, join(data, 'edge.db'), mine.hex], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  edge = await startEdge(data);
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
  assert.equal(names.length, 9);
});
