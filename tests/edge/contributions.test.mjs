// Contributed stories with the real hypha-edge: what an operator's commands see and decide beside a running edge, what readers get, what a
// restart keeps, and that the photo of a story leads to this edge.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AccountClient } from './account_client.mjs';
import { contributionFile, signedBy, webp } from './contribution_client.mjs';
import { importing, list, opmlOf, story } from './news_stage.mjs';
import { ask, command, makeSite, startEdge } from './running_edge.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-contributions-'));
const data = join(folder, 'data');
const flags = ['--news', 'off', '--news-address', 'https://edge.example', '--door-rate', 'off', '--log-requests'];
let site;
let edge;

before(async () => {
  site = makeSite(folder);
  importing(data, opmlOf(folder, 'feeds', 'http://127.0.0.1:1/feed'));
  edge = await startEdge(site, data, ...flags);
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const octets = 'application/octet-stream';
const send = async (client, file) => {
  const answer = await client.post('/v1/contributions', undefined, { body: signedBy(client, file), type: octets });
  return { status: answer.status, ...JSON.parse(answer.body) };
};
const own = async (client) => JSON.parse((await client.get('/v1/contributions')).body);
const streamOf = (client) => Buffer.from(client.stream).toString('hex');

// An operator's command; its lines of JSON, or what it complained.
function admin(...words) {
  const { status, stdout, stderr } = command('admin', ...words, '--data', data, '--news-address', 'https://edge.example');
  return { status, lines: stdout.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)), stderr };
}

async function entered() {
  const client = new AccountClient(edge);
  assert.equal((await client.enter()).status, 200);
  return client;
}

test('an operator lists, shows, accepts and rejects beside a running edge; the author is told', async () => {
  const author = await entered();
  const picture = webp(640, 480);
  const sha256 = createHash('sha256').update(picture).digest('hex');
  const [first, second] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const file = contributionFile({ id: first, title: 'La feria', byline: 'Quilla', place: '-9.5 -77.5 Huaraz', photos: [{ sha256, bytes: picture.length, width: 640, height: 480 }], text: '# Uno\n\nHoy **volvió** la feria.' });
  assert.equal((await send(author, file)).state, 'held');
  assert.equal((await send(author, contributionFile({ id: second, title: 'Otra' }))).state, 'held');
  assert.equal((await ask(edge, 'PUT', `/v1/contributions/photo/${sha256}`, { headers: author.headers(), type: 'image/webp', body: picture })).status, 200);

  const waiting = admin('moderate', 'list');
  assert.deepEqual(waiting.lines.map(({ title, rev, held_for: why, author: who }) => [title, rev, why, who]).sort(), [['La feria', 1, 'new_contributor', streamOf(author)], ['Otra', 1, 'new_contributor', streamOf(author)]]);
  assert.equal(admin('moderate', 'show', first).lines[0].file, file);
  assert.deepEqual(admin('moderate', 'accept', first).lines, [{ id: first, rev: 1, state: 'published' }]);
  const refused = admin('moderate', 'reject', second);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /--reason/);
  assert.deepEqual(admin('moderate', 'reject', second, '--reason', 'Names a child.').lines, [{ id: second, rev: 1, state: 'rejected' }]);
  assert.equal(admin('moderate', 'list').lines.length, 0);
  assert.equal(admin('moderate', 'show', 'ab').status, 1);
  assert.equal(admin('moderate', 'dance').status, 1);

  const { contributions } = await own(author);
  const stateOf = Object.fromEntries(contributions.map(({ id, state, reason }) => [id, [state, reason]]));
  assert.deepEqual(stateOf, { [first]: ['published', ''], [second]: ['rejected', 'Names a child.'] });
  const { rows } = await list(edge);
  assert.deepEqual(rows.map(({ title, source }) => [title, source]), [['La feria', 'Contributed by people']]);
  const text = await story(edge, rows[0].hash);
  assert.match(text, /\nbyline: Quilla · Huaraz\n/);
  assert.ok(text.endsWith(`# Uno\n\nHoy **volvió** la feria.\n\n![](https://edge.example/v1/contributions/photo/${sha256})`));
  assert.ok(!text.includes('77.5'));
  const photo = await ask(edge, 'GET', `/v1/contributions/photo/${sha256}`);
  assert.deepEqual(photo.body, picture);
  assert.equal(photo.headers['content-type'], 'image/webp');
});

