// One request and its patience, against a server of its own that is slow, silent, endless, packed or somewhere else; times are short here.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { askOverHttp } from './account_device.mjs';

const pieces = (count, delay_ms) => async (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/cbor' });
  for (let piece = 0; piece < count && !response.destroyed; piece += 1) {
    response.write(Buffer.alloc(100, piece));
    await new Promise((done) => setTimeout(done, delay_ms));
  }
  response.end();
};
const text = 'mycelium '.repeat(1_000);
const roads = {
  '/echo': async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.writeHead(200, { 'Content-Type': 'application/cbor' }).end(Buffer.concat([Buffer.from(`${request.method} ${request.headers['content-type'] ?? '-'} ${request.headers['hypha-app']} `), ...parts]));
  },
  '/packed': (_, response) => {
    const packed = gzipSync(text);
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
  },
  '/slow': pieces(10, 60),
  '/stalls': (_, response) => response.writeHead(200).write('begun'),
  '/silent': () => undefined,
  '/cut': (_, response) => { response.writeHead(200, { 'Content-Length': 100 }).write('half'); setTimeout(() => response.destroy(), 20); },
  '/endless': (_, response) => {
    response.writeHead(200);
    const more = () => { while (!response.destroyed && response.write(Buffer.alloc(1 << 20))); };
    response.on('drain', more);
    more();
  },
  '/away': (_, response) => response.writeHead(302, { Location: '/echo' }).end(),
  '/head': (_, response) => response.writeHead(200, { 'Hypha-Reply': '-_8AgA' }).end(),
  '/head-nonsense': (_, response) => response.writeHead(200, { 'Hypha-Reply': '<html>' }).end(),
  '/late-upload': (request, response) => { request.resume(); setTimeout(() => response.writeHead(200).end('at last'), 650); },
};
let server;
const reach = (path, options) => fetch(`http://127.0.0.1:${server.address().port}${path}`, { ...options, headers: options.headers });
const patience = { headers_ms: 400, stall_ms: 400, upload_bytesPerMs: 2 };
const asked = (method, path, body, type) => askOverHttp(reach, method, path, body, type, patience);
const words = ({ body }) => Buffer.from(body).toString();

before(async () => {
  server = createServer((request, response) => roads[request.url](request, response));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
});
after(() => (server.closeAllConnections(), server.close()));

test('method, body, kind and the field of the app arrive', async () => {
  assert.equal(words(await asked('PUT', '/echo', new TextEncoder().encode('part'), 'application/octet-stream')), 'PUT application/octet-stream 1 part');
  assert.equal(words(await asked('GET', '/echo')), 'GET - 1 ');
  const { sent_bytes, received_bytes, type } = await asked('POST', '/echo', new TextEncoder().encode('abc'), 'application/cbor');
  assert.deepEqual([sent_bytes, received_bytes, type], [3, 'POST application/cbor 1 abc'.length, 'application/cbor']);
});

test('a packed answer counts as it came', async () => {
  const reply = await asked('GET', '/packed');
  assert.equal(words(reply), text);
  assert.equal(reply.received_bytes, gzipSync(text).length);
});

test('a slow answer is waited for, longer than any one silence; a silent one and one that stalls are not', async () => {
  const slow = await asked('GET', '/slow');
  assert.deepEqual([slow.status, slow.body.length], [200, 1_000]);
  for (const [path, received] of [['/silent', 0], ['/stalls', 5], ['/cut', 4]]) {
    const began_ms = performance.now();
    const { status, body, received_bytes } = await asked('GET', path);
    assert.deepEqual([status, body.length, received_bytes], [0, 0, received], path);
    assert.ok(performance.now() - began_ms < 2_000, path);
  }
});

test('an upload has the time that its bytes need', async () => {
  const late = await asked('PUT', '/late-upload', new Uint8Array(1_000), 'application/octet-stream'); // 400 ms and 500 ms
  assert.deepEqual([late.status, words(late), late.sent_bytes], [200, 'at last', 1_000]);
  const small = await asked('PUT', '/late-upload', new Uint8Array(10), 'application/octet-stream');
  assert.equal(small.status, 0);
});

test('an answer without an end and one from elsewhere are none', async () => {
  assert.equal((await asked('GET', '/endless')).status, 0);
  assert.equal((await asked('GET', '/away')).status, 0);
});

test("a HEAD's answer is its header, or nothing", async () => {
  assert.equal(Buffer.from((await asked('HEAD', '/head')).body).toString('hex'), 'fbff0080');
  for (const path of ['/head-nonsense', '/echo']) {
    const { status, body } = await asked('HEAD', path);
    assert.deepEqual([status, body.length], [200, 0], path);
  }
});
