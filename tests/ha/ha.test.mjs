// The database for real: three PostgreSQL under Patroni, four edges in front (two by haproxy, two that know all hosts), eight phones that
// push without pause, and the leader killed with all it runs, once in `npm test`, ten times in `npm run soak:ha`. Every edge acknowledges
// again within 30 seconds (24 measured), what was acknowledged is there once, in order, at every edge, and the killed node comes back as a follower.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AccountClient, cborType } from '../edge/account_client.mjs';
import { decode, encode } from '../edge/cbor.mjs';
import { ask, makeSite, startEdge } from '../edge/running_edge.mjs';
import { isInstalled, startCluster } from './cluster.mjs';

const kKills = Number(process.env.HYPHA_SOAK_ROUNDS ?? 1);
const kPhones = 8;
const kBack_s = kKills > 1 ? 30 : 45; // alone on the machine; `npm test` may share it
const folder = mkdtempSync(join(tmpdir(), 'hypha-ha-edges-'));
const edges = [];
let cluster;

before(async () => {
  assert.ok(isInstalled(), 'patroni, etcd-server or haproxy is missing: node .ci/prepare.mjs test installs them');
  cluster = await startCluster();
  await cluster.whole(120);
  await cluster.createDatabase();
  const site = makeSite(folder);
  for (let i = 0; i < 4; i += 1) {
    edges.push(await startEdge(site, join(folder, `edge${i}`), '--store', i % 2 === 0 ? cluster.direct : cluster.proxied,
      '--address-rate', 'off', '--session-rate', 'off', '--door-rate', 'off'));
  }
}, { timeout: 180_000 });
after(async () => {
  await Promise.all(edges.map((edge) => edge.stop()));
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

class Phone {
  batch = 0;
  acknowledged = []; // keys, in the order of their batches
  epoch = 0;
  point = [0, 0];
  refused = [];

  constructor(number) {
    this.number = number;
    this.id = BigInt(1000 + number);
    this.client = new AccountClient(edges[number % edges.length]);
  }

  /** Pushes until `stop()`: the same bytes to one edge after the other until one acknowledges them. */
  async push(stopped, heard) {
    for (let turn = this.number; !stopped(); ) {
      this.batch += 1;
      const keys = Array.from({ length: 5 }, (_, i) => `${this.number}-${this.batch}-${i}`);
      const operations = keys.map((key) => ['find', new TextEncoder().encode(key), BigInt(Date.now()) << 16n, null, null, ['note', new Uint8Array(40).fill(this.batch)]]);
      const body = encode([1, 1, this.client.stream, this.epoch, ...this.point, this.id, this.batch, 0, operations]);
      for (;;) {
        const edge = turn++ % edges.length;
        const answer = await Promise.race([ask(edges[edge], 'POST', '/v1/push', { type: cborType, body, headers: this.client.headers() }).catch(() => ({ status: 0 })), pause(5000, { status: 0 })]);
        if (answer.status === 200) {
          const [, , , , epoch, , acked, seq, check] = decode(answer.body);
          assert.equal(Number(acked), this.batch);
          [this.epoch, this.point] = [epoch, [seq, check]];
          this.acknowledged.push(...keys);
          heard(edge);
          break;
        }
        if (answer.status !== 0 && answer.status !== 503 && answer.status !== 500) this.refused.push(`${answer.status} ${JSON.stringify(decode(answer.body), (_, value) => (typeof value === 'bigint' ? String(value) : value))}`);
        if (stopped()) return;
        await pause(100);
      }
    }
  }

  /** All that an edge has of this phone's stream: [seq it reached, keys in their order]. */
  async pulled(edge) {
    const keys = [];
    let point = [0, 0];
    for (let epoch = 0, more = true; more; ) {
      const asked = encode([1, 3, this.client.stream, epoch, ...point, 0, 0, 500, 99n, 0, 0, 1]);
      const answer = await ask(edges[edge], 'GET', `/v1/pull?ask=${Buffer.from(asked).toString('base64url')}`, { headers: this.client.headers() });
      assert.equal(answer.status, 200, `pull: ${answer.status}`);
      const [, , , , now, , seq, check, isMore, , operations] = decode(answer.body);
      keys.push(...operations.map(([, key]) => Buffer.from(key).toString()));
      [epoch, point, more] = [now, [seq, check], isMore === 1];
    }
    return [Number(point[0]), keys];
  }
}

test(`the leader is killed ${kKills} times under load: edges go on, nothing acknowledged is lost`, { timeout: 120_000 + kKills * 180_000 }, async (t) => {
  const phones = Array.from({ length: kPhones }, (_, i) => new Phone(i));
  for (const phone of phones) assert.equal((await phone.client.enter()).status, 200);
  const first_ms = edges.map(() => 0); // of the acknowledgements since the last kill
  let stop = false;
  const pushing = phones.map((phone) => phone.push(() => stop, (edge) => { first_ms[edge] ||= Date.now(); }));
  await pause(3000);
  const back_s = [];
  for (let kill = 0; kill < kKills; kill += 1) {
    const leader = await cluster.leader();
    const killed_ms = Date.now();
    cluster.killNode(leader);
    await pause(300); // what was under way has been answered, or never will be
    first_ms.fill(0);
    await cluster.until('every edge acknowledges again', 90, () => first_ms.every((at) => at > 0));
    back_s.push((Math.max(...first_ms) - killed_ms) / 1000);
    cluster.start(leader);
    await cluster.whole(120);
    await pause(1000);
  }
  stop = true;
  await Promise.all(pushing);

  const total = phones.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  t.diagnostic(`${total} operations acknowledged; every edge acknowledged again after ${back_s.map((s) => s.toFixed(1)).join(', ')} s`);
  assert.ok(Math.max(...back_s) <= kBack_s, `an edge was away for ${Math.max(...back_s)} s`);
  for (const phone of phones) {
    assert.deepEqual(phone.refused, []);
    for (let edge = 0; edge < edges.length; edge += 1) {
      const [reached, keys] = await phone.pulled(edge);
      // The last batch may be there without its answer: then it stands behind all others.
      assert.deepEqual(keys.slice(0, phone.acknowledged.length), phone.acknowledged, `phone ${phone.number} at edge ${edge}`);
      assert.ok(keys.length - phone.acknowledged.length <= 5);
      assert.equal(reached, keys.length);
    }
  }
});
