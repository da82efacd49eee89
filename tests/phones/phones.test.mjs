// `npm run soak -- --only phones`: a thousand phones of 250 people on one edge for ten minutes (a round is a minute). The edge's memory
// is flat, no two devices of a person differ, nothing waits, no request failed. What hypha-edge holds is read from the kernel every second;
// flat: the last third's median is within a tenth, or 8 MiB, of the middle third's.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository, startEdge } from '../browser/harness.mjs';

const kMinutes = Number(process.env.HYPHA_SOAK_ROUNDS ?? 10);
const kSeed = String(Number(process.env.HYPHA_SEED ?? 7) % 2 ** 31);
const kPeople = 250;
const kDevicesEach = 4;
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
  const resident = [];
  const watch = setInterval(() => resident.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${edge.process.pid}/status`, 'utf8'))[1]) / 1024), 1000);
  try {
    const phones = spawn(program('hypha_phones'), [String(edge.port), String(kDevicesEach), String(kMinutes * 60), kSeed], { stdio: ['pipe', 'pipe', 'inherit'] });
    phones.stdin.end(people);
    let said = '';
    phones.stdout.on('data', (text) => { said += text; });
    await new Promise((ended) => phones.once('close', ended));
    const lived = resident.slice(0, kMinutes * 60); // then they settle
    const third = Math.floor(lived.length / 3);
    const [middle, last] = [lived.slice(third, 2 * third), lived.slice(2 * third)].map(median);
    t.diagnostic(`${said.trim()} seed ${kSeed}`);
    t.diagnostic(`hypha-edge: ${lived[0].toFixed(1)} MiB at first, ${middle.toFixed(1)} MiB in the middle third, ${last.toFixed(1)} MiB in the last (medians), ${Math.max(...resident).toFixed(1)} MiB at most`);
    const { ok, failures, diverged, unfinished, settled } = JSON.parse(said);
    assert.deepEqual({ failures, diverged, unfinished, settled, ok }, { failures: 0, diverged: 0, unfinished: 0, settled: true, ok: true });
    assert.ok(last <= Math.max(middle * 1.1, middle + 8), `from ${middle} MiB to ${last} MiB`);
  } finally {
    clearInterval(watch);
    await edge.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
