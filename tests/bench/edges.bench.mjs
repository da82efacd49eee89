// Part of `npm run bench:edge`: one edge and eight, on one PostgreSQL of this machine. Sixteen devices, each with a stream of its own, push batches
// of 20 operations one after the other, in turns through one edge and through eight; then phones whose people have one device at each of four
// edges live for half a minute, and must end equal. Processors are shared by all: more edges are for more machines, here they may cost nothing.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreset } from '../../.ci/build.mjs';
import { repository, startEdge } from '../browser/harness.mjs';
import { startPostgres } from './postgres_database.mjs';
import { printTable, spread } from './spread.mjs';

const kDevices = 16, kBatches = 60, kPeople = 40;
const rounds = Number(process.env.HYPHA_BENCH_RUNS ?? 5);
await buildPreset('native-release', ['hypha-edge', 'hypha_sync_bench', 'hypha_phones']);
const program = (name) => join(repository, 'build/native-release', name);
const folder = mkdtempSync(join(tmpdir(), 'hypha-edges-'));
const dataOf = (number) => join(folder, `edge${number}`);
const sessions = [];
for (let i = 0; i < 2 * rounds * kDevices + kPeople; i += 1) {
  const said = execFileSync(program('hypha-edge'), ['--data', dataOf(0), '--new-session', `bench${i}`]).toString();
  sessions.push({ token: /[A-Za-z0-9_-]{40,}/.exec(said)[0], stream: /\b[0-9a-f]{32}\b/.exec(said)[0] });
}
const postgres = await startPostgres();
const edges = [];
for (let i = 0; i < 8; i += 1) {
  if (i > 0) {
    mkdirSync(dataOf(i), { recursive: true });
    copyFileSync(join(dataOf(0), 'sessions'), join(dataOf(i), 'sessions'));
  }
  edges.push(await startEdge({ data: dataOf(i), flags: ['--host', '127.0.0.1', '--store', postgres.url, '--address-rate', 'off', '--session-rate', 'off', '--address-connections', 'off'] }));
}
const run = (name, words, input = '') => new Promise((done, failed) => {
  const child = spawn(program(name), words, { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  child.once('error', failed);
  child.once('close', () => (said ? done(JSON.parse(said)) : failed(new Error(`${name} said nothing`))));
  child.stdin.end(input);
});
async function rate(count) {
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: kDevices }, (_, i) => {
    const { token, stream } = sessions.pop();
    return run('hypha_sync_bench', ['ingest', String(edges[i % count].port), token, stream, String(kBatches)]);
  }));
  if (!answers.every(({ ok }) => ok)) throw new Error('a batch was not acknowledged');
  return (kDevices * kBatches * 20 * 1000) / (performance.now() - began);
}

try {
  const one = [];
  const eight = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await rate(1));
    eight.push(await rate(8));
  }
  printTable(`Edges on one PostgreSQL, ${rounds} rounds in turns`, [
    [`1 edge, ${kDevices} devices`, spread(one), 'operations/s'],
    [`8 edges, ${kDevices} devices`, spread(eight), 'operations/s'],
    ['8 edges : 1 edge', spread(eight.map((value, round) => value / one[round])), '×'],
  ]);
  const people = sessions.splice(0).map(({ token, stream }) => `${token} ${stream}\n`).join('');
  const phones = await run('hypha_phones', [edges.map(({ port }) => port).join(','), '4', '30', '7'], people);
  console.log(`\n${phones.phones} phones at 8 edges for 30 s: ${phones.writes} writes, ${phones.photos} photos, ${phones.syncs} syncs; ${phones.failures} failures, ${phones.diverged} differ, ${phones.unfinished} unfinished`);
  if (!phones.ok) process.exitCode = 1;
} finally {
  await Promise.all(edges.map((edge) => edge.stop()));
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
