// `npm run bench:edge`: syncing 1, 100 and 10,000 new finds from one device to another, and the time until both are the same: the app's
// sync core with hypha-edge (SQLite on disk, FULL sync) against PouchDB with pouchdb-server (both in memory), in turns. Then 20-operation
// batches one after the other, and 1,000 connections that say nothing. The values are not sealed here: sealing adds 41 bytes a value.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreset } from '../../.ci/build.mjs';
import { repository, startEdge } from '../browser/harness.mjs';
import { openPouch } from './pouch_contestant.mjs';
import { machine, spread } from './spread.mjs';

const runs = Number(process.env.HYPHA_BENCH_RUNS ?? 5);
await buildPreset('native-release', ['hypha-edge', 'hypha_sync_bench']);
const program = (name) => join(repository, 'build/native-release', name);
const data = mkdtempSync(join(tmpdir(), 'hypha-edge-bench-'));
let sessions = 0;
function newSession() {
  sessions += 1;
  const said = execFileSync(program('hypha-edge'), ['--data', data, '--new-session', `bench${sessions}`]).toString();
  const [token] = /[A-Za-z0-9_-]{40,}/.exec(said) ?? [];
  const [stream] = /\b[0-9a-f]{32}\b/.exec(said) ?? [];
  return { token, stream };
}
const made = Array.from({ length: 3 * runs + 2 }, newSession);
const edge = await startEdge({ data, flags: ['--host', '127.0.0.1', '--address-rate', 'off', '--session-rate', 'off'] });
const ask = (what, count) => {
  const { token, stream } = made.pop();
  return JSON.parse(execFileSync(program('hypha_sync_bench'), [what, String(edge.port), token, stream, String(count)]).toString());
};
const pouch = await openPouch();
const line = (name, values, digits = 1) => {
  const { median, low, high } = spread(values);
  return `${name} ${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
};

try {
  console.log(`\nSyncing new finds from one device to another (${machine()}, ${runs} rounds in turns; medians, quartiles)\n`);
  console.log('| finds | | bytes | requests | ms to push and pull |\n|---:|---|---:|---:|---:|');
  const ratios = [];
  for (const count of [1, 100, 10_000]) {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < runs; round += 1) {
      ours.push(ask('converge', count));
      theirs.push(await pouch.converge(count));
      if (!ours.at(-1).ok || !theirs.at(-1).ok) throw new Error('a device did not get everything');
    }
    for (const [name, answers] of [['Hypha', ours], ['PouchDB', theirs]]) {
      console.log(`| ${count} | ${name} | ${answers[0].bytes} | ${answers[0].requests} | ${line('', answers.map(({ ms }) => ms))} |`);
    }
    ratios.push(`${count}: ${(theirs[0].bytes / ours[0].bytes).toFixed(1)} × fewer bytes, ${line('', ours.map(({ ms }, i) => theirs[i].ms / ms))} × faster`);
  }
  console.log(`\n${ratios.join('\n')}`);

  const ingest = ask('ingest', 500);
  console.log(`\nBatches of 20 operations, SQLite FULL, one device: p50 ${ingest.p50_ms.toFixed(2)} ms, p99 ${ingest.p99_ms.toFixed(2)} ms (a push and a pull each), ${ingest.operations_per_second} operations a second`);

  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${edge.process.pid}/status`, 'utf8'))[1]);
  const before = resident();
  const idle = await Promise.all(Array.from({ length: 1000 }, () => new Promise((open, failed) => {
    const socket = connect(edge.port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.once('data', () => open(socket));
    socket.once('error', failed);
  })));
  console.log(`\n1,000 idle connections: ${((resident() - before) / 1024).toFixed(1)} MiB more, ${(resident() / 1024).toFixed(1)} MiB in all`);
  for (const socket of idle) socket.destroy();
} finally {
  pouch.close();
  await edge.stop();
  rmSync(data, { recursive: true, force: true });
}
