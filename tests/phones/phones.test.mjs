// `npm run soak -- --only phones`: a thousand phones of 250 people on one edge for ten minutes (a round is a minute). The edge's memory
// is flat, no two devices of a person differ, nothing waits, no request failed. What hypha-edge holds is read from the kernel every second,
// less what SQLite may hold of the database's pages: they grow with the file, up to the store's cache_size. Flat: of the rest the last
// third's median is within a tenth, or 4 MiB, of the middle third's.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository, startEdge } from '../browser/harness.mjs';

const kMinutes = Number(process.env.HYPHA_SOAK_ROUNDS ?? 10);
const kSeed = String(Number(process.env.HYPHA_SEED ?? 7) % 2 ** 31);
const kPeople = 250;
const kDevicesEach = 4;
const kDatabase = 'edge.db';
const kPageCache_mib = 64; // of src/edge/store/sqlite_edge_store.cpp
const program = (name) => join(repository, 'build/native-release', name);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function makePeople(data) {
  return Array.from({ length: kPeople }, (_, number) => {
    const said = execFileSync(program('hypha-edge'), ['--data', data, '--new-session', `person${number}`]).toString();
    return `${/[A-Za-z0-9_-]{40,}/.exec(said)[0]} ${/\b[0-9a-f]{32}\b/.exec(said)[0]}\n`;
  }).join('');
}

test(`${kPeople * kDevicesEach} phones for ${kMinutes} minutes: flat memory, no divergence`, { timeout: (kMinutes + 10) * 60_000 }, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'hypha-phones-'));
  const people = makePeople(data);
  const edge = await startEdge({ data, flags: ['--host', '127.0.0.1', '--address-rate', 'off', '--session-rate', 'off', '--address-connections', 'off'] });
  const samples = []; // MiB
  const watch = setInterval(() => {
    const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${edge.process.pid}/status`, 'utf8'))[1]) / 1024;
    samples.push({ resident, pages: Math.min(kPageCache_mib, statSync(join(data, kDatabase)).size / 2 ** 20) });
  }, 1000);
  try {
    const phones = spawn(program('hypha_phones'), [String(edge.port), String(kDevicesEach), String(kMinutes * 60), kSeed], { stdio: ['pipe', 'pipe', 'inherit'] });
    phones.stdin.end(people);
    let said = '';
    phones.stdout.on('data', (text) => { said += text; });
    await new Promise((ended) => phones.once('close', ended));
    const lived = samples.slice(0, kMinutes * 60); // then they settle
    const third = Math.floor(lived.length / 3);
    const parts = [lived.slice(0, third), lived.slice(third, 2 * third), lived.slice(2 * third)];
    const [, middle, last] = parts.map((part) => median(part.map(({ resident, pages }) => resident - pages)));
    const words = (name) => parts.map((part) => median(part.map((sample) => sample[name])).toFixed(1)).join(', ');
    t.diagnostic(`${said.trim()} seed ${kSeed}`);
    t.diagnostic(`hypha-edge, MiB, medians of the thirds: ${words('resident')} resident, of them at most ${words('pages')} pages; ${Math.max(...samples.map(({ resident }) => resident)).toFixed(1)} at most`);
    const { ok, failures, diverged, unfinished, settled } = JSON.parse(said);
    assert.deepEqual({ failures, diverged, unfinished, settled, ok }, { failures: 0, diverged: 0, unfinished: 0, settled: true, ok: true });
    assert.ok(last <= Math.max(middle * 1.1, middle + 4), `without pages from ${middle} MiB to ${last} MiB`);
  } finally {
    clearInterval(watch);
    await edge.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
