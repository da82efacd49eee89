// Two devices with keys.wasm, as it ships, over a real hypha-edge: first start, pairing by 8 words, a sealed record and a sealed photo
// from one to the other by push, pull and blob, and what the edge has of it on its disk. Then rotation, a lost session, revocation,
// recovery by 24 words, and deletion. In a browser the cookie is the browser's; here a jar of one.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { EdgeAccount, EdgeRefusal } from '../../web/edge_account.mjs';
import { KeysWasm } from '../../web/keys_wasm.mjs';
import { decode, encode } from '../edge/cbor.mjs';
import { ask, command, startEdge } from '../edge/running_edge.mjs';

const keys = new KeysWasm(await instantiate(buildFolder(), 'keys'));
const folder = mkdtempSync(join(tmpdir(), 'hypha-account-'));
const cbor = 'application/cbor';
let edge;
let host;

before(async () => {
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/index.html'), '<!doctype html><title>Hypha</title>');
  writeFileSync(join(folder, 'site/404.html'), '<!doctype html><title>Not here</title>');
  edge = await startEdge(join(folder, 'site'), join(folder, 'data'), '--door-rate', 'off');
  host = `127.0.0.1:${edge.port}`;
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// `send` of a browser: keeps the cookie, says which page asks.
function browser() {
  const jar = { cookie: '' };
  const send = async (method, path, body, type) => {
    const headers = { 'hypha-app': '1', 'sec-fetch-site': 'same-origin', ...(method === 'GET' ? {} : { origin: `http://${host}` }), ...(jar.cookie ? { cookie: `__Host-hypha=${jar.cookie}` } : {}) };
    const answer = await ask(edge, method, path, { body, type, headers });
    for (const cookie of answer.headers['set-cookie'] ?? []) jar.cookie = /^__Host-hypha=([^;]*)/.exec(cookie)[1];
    return { status: answer.status, body: new Uint8Array(answer.body) };
  };
  return { jar, send };
}

async function firstDevice(name) {
  const { jar, send } = browser();
  const account = new EdgeAccount(keys, EdgeAccount.newIdentity(keys), host, send);
  await account.register(name);
  return { account, jar, send };
}

async function pairedDevice(first, name, code = 'words') {
  const shown = await first.account.offer();
  const { jar, send } = browser();
  const { identity, ticket } = await EdgeAccount.take(keys, shown[code], send);
  const account = new EdgeAccount(keys, identity, host, send);
  await account.register(name, ticket);
  return { account, jar, send };
}

const refused = (code) => (problem) => problem instanceof EdgeRefusal && problem.code === code;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const note = 'Bajo un roble, cerca del río. Under an oak.';

function* filesBelow(path) {
  for (const name of readdirSync(path)) {
    const inside = join(path, name);
    if (statSync(inside).isDirectory()) yield* filesBelow(inside);
    else yield inside;
  }
}

test('a record and a photo, sealed on one device, are read on another that was paired by 8 words; the edge reads neither', async () => {
  const phone = await firstDevice('My phone');
  const tablet = await pairedDevice(phone, 'The tablet');
  assert.equal(hex(tablet.account.stream), hex(phone.account.stream));

  // On the phone: the photo first, then the record that names it.
  const photo = new Uint8Array(randomBytes(1_300_000));
  photo.set(new TextEncoder().encode('JFIF mark of a photo'), 700_000);
  const parts = [...keys.sealPhoto(phone.account.blobs, photo)];
  const sealedPhoto = Buffer.concat(parts);
  const hash = createHash('sha256').update(sealedPhoto).digest('hex');
  const place = ['find', new TextEncoder().encode('0123456789abcdef'), BigInt(Date.now()) << 16n, 7n, 'note'];
  const bound = encode([phone.account.stream, ...place]);
  const value = [keys.seal(phone.account.content, bound, new TextEncoder().encode(note)), null, Uint8Array.from(Buffer.from(hash, 'hex'))];
  const [table, key, hlc, device, column] = place;
  const pushed = await phone.send('POST', '/v1/push', encode([1, 1, phone.account.stream, 0, 0, 0, device, 1, 0, [[table, key, hlc, null, null, [column, value]]]]), cbor);
  assert.equal(pushed.status, 200);
  const epoch = decode(pushed.body)[4];
  let offset = 0;
  for (const part of parts) {
    const put = await phone.send('PUT', `/v1/blob/${hash}?offset=${offset}&size=${sealedPhoto.length}&epoch=${epoch}&seq=0&check=0`, part, 'application/octet-stream');
    assert.equal(put.status, 200);
    offset += part.length;
  }

  // On the tablet.
  const asked = Buffer.from(encode([1, 3, tablet.account.stream, 0, 0, 0, 0, 0, 500, 8n, 0, 0, 1])).toString('base64url');
  const pulled = decode((await tablet.send('GET', `/v1/pull?ask=${asked}`)).body);
  const [operation] = pulled[10];
  assert.equal(operation[0], 'find');
  const [name, [sealed, , blob]] = operation[5];
  const boundThere = encode([tablet.account.stream, operation[0], operation[1], operation[2], operation[3], name]);
  assert.equal(new TextDecoder().decode(keys.open(tablet.account.content, boundThere, sealed)), note);
  const opened = [];
  let open;
  for (let from = 0; from < sealedPhoto.length; from += 1 << 20) {
    const part = decode((await tablet.send('GET', `/v1/blob/${hex(blob)}?offset=${from}`)).body)[5];
    open ??= keys.openPhoto(tablet.account.blobs, part.slice(0, 33), sealedPhoto.length);
    opened.push(open(from >> 20, part));
  }
  assert.equal(Buffer.compare(Buffer.concat(opened), Buffer.from(photo)), 0);

  // What the edge wrote to its disk.
  let bytes = 0;
  for (const file of filesBelow(join(folder, 'data'))) {
    const there = readFileSync(file);
    bytes += there.length;
    for (const secret of [note, 'Under an oak', 'My phone', 'The tablet', 'JFIF mark']) assert.equal(there.indexOf(secret), -1, `${secret} in ${file}`);
    for (const secret of [phone.account.identity.secret, phone.account.content, phone.account.blobs, phone.account.identity.seed, Buffer.from(phone.jar.cookie)]) assert.equal(there.indexOf(secret), -1, file);
  }
  assert.ok(bytes > photo.length);
});

test('a device of another account opens nothing of it, and nobody comes in by words of a pairing twice', async () => {
  const phone = await firstDevice('one');
  const other = await firstDevice('two');
  const bound = encode([phone.account.stream, 'find', new Uint8Array([1]), 1, 7, 'note']);
  const sealed = keys.seal(phone.account.content, bound, new TextEncoder().encode(note));
  assert.throws(() => keys.open(other.account.content, bound, sealed), (problem) => problem.code === 'sealed_broken');
  const shown = await phone.account.offer();
  assert.ok(shown.untilMs - Date.now() > 290_000 && shown.untilMs - Date.now() <= 300_000);
  await EdgeAccount.take(keys, shown.text, browser().send);
  await assert.rejects(EdgeAccount.take(keys, shown.words, browser().send), refused('no_offer'));
  await assert.rejects(EdgeAccount.take(keys, 'zoo '.repeat(8), browser().send), refused('no_offer'));
  await assert.rejects(EdgeAccount.take(keys, 'zoo zoo', browser().send), (problem) => problem.code === 'words_count');
});

test('names are sealed; rotation, a lost session, revocation and closed words', async () => {
  const phone = await firstDevice('My phone');
  const tablet = await pairedDevice(phone, 'Tablet', 'text');
  let list = await phone.account.devices();
  assert.deepEqual(list.devices.map(({ name, isAsking }) => [name, isAsking]), [['My phone', true], ['Tablet', false]]);
  await phone.account.rename(list.devices[1].key, 'Kitchen tablet');
  assert.equal((await tablet.account.devices()).devices[1].name, 'Kitchen tablet');
  const before = phone.jar.cookie;
  assert.ok((await phone.account.rotate()).expiresMs > Date.now());
  assert.notEqual(phone.jar.cookie, before);
  phone.jar.cookie = ''; // the browser lost it: the device's key brings another
  list = await phone.account.devices();
  assert.equal(list.devices.length, 2);
  await phone.account.revoke(list.devices[1].key, true);
  await assert.rejects(tablet.account.devices(), refused('device_revoked'));
  assert.equal((await phone.account.devices()).wordsOpen, false);
  const again = new EdgeAccount(keys, EdgeAccount.identityOfWords(keys, tablet.account.words()), host, browser().send);
  await assert.rejects(again.register('A thief'), refused('ticket_wrong'));
  await phone.account.setWords(true);
  await again.register('Again');
  assert.equal((await again.devices()).devices.length, 3);
});

test('24 words bring back the account without any other device; deletion leaves a receipt and lets nobody back', async () => {
  const lost = await firstDevice('Lost');
  const words = lost.account.words();
  const { send } = browser();
  const fresh = new EdgeAccount(keys, EdgeAccount.identityOfWords(keys, words), host, send);
  await fresh.register('New phone');
  assert.equal(hex(fresh.stream), hex(lost.account.stream));
  assert.equal(fresh.words(), words);
  assert.equal((await fresh.devices()).devices[0].name, 'Lost');
  const receipt = await fresh.delete();
  assert.equal(receipt.stream_sha256, createHash('sha256').update(hex(fresh.stream)).digest('hex'));
  await assert.rejects(lost.account.devices(), refused('device_unknown'));
  await assert.rejects(fresh.register('Back'), refused('account_deleted'));
});

test("an operator's delete-user takes an account too, though it synced nothing yet; a quota of 0 stays", async () => {
  const phone = await firstDevice('x');
  const stream = hex(phone.account.stream);
  const deleted = command('admin', 'delete-user', stream, '--data', join(folder, 'data'));
  assert.equal(deleted.status, 0, deleted.stderr);
  await assert.rejects(phone.account.devices(), refused('device_unknown'));
  await assert.rejects(phone.account.register('x'), refused('account_deleted'));
  assert.equal(command('admin', 'quota', stream, 'default', '--data', join(folder, 'data')).status, 0);
  await phone.account.register('x'); // as the operator wishes
});

test('a registration whose answer was lost is repeated, and the device is in once', async () => {
  const { send } = browser();
  let drop = true;
  const lossy = async (method, path, ...rest) => {
    if (path !== '/v1/device' || !drop) return send(method, path, ...rest);
    drop = false;
    assert.equal((await browser().send(method, path, ...rest)).status, 200); // with a cookie that nobody kept
    throw new TypeError('the network went away');
  };
  const account = new EdgeAccount(keys, EdgeAccount.newIdentity(keys), host, lossy);
  await assert.rejects(account.register('x'), TypeError);
  await account.register('x');
  assert.equal((await account.devices()).devices.length, 1);
});

test('an edge that is a captive portal, or of another host, lets nobody believe that they are in', async () => {
  const portal = async () => ({ status: 200, body: new TextEncoder().encode('<!doctype html><title>Sign in to the Wi-Fi</title>') });
  const account = new EdgeAccount(keys, EdgeAccount.newIdentity(keys), host, portal);
  await assert.rejects(account.register('x'), (problem) => problem.code === 'malformed');
  const elsewhere = new EdgeAccount(keys, EdgeAccount.newIdentity(keys), 'other.example', browser().send);
  await assert.rejects(elsewhere.register('x'), refused('signature_wrong'));
});
