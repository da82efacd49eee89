// Writes the seeds of the fuzzer: messages as devices send them. `node tests/sync/make_corpus.mjs`; what a long run found is added by
// hand, with hypha_sync_fuzz -merge=1.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encode } from '../edge/cbor.mjs';

const corpus = join(dirname(fileURLToPath(import.meta.url)), 'corpus');
const bytes = (length, value = 7) => new Uint8Array(length).fill(value);
const stream = bytes(16);
const hlc = BigInt(1_758_000_000_000) << 16n;
const operation = (key, columns) => ['find', new TextEncoder().encode(key), hlc, null, null, columns];
const push = (no, previous = 0) => encode([1, 1, stream, 0, 0, 0, 99n, no, previous, [operation('k', ['note', bytes(20, 1)]), operation('l', ['name', [bytes(9, 2), [5, hlc], null]])]]);
const pull = encode([1, 3, stream, 0, 0, 0, 0, 0, 500, 99n, 0, 0, 1]);
const snapshot = encode([1, 5, stream, 0, '', new Uint8Array(), '']);
const hash = Buffer.from(bytes(32, 0xab)).toString('hex');

const wire = {
  push: [0, push(1)], pull: [0, pull], snapshot: [0, snapshot],
  sign_in: [1, encode([1, 22, stream, bytes(32), bytes(32, 3), bytes(64)])],
  devices: [1, encode([1, 24, 1, [bytes(32), new Uint8Array(9), 5, 6, 0, 1]])],
  delete: [1, encode([1, 32, bytes(32, 3), bytes(64)])],
};

const request = (method, target, body = new Uint8Array()) =>
  Buffer.concat([Buffer.from(`${method} ${target}\n`), Buffer.from([body.length >> 8, body.length & 255]), body]);
const ask = (path, message) => request('GET', `${path}?ask=${Buffer.from(message).toString('base64url')}`);
const http = {
  push_pull: [0, Buffer.concat([request('POST', '/v1/push', push(1)), ask('/v1/pull', pull), request('POST', '/v1/push', push(2)), ask('/v1/snapshot', snapshot)])],
  blob: [0, Buffer.concat([
    request('HEAD', `/v1/blob/${hash}?size=8&epoch=0&seq=0&check=0`), request('PUT', `/v1/blob/${hash}?offset=0&size=8&epoch=0&seq=0&check=0`, bytes(4)),
    request('PUT', `/v1/blob/${hash}?offset=4&size=8&epoch=0&seq=0&check=0`, bytes(4)), request('GET', `/v1/blob/${hash}?offset=0`)])],
  range: [1, Buffer.from('bytes=0-99\n')], ranges: [1, Buffer.from('bytes=-5,7-\n')], coding: [1, Buffer.from('gzip;q=0.5, br, *;q=0\n')],
  gzip: [1, Buffer.concat([Buffer.from('bytes=1-\n'), gzipSync(Buffer.alloc(5000, 'hypha '))])],
};

for (const [part, seeds] of Object.entries({ wire, http })) {
  mkdirSync(join(corpus, part), { recursive: true });
  for (const [name, [reader, input]] of Object.entries(seeds)) writeFileSync(join(corpus, part, name), Buffer.concat([Buffer.from([reader]), Buffer.from(input)]));
}
