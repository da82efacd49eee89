// keys.wasm as it ships, against vectors.json: what another implementation computed (README.md), which the native build is held to by
// tests/unit/keys_vectors_test.cpp. And what it must refuse: cuts, flipped bits, other places.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { KeysError, KeysWasm } from '../../web/keys_wasm.mjs';

const keys = new KeysWasm(await instantiate(buildFolder(), 'keys'));
const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url)));
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (array) => Buffer.from(array).toString('hex');
const code = (wanted) => (error) => error instanceof KeysError && error.code === wanted;
const photoOf = (size) => Uint8Array.from({ length: size }, (_, i) => (i * 7919 + (i >> 8) * 31) & 255);

test('from a secret to words and keys, and back from the words', () => {
  assert.equal(vectors.accounts.length, 4);
  for (const vector of vectors.accounts) {
    assert.equal(keys.words(bytes(vector.secret)), vector.words);
    assert.equal(hex(keys.secretOfWords(vector.words)), vector.secret);
    const made = keys.account(bytes(vector.secret));
    for (const name of ['stream', 'account', 'content', 'blobs']) assert.equal(hex(made[name]), vector[name], name);
    assert.equal(hex(keys.devicePublicKey(bytes(vector.signing_seed))), vector.account);
  }
  assert.throws(() => keys.secretOfWords('zoo '.repeat(24)), code('words_checksum'));
  assert.throws(() => keys.secretOfWords('zoo'), (error) => error.code === 'words_count' && error.detail === '1');
});

test('what was sealed elsewhere opens; what is sealed here is new each time and opens', () => {
  for (const vector of vectors.values) {
    const [key, bound, sealed] = [bytes(vector.key), bytes(vector.bound_to), bytes(vector.sealed)];
    assert.equal(hex(keys.open(key, bound, sealed)), vector.value);
    const again = keys.seal(key, bound, bytes(vector.value));
    assert.notEqual(hex(again), vector.sealed);
    assert.equal(hex(keys.open(key, bound, again)), vector.value);
  }
});

test('every cut and every flipped bit of a sealed value and of its place is refused', () => {
  const vector = vectors.values[0];
  const [key, bound, sealed] = [bytes(vector.key), bytes(vector.bound_to), bytes(vector.sealed)];
  for (let size = 0; size < sealed.length; size += 1) assert.throws(() => keys.open(key, bound, sealed.slice(0, size)), code('sealed_broken'));
  const flip = (array, bit) => array.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  for (let bit = 0; bit < 8 * sealed.length; bit += 1) assert.throws(() => keys.open(key, bound, flip(sealed, bit)), code(bit < 8 ? 'sealed_newer' : 'sealed_broken'));
  for (let bit = 0; bit < 8 * bound.length; bit += 1) assert.throws(() => keys.open(key, flip(bound, bit), sealed), code('sealed_broken'));
});

test('a sealed photo has these bytes, and opens part by part', () => {
  for (const vector of vectors.photos) {
    const photo = photoOf(vector.size);
    const parts = [...keys.sealPhoto(bytes(vector.blob_key), photo)];
    const sealed = Buffer.concat(parts);
    assert.equal(sealed.length, vector.sealed_size);
    assert.equal(createHash('sha256').update(sealed).digest('hex'), vector.sha256);
    for (const part of parts.slice(0, -1)) assert.equal(part.length, 1 << 20);
    const piece = keys.openPhoto(bytes(vector.blob_key), sealed.subarray(0, 33), sealed.length);
    assert.deepEqual(Buffer.concat(parts.map((part, number) => piece(number, part))), Buffer.from(photo));
    if (parts.length > 1) assert.throws(() => piece(0, parts[1]), code('sealed_broken'));
    const shorter = keys.openPhoto(bytes(vector.blob_key), sealed.subarray(0, 33), Math.max(49, (parts.length - 1) << 20));
    if (parts.length > 1) assert.throws(() => shorter(parts.length - 2, parts[parts.length - 2]), code('sealed_broken'));
  }
});

test('pairing: the same keys from scanned code and typed words; only they open what was wrapped', () => {
  for (const vector of vectors.pairings) {
    for (const said of [vector.text, vector.words, vector.words.toUpperCase()]) assert.equal(hex(keys.pairingOf(said)), vector.lookup + vector.wrapping);
  }
  const shown = keys.newPairing();
  assert.equal(shown.words.split(' ').length, 8);
  assert.deepEqual(keys.pairingOf(shown.words), shown.keys);
  assert.deepEqual(keys.pairingOf(shown.text), shown.keys);
  assert.notEqual(keys.newPairing().text, shown.text);
  assert.throws(() => keys.pairingOf('zoo zoo'), code('words_count'));
});

test('a contribution is signed by the device, for this purpose alone, and the seed is in no answer', () => {
  const seed = keys.newSecret();
  const file = Buffer.from(`hypha-contribution 1\nid: ${'0'.repeat(32)}\nbase_rev: 0\nregion: andes\ntitle: Año\nlanguage: es\nmade: 0\n\nUno.`);
  const body = Buffer.from(keys.signContribution(seed, file));
  const [, key, signature] = /^hypha-signed 1 ([0-9a-f]{64}) ([0-9a-f]{128})\n/.exec(body.toString());
  assert.equal(key, hex(keys.devicePublicKey(seed)));
  assert.deepEqual(body.subarray(body.indexOf('\n') + 1), file);
  const spki = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'hex')]), format: 'der', type: 'spki' });
  const holds = (said) => verify(null, said, spki, Buffer.from(signature, 'hex'));
  assert.ok(holds(Buffer.concat([Buffer.from('hypha contribution 1'), file])));
  assert.ok(!holds(file));
  assert.ok(!holds(Buffer.concat([Buffer.from('hypha contribution 1'), file.subarray(0, -1), Buffer.from('!')])));
  assert.ok(!body.includes(Buffer.from(seed)) && !body.toString().includes(hex(seed)));
  assert.deepEqual(keys.signContribution(seed, file), new Uint8Array(body)); // said again, it is the same request
  assert.throws(() => keys.signContribution(seed.subarray(1), file), code('malformed'));
});

test('chance is the platform’s: no two secrets are alike', () => {
  const drawn = new Set(Array.from({ length: 1000 }, () => hex(keys.newSecret())));
  assert.equal(drawn.size, 1000);
});
