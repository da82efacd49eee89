// The peer of edge_sync.bench.mjs: PouchDB 9 with pouchdb-server 4.2, both in memory (their fastest form), through a proxy that counts.
// Neither belongs to the project's dependencies: they are installed into the user's cache when this bench first runs.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../.ci/cache_folder.mjs';
import { runCommand } from '../../.ci/run_command.mjs';

const folder = join(cacheFolder, 'bench');
const packages = ['pouchdb-node@9.0.0', 'pouchdb-adapter-memory@9.0.0', 'pouchdb-server@4.2.0'];

async function install() {
  if (existsSync(join(folder, 'node_modules/pouchdb-server/package.json'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  // Without scripts: LevelDB, which they would compile, is not used in memory.
  const { code, output } = await runCommand('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: folder });
  if (code !== 0) throw new Error(`PouchDB could not be installed:\n${output}`);
}

const freePort = () => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => found(port)); });
});

// Counts bytes both ways, and requests by their first lines, of HTTP/1.1 without pipelining.
async function countingProxy(target) {
  const counted = { bytes: 0, requests: 0 };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    client.on('data', (piece) => {
      counted.bytes += piece.length;
      counted.requests += (piece.toString('latin1').match(/(?:GET|PUT|POST|DELETE|HEAD) \S+ HTTP\/1\.1\r\n/g) ?? []).length;
    });
    upstream.on('data', (piece) => { counted.bytes += piece.length; });
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => { client.destroy(); upstream.destroy(); });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { counted, port: server.address().port, close: () => server.close() };
}

// The finds of sync_bench.cpp: the same names and values.
export const makeFinds = (count) => Array.from({ length: count }, (_, number) => ({
  _id: `find-${String(number).padStart(12, '0')}`,
  created_ms: 1795000000000 + number * 60_000,
  latitude: 46 + (number % 1000) / 1000,
  longitude: 7 + (number % 777) / 1000,
  name: number % 3 === 0 ? 'Amanita muscaria' : 'Coprinellus micaceus',
  risk: number % 3 === 0 ? 'deadly' : 'deadly_lookalikes',
  note: `Find ${number}: under spruce, wet moss, smell of radish, ring on the stem.`,
}));

export async function openPouch() {
  await install();
  const require = createRequire(join(folder, 'package.json'));
  const PouchDB = require('pouchdb-node').plugin(require('pouchdb-adapter-memory'));
  const port = await freePort();
  const server = spawn(process.execPath, [join(folder, 'node_modules/pouchdb-server/bin/pouchdb-server'), '--in-memory', '--port', String(port)],
    { cwd: mkdtempSync(join(tmpdir(), 'hypha-pouch-')), stdio: 'ignore' });
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(({ ok }) => ok, () => false);
    if (up) break;
    if (tries === 100) throw new Error('pouchdb-server does not start');
    await new Promise((later) => setTimeout(later, 200));
  }
  const proxy = await countingProxy(port);
  let rounds = 0;
  return {
    // One database pushes `count` new finds, a second one, new, pulls them.
    async converge(count) {
      rounds += 1;
      const remote = () => new PouchDB(`http://127.0.0.1:${proxy.port}/round${rounds}`);
      const local = (name) => new PouchDB(`${name}${rounds}`, { adapter: 'memory' });
      const [first, second] = [local('first'), local('second')];
      await first.bulkDocs(makeFinds(count));
      Object.assign(proxy.counted, { bytes: 0, requests: 0 });
      const began = performance.now();
      await first.replicate.to(remote(), { batch_size: 500 });
      const push_ms = performance.now() - began;
      await second.replicate.from(remote(), { batch_size: 500 });
      const ms = performance.now() - began;
      const { doc_count } = await second.info();
      const answer = { ok: doc_count === count, ms, push_ms, ...proxy.counted };
      await Promise.all([first.destroy(), second.destroy()]);
      return answer;
    },
    close() {
      proxy.close();
      server.kill('SIGKILL');
    },
  };
}