test('a restart keeps what was acknowledged, and the role; a moderator decides in the app', async () => {
  const [author, moderator] = [await entered(), await entered()];
  assert.deepEqual(admin('moderator', 'add', streamOf(moderator)).lines, [{ moderator: streamOf(moderator), added: true }]);
  assert.deepEqual(admin('moderator', 'list').lines, [{ moderator: streamOf(moderator) }]);
  const id = randomBytes(16).toString('hex');
  const file = contributionFile({ id, title: 'Tras el reinicio' });
  assert.equal((await send(author, file)).status, 200);
  await edge.stop();
  edge = await startEdge(site, data, ...flags);
  author.edge = moderator.edge = edge;
  assert.equal((await send(author, file)).rev, 1); // said again, once
  assert.equal((await own(moderator)).moderator, true);
  const queue = JSON.parse((await moderator.get('/v1/moderation')).body);
  assert.equal(queue.contributions.find((one) => one.id === id).file, file);
  const answer = await moderator.post(`/v1/moderation/${id}`, undefined, { type: 'application/json', body: Buffer.from(JSON.stringify({ decision: 'accept', rev: 1 })) });
  assert.equal(answer.status, 200);
  assert.ok((await list(edge)).rows.some(({ title }) => title === 'Tras el reinicio'));
  assert.deepEqual(admin('moderator', 'remove', streamOf(moderator)).lines, [{ moderator: streamOf(moderator), removed: true }]);
  assert.equal((await moderator.get('/v1/moderation')).status, 403);
  assert.equal(admin('moderator', 'add', 'x').status, 1);
});

test('a backup holds contributions; who was deleted since is deleted from what is restored', async () => {
  const [kept, gone] = [await entered(), await entered()];
  const [mine, theirs] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  assert.equal((await send(kept, contributionFile({ id: mine }))).status, 200);
  assert.equal((await send(gone, contributionFile({ id: theirs }))).status, 200);
  const copy = join(folder, 'copy');
  assert.equal(admin('backup', copy).status, 0);
  assert.equal(admin('delete-user', streamOf(gone)).status, 0);
  const restored = join(folder, 'restored');
  const { status, stderr } = command('admin', 'restore', copy, '--receipts', join(data, 'receipts.jsonl'), '--data', restored);
  assert.equal(status, 0, stderr);
  assert.equal(command('admin', 'moderate', 'show', mine, '--data', restored).status, 0);
  assert.equal(command('admin', 'moderate', 'show', theirs, '--data', restored).status, 1);
});

test('a user that an operator deletes takes their stories along; the log has no words of theirs', async () => {
  const author = await entered();
  const id = randomBytes(16).toString('hex');
  assert.equal((await send(author, contributionFile({ id, title: 'Palabrasuya' }))).status, 200);
  assert.equal(admin('moderate', 'accept', id).status, 0);
  assert.ok((await list(edge)).rows.some(({ title }) => title === 'Palabrasuya'));
  assert.equal(admin('delete-user', streamOf(author)).status, 0);
  assert.ok(!(await list(edge)).rows.some(({ title }) => title === 'Palabrasuya'));
  assert.equal(admin('moderate', 'show', id).status, 1);
  const log = edge.log.join('\n');
  assert.match(log, /"route":"contribution"/);
  for (const word of ['Palabrasuya', id, streamOf(author), author.cookie]) assert.ok(!log.includes(word), word);
});
