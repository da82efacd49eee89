// A device's account from begin to deletion: what is kept when, what a lost answer changes (nothing), who comes in by what, and who no
// longer. The real keys.wasm over a real hypha-edge; IndexedDB itself is tested in tests/browser/account.test.mjs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { command, makeSite, startEdge } from '../edge/running_edge.mjs';
import { MemoryKeep, NotKept, tab } from './account_device.mjs';
import { readQr } from './qr_reading.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-account-link-'));
let edge;

before(async () => {
  edge = await startEdge(makeSite(folder), join(folder, 'data'), '--door-rate', 'off');
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hex = (bytes) => Buffer.from(bytes).toString('hex');

async function begun(name = 'My phone') {
  const phone = tab(edge);
  const { code, bytes } = await phone.wish('begin', { name });
  assert.equal(code, '');
  return Object.assign(phone, { bytes });
}
const namesOf = ({ devices }) => devices.map(({ name }) => name);

test('an identity is kept before it is sent, is found once an edge let it in, and stays the only one', async () => {
  const phone = tab(edge);
  let then;
  phone.web.faults.set('/v1/device', async (go) => {
    then = { kept: await phone.keep.read(), found: await phone.find() };
    return go();
  });
  const { code, bytes } = await phone.wish('begin', { name: 'My phone' });
  assert.equal(code, '');
  assert.equal(then.kept.registered, false);
  assert.equal(then.found.length, 0);
  const kept = await phone.keep.read();
  assert.equal(hex(kept.secret), hex(then.kept.secret));
  assert.equal(hex(bytes), hex(kept.stream) + hex(kept.content) + hex(kept.blobs));
  assert.equal(bytes.length, 80);
  assert.equal(hex(await phone.find()), hex(bytes));
  for (const wish of ['begin', 'take', 'restore']) assert.equal((await phone.wish(wish, { value: 'zoo', name: 'x' })).code, 'account_here');
  assert.equal(hex((await phone.keep.read()).secret), hex(kept.secret));
});

test('a begin whose answer was lost makes one account and one device, in the next visit too', async () => {
  const phone = tab(edge);
  phone.web.loseOnce('/v1/device');
  assert.equal((await phone.wish('begin', { name: 'x' })).code, 'no_network');
  assert.equal((await phone.find()).length, 0);
  const { secret, seed } = await phone.keep.read();
  const again = tab(edge, phone);
  const { code, bytes } = await again.wish('begin', { name: 'x' });
  assert.equal(code, '');
  assert.equal(hex((await again.keep.read()).secret), hex(secret));
  assert.equal(hex((await again.keep.read()).seed), hex(seed));
  assert.equal((await again.wish('devices')).devices.length, 1);
  assert.equal(hex(await again.find()), hex(bytes));
});

test('two tabs that begin at once begin one account', async () => {
  const one = tab(edge);
  const two = tab(edge, one);
  const codes = (await Promise.all([one.wish('begin', { name: 'x' }), two.wish('begin', { name: 'x' })])).map(({ code }) => code);
  assert.ok(codes.includes('') && codes.every((code) => ['', 'account_here'].includes(code)), String(codes));
  assert.equal((await one.wish('devices')).devices.length, 1);
});

test('a second device comes in by the words of an offer and a third by its code, though answers are lost', async () => {
  const phone = await begun();
  const shown = await phone.wish('offer');
  assert.ok(shown.untilMs > Date.now());
  assert.equal('text' in shown, false);
  const tablet = tab(edge);
  tablet.web.loseOnce('/v1/device');
  assert.equal((await tablet.wish('take', { value: shown.words, name: 'Tablet' })).code, 'no_network');
  assert.equal((await tablet.find()).length, 0);
  const taken = await tab(edge, tablet).wish('take', { value: shown.words, name: 'Tablet' }); // nobody can take the offer twice
  assert.equal(taken.code, '');
  assert.equal(hex(taken.bytes), hex(phone.bytes));
  assert.equal((await tablet.keep.read()).offer, undefined);

  const second = await phone.wish('offer');
  const text = readQr(second.modules);
  assert.match(text, /^hypha-pair:1:[\w-]{15}$/);
  const laptop = tab(edge);
  assert.equal((await laptop.wish('take', { value: text, name: 'Laptop' })).code, '');
  assert.deepEqual(namesOf(await phone.wish('devices')), ['My phone', 'Tablet', 'Laptop']);
  const stranger = tab(edge);
  assert.equal((await stranger.wish('take', { value: text, name: 'x' })).code, 'no_offer');
  assert.equal((await stranger.wish('take', { value: 'zoo zoo', name: 'x' })).code, 'words_count');
  assert.equal(await stranger.keep.read(), null);
});

test('24 words bring the account back, once though the answer was lost; wrong ones bring and keep nothing', async () => {
  const phone = await begun();
  const { words } = await phone.wish('words');
  assert.equal(words.split(' ').length, 24);
  const fresh = tab(edge);
  assert.equal((await fresh.wish('restore', { value: words.replace(/^\w+/, 'hypha'), name: 'x' })).code, 'words_unknown');
  assert.equal((await fresh.wish('restore', { value: 'zoo', name: 'x' })).code, 'words_count');
  assert.equal(await fresh.keep.read(), null);
  fresh.web.loseOnce('/v1/device');
  assert.equal((await fresh.wish('restore', { value: words, name: 'New phone' })).code, 'no_network');
  const { code, bytes } = await fresh.wish('restore', { value: ` ${words.toUpperCase()} `, name: 'New phone' });
  assert.equal(code, '');
  assert.equal(hex(bytes), hex(phone.bytes));
  assert.deepEqual(namesOf(await fresh.wish('devices')), ['My phone', 'New phone']);
});

test('an identity that an edge lets in no more is not said for ever', async () => {
  const phone = await begun();
  const fresh = tab(edge);
  const { words } = await phone.wish('words');
  fresh.web.loseOnce('/v1/device');
  await fresh.wish('restore', { value: words, name: 'Who is this?' });
  await phone.wish('revoke', { device: (await phone.wish('devices')).devices[1].key });
  assert.equal((await fresh.wish('restore', { value: words, name: 'x' })).code, 'device_revoked');
  assert.equal((await fresh.wish('restore', { value: words, name: 'Mine' })).code, '');

  const other = tab(edge);
  other.web.loseOnce('/v1/device');
  await other.wish('begin', { name: 'x' });
  const { stream } = await other.keep.read();
  assert.equal(command('admin', 'delete-user', hex(stream), '--data', join(folder, 'data')).status, 0);
  assert.equal((await other.wish('begin', { name: 'x' })).code, 'account_deleted');
  assert.equal((await other.wish('begin', { name: 'x' })).code, '');
});

test('who gives up a begin for words has the account of the words', async () => {
  const phone = await begun();
  const other = tab(edge);
  other.web.loseOnce('/v1/device');
  await other.wish('begin', { name: 'Mine' });
  const { code, bytes } = await other.wish('restore', { value: (await phone.wish('words')).words, name: 'Other' });
  assert.equal(code, '');
  assert.equal(hex(bytes), hex(phone.bytes));
});

test('devices are listed and renamed; a revoked one gets the 401 as it is and no wish; closed words let nobody in', async () => {
  const phone = await begun();
  const tablet = tab(edge);
  await tablet.wish('take', { value: (await phone.wish('offer')).words, name: 'Tablet' });
  const { wordsOpen, devices } = await phone.wish('devices');
  assert.equal(wordsOpen, true);
  assert.deepEqual(devices.map(({ isAsking, revokedMs }) => [isAsking, revokedMs]), [[true, 0], [false, 0]]);
  assert.match(devices[1].key, /^[\w-]{43}$/);
  assert.equal((await phone.wish('rename', { device: devices[1].key, name: 'Küche' })).code, '');
  assert.deepEqual(namesOf(await tablet.wish('devices')), ['My phone', 'Küche']);
  assert.equal((await phone.wish('rename', { device: 'no key', name: 'x' })).code, 'malformed');

  assert.equal((await phone.wish('revoke', { device: devices[1].key, value: 'close' })).code, '');
  const refused = await tablet.edge('GET', '/v1/pull?ask=AA');
  assert.equal(refused.status, 401);
  assert.ok(refused.bytes.length > 0);
  assert.equal((await tablet.wish('devices')).code, 'device_revoked');
  const { words } = await tablet.wish('words');
  const thief = tab(edge);
  assert.equal((await thief.wish('restore', { value: words, name: 'x' })).code, 'ticket_wrong');
  assert.equal((await phone.wish('set_words', { value: 'open' })).code, '');
  assert.equal((await thief.wish('restore', { value: words, name: 'Mine after all' })).code, '');
  assert.equal((await phone.wish('set_words', { value: 'closed' })).code, '');
  assert.equal((await phone.wish('devices')).wordsOpen, false);
});

test('leave: this device forgets, the edge does not; delete: both', async () => {
  const phone = await begun();
  const { words } = await phone.wish('words');
  assert.deepEqual(await phone.wish('leave'), { code: '', bytes: new Uint8Array(0) });
  assert.equal((await phone.find()).length, 0);
  assert.equal(await phone.keep.read(), null);
  for (const wish of ['offer', 'words', 'devices', 'rename', 'revoke', 'set_words', 'leave', 'delete']) assert.equal((await phone.wish(wish)).code, 'no_account', wish);
  assert.equal((await phone.wish('restore', { value: words, name: 'Back' })).code, '');
  assert.deepEqual(namesOf(await phone.wish('devices')), ['My phone', 'Back']);

  phone.web.loseOnce('/v1/challenge');
  assert.equal((await phone.wish('delete')).code, 'no_network');
  assert.equal(hex(await phone.find()), hex(phone.bytes)); // not before the edge said so
  const receipt = await phone.wish('delete');
  assert.equal(receipt.code, '');
  assert.match(receipt.stream_sha256, /^[0-9a-f]{64}$/);
  assert.equal(await phone.keep.read(), null);
  assert.equal((await phone.wish('restore', { value: words, name: 'x' })).code, 'account_deleted');
});

test('whether there is an account is said without keys.wasm, and within 2 s where the storage refuses or is silent', async () => {
  const phone = await begun();
  const next = tab(edge, { ...phone, load: () => assert.fail('keys.wasm was asked for') });
  assert.equal(hex(await next.find()), hex(phone.bytes));
  const refusing = tab(edge, { keep: { read: async () => { throw new DOMException('', 'SecurityError'); } } });
  assert.equal((await refusing.find()).length, 0);
  const began_ms = performance.now();
  assert.equal((await tab(edge, { keep: { read: () => new Promise(() => undefined) } }).find()).length, 0);
  assert.ok(performance.now() - began_ms < 3_000);
});

test('where nothing can be kept nothing is sent', async () => {
  const keep = new MemoryKeep();
  keep.change = async () => { throw new NotKept('the disk is full'); };
  const phone = tab(edge, { keep });
  assert.equal((await phone.wish('begin', { name: 'x' })).code, 'not_kept');
  assert.equal(phone.web.count('POST /v1/device'), 0);
});

test('a portal is no edge; and what could not be fetched is fetched with the next wish', async () => {
  const phone = tab(edge);
  phone.web.faults.set('/v1/challenge', async () => new Response('<!doctype html><title>Sign in to the Wi-Fi</title>', { headers: { 'Content-Type': 'text/html' } }));
  assert.equal((await phone.wish('begin', { name: 'x' })).code, 'malformed');
  assert.equal((await phone.find()).length, 0);
  let fails = true;
  const { load } = phone.link.parts;
  const offline = tab(edge, { load: async (parts) => { if (fails) throw new TypeError('Failed to fetch dynamically imported module'); return load(parts); } });
  assert.equal((await offline.wish('begin', { name: 'x' })).code, 'no_network');
  fails = false;
  assert.equal((await offline.wish('begin', { name: 'x' })).code, '');
});
