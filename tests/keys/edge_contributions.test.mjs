// A device with keys.wasm, as it ships, contributes a story to a real hypha-edge: signed in the wasm, held, decided in the app by another
// account, edited, taken back. What a lost answer and a lost session do to it.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { EdgeAccount, EdgeRefusal } from '../../web/edge_account.mjs';
import { EdgeContributions } from './edge_contributions.mjs';
import { KeysWasm } from '../../web/keys_wasm.mjs';
import { contributionFile, webp } from '../edge/contribution_client.mjs';
import { importing, list, opmlOf } from '../edge/news_stage.mjs';
import { ask, command, makeSite, startEdge } from '../edge/running_edge.mjs';

const keys = new KeysWasm(await instantiate(buildFolder(), 'keys'));
const folder = mkdtempSync(join(tmpdir(), 'hypha-contribution-keys-'));
const data = join(folder, 'data');
let edge;

before(async () => {
  const site = makeSite(folder);
  importing(data, opmlOf(folder, 'feeds', 'http://127.0.0.1:1/feed'));
  edge = await startEdge(site, data, '--news', 'off', '--door-rate', 'off');
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function device() {
  const jar = { cookie: '' };
  const host = `127.0.0.1:${edge.port}`;
  const send = async (method, path, body, type) => {
    const headers = { 'hypha-app': '1', 'sec-fetch-site': 'same-origin', origin: `http://${host}`, ...(jar.cookie ? { cookie: `__Host-hypha=${jar.cookie}` } : {}) };
    const answer = await ask(edge, method, path, { body, type, headers });
    for (const cookie of answer.headers['set-cookie'] ?? []) jar.cookie = /^__Host-hypha=([^;]*)/.exec(cookie)[1];
    return { status: answer.status, body: new Uint8Array(answer.body) };
  };
  const account = new EdgeAccount(keys, EdgeAccount.newIdentity(keys), host, send);
  await account.register('phone');
  return { account, jar, contributions: new EdgeContributions(keys, account, send) };
}

const bytes = (file) => new TextEncoder().encode(file);
const refused = (code, status) => (problem) => problem instanceof EdgeRefusal && problem.code === code && problem.status === status;

test('a story that a device signs is held, accepted in the app, edited and taken back', async () => {
  const [author, moderator] = [await device(), await device()];
  const moderates = Buffer.from(moderator.account.stream).toString('hex');
  assert.equal(command('admin', 'moderator', 'add', moderates, '--data', data).status, 0);
  const picture = webp(320, 240);
  const sha256 = createHash('sha256').update(picture).digest('hex');
  const id = randomBytes(16).toString('hex');
  const file = contributionFile({ id, title: 'Desde el bosque', photos: [{ sha256, bytes: picture.length, width: 320, height: 240 }] });
  const sent = await author.contributions.submit(bytes(file));
  assert.deepEqual([sent.state, sent.rev, sent.photos_missing], ['held', 1, [sha256]]);
  assert.deepEqual(await author.contributions.submit(bytes(file)), sent); // its answer was lost
  assert.equal((await author.contributions.putPhoto(sha256, picture, 'image/webp')).type, 'image/webp');
  assert.deepEqual(Buffer.from(await moderator.contributions.photo(sha256)), picture);
  assert.deepEqual([(await author.contributions.own()).moderator, (await moderator.contributions.own()).moderator], [false, true]);
  const { contributions: [waiting] } = await moderator.contributions.queue();
  assert.equal(waiting.file, file);
  await assert.rejects(author.contributions.queue(), refused('not_moderator', 403));
  await assert.rejects(moderator.contributions.decide(id, 'reject', 1), refused('no_reason', 400));
  assert.equal((await moderator.contributions.decide(id, 'accept', waiting.rev)).state, 'published');
  const { rows: [listed] } = await list(edge);
  assert.deepEqual([listed.title, listed.source], ['Desde el bosque', 'Contributed by people']);
  assert.deepEqual(await moderator.contributions.flag(listed.hash, 'look again'), { flagged: true });

  author.jar.cookie = ''; // the session is lost: the device's key begins another
  await assert.rejects(author.contributions.submit(bytes(contributionFile({ id, title: 'Otra' }))), (problem) => refused('stale_rev', 409)(problem) && problem.rev === 1 && problem.state === 'published');
  const edited = await author.contributions.submit(bytes(contributionFile({ id, baseRev: 1, title: 'Otra' })));
  assert.deepEqual([edited.rev, edited.state], [2, 'held']); // a new contributor's edit is looked at too
  assert.equal((await list(edge)).rows.length, 0);
  assert.equal((await author.contributions.takeBack(id)).state, 'withdrawn');
  assert.equal((await author.contributions.own()).contributions[0].file, '');
});

test('what another device signed is refused, whoever sends it', async () => {
  const [one, other] = [await device(), await device()];
  const body = keys.signContribution(other.account.identity.seed, bytes(contributionFile()));
  const answer = await ask(edge, 'POST', '/v1/contributions', { body, type: 'application/octet-stream', headers: { 'hypha-app': '1', cookie: `__Host-hypha=${one.jar.cookie}` } });
  assert.deepEqual([answer.status, JSON.parse(answer.body).refused], [403, 'signature_wrong']);
});
