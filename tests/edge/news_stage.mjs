// What tests of news share: lines of a running edge's log that are waited for, OPML imports, and lists and stories as a reader takes
// them, signature and hash checked by node:crypto.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, command, startEdge } from './running_edge.mjs';

// Polls of a test follow each other at once, and give up soon.
export const quick = ['--news-allow-private', '--news-least-seconds', '1', '--news-most-seconds', '1', '--news-seconds', '3', '--news-kib', '256'];
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// An edge that ends with its test, however that ends.
export async function running(t, ...words) {
  const edge = await startEdge(...words);
  t.after(edge.stop);
  return edge;
}

export const lines = (edge) => edge.log.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

// The first line of the log that holds, after the ones before `from`.
export async function logged(edge, holds, from = 0) {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = lines(edge).slice(from).find(holds);
    if (found) return found;
    assert.ok(Date.now() < end, `no such line in ${edge.log.join('\n')}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
export const polled = (edge, url, result, from) => logged(edge, (line) => line.event === 'polled' && line.source === url && (!result || line.result === result), from);
export const here = (edge) => lines(edge).length;

export function importing(data, opml, region = 'andes') {
  const { status, stdout, stderr } = command('admin', 'sources', 'import', opml, '--region', region, '--data', data);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

export function opmlOf(folder, name, ...urls) {
  const file = join(folder, `${name}.opml`);
  writeFileSync(file, `<opml version="2.0"><head/><body>${urls.map((url) => `<outline type="rss" text="" xmlUrl="${url}"/>`).join('')}</body></opml>`);
  return file;
}

// Ed25519's key as node:crypto takes it: the head of its SubjectPublicKeyInfo (RFC 8410), then the 32 bytes.
const keyOf = (hex) => createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });

export function read(signed) {
  const text = signed.toString();
  const [, key, signature] = /^hypha-signed 1 ([0-9a-f]{64}) ([0-9a-f]{128})\n/.exec(text);
  const body = signed.subarray(text.indexOf('\n') + 1);
  assert.ok(verify(null, body, keyOf(key), Buffer.from(signature, 'hex')), 'the signature holds');
  const altered = Buffer.from(body);
  altered[20] ^= 1;
  assert.ok(!verify(null, altered, keyOf(key), Buffer.from(signature, 'hex')), 'and for nothing else');
  const [head, ...rest] = body.toString().split('\n\n');
  const named = head.split('\n').slice(1).map((line) => line.split(/: (.*)/s));
  const sources = named.filter(([name]) => name === 'source').map(([, value]) => value);
  const rows = rest.join('\n\n').split('\n').filter(Boolean).map((line) => {
    const [hash, bytes, published, language, topic, source, group, title] = line.split('\t');
    return { hash, bytes: Number(bytes), published: Number(published), language, topic, source: sources[source], group: Number(group), title };
  });
  return { key, region: named.find(([name]) => name === 'region')[1], made: Number(named.find(([name]) => name === 'made')[1]), rows };
}

export const get = (edge, path, headers = {}) => ask(edge, 'GET', path, { headers });
export const list = async (edge, region = 'andes') => read((await get(edge, `/v1/news/${region}/now`)).body);

export async function story(edge, hash) {
  const { status, body } = await get(edge, `/v1/news/story/${hash}`);
  assert.equal(status, 200);
  assert.equal(sha256(body), hash);
  return body.toString();
}
