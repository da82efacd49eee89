// `npm run soak`: installs and builds what is missing, then runs the long forms of the tests that chance and patience decide, one
// after the other, and says one line for each. A failing one is shown in full, with the seed that brings it back.
// usage: npm run soak -- [--only crash,tabs] [--rounds 200] [--seed 1234] [--list], or --seeds 1000000 for --only sync --rounds 1000000
// This list is the one place that names them; each reads HYPHA_SOAK_ROUNDS and HYPHA_SEED.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BuildError, buildPreset, buildSite, siteIsFresh } from './build.mjs';
import { countTests } from './count_tests.mjs';
import { PrepareError, prepare } from './prepare.mjs';
import { repository, runCommand } from './run_command.mjs';

const browserTest = (name) => ({ needs: ['web-debug', 'site'], file: `tests/browser/${name}.test.mjs` });
const forms = [
  { name: 'crash', rounds: 60, what: 'kills of the whole browser while C++ commits', ...browserTest('crash') },
  { name: 'crash_app', rounds: 15, what: 'kills of the app while it saves finds', ...browserTest('crash_app') },
  { name: 'tabs', rounds: 50, what: 'fights of tabs for the storage', ...browserTest('fight') },
  { name: 'fault', rounds: 1, what: 'storage failing at every call in turn, every page of a real file damaged', needs: ['native'], program: 'hypha_unit_tests', tests: '[crash],[damage],[snapshot],[backup]' },
  { name: 'edge', rounds: 100, what: 'kills of hypha-edge while devices sync', needs: ['native'], program: 'hypha_edge_tests', tests: '[killed_edge]' },
  { name: 'sync', rounds: 100000, what: 'schedules of devices and an edge with every fault of syncing', needs: ['native'], program: 'hypha_simulation' },
  { name: 'phones', rounds: 10, what: 'minutes of a thousand phones on one edge', needs: ['phones'], file: 'tests/phones/phones.test.mjs' },
  { name: 'ha', rounds: 10, what: 'leaders of a Patroni cluster killed under load', needs: ['native'], file: 'tests/ha/ha.test.mjs' },
];

const { values: flags } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string' }, list: { type: 'boolean' }, seeds: { type: 'string' } } });
for (const name of ['rounds', 'seed', 'seeds']) {
  if (flags[name] !== undefined && !/^\d+$/.test(flags[name])) {
    console.error(`--${name} is ${flags[name]}, not a whole number`);
    process.exit(2);
  }
}
if (flags.seeds !== undefined) {
  flags.only ??= 'sync';
  flags.rounds ??= flags.seeds;
}
const wanted = flags.only?.split(',');
const unknown = wanted?.filter((name) => !forms.some((form) => form.name === name));
if (unknown?.length) {
  console.error(`No long test is named ${unknown.join(', ')}. There are: ${forms.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = forms.filter(({ name }) => !wanted || wanted.includes(name));
if (flags.list) {
  for (const { name, rounds, what } of chosen) console.log(`${name.padEnd(10)} ${String(rounds).padStart(4)} ${what}`);
  process.exit(0);
}

async function build() {
  const needs = new Set(chosen.flatMap((form) => form.needs));
  await prepare('test');
  if (needs.has('native')) await buildPreset('native');
  if (needs.has('web-debug')) await buildPreset('web-debug');
  if (needs.has('phones')) await buildPreset('native-release', ['hypha-edge', 'hypha_phones']);
  if (needs.has('site') && !siteIsFresh()) await buildSite(console.log);
}

const commandOf = (form, rounds) => (form.program
  ? [join(repository, 'build/native', form.program), form.tests ? [form.tests, '--colour-mode', 'none'] : []]
  : [process.execPath, ['--test', '--test-reporter=spec', form.file]]);

let passed = 0;
let failed = 0;
try {
  await build();
} catch (error) {
  console.error(error instanceof BuildError || error instanceof PrepareError ? error.message : error.stack);
  process.exit(1);
}
for (const form of chosen) {
  if (form.file && !existsSync(join(repository, form.file))) {
    console.log(`FAILED ${form.name.padEnd(10)} ${form.file} is not there`);
    failed += 1;
    continue;
  }
  const rounds = flags.rounds ?? String(form.rounds);
  const seed = flags.seed ?? String(Math.floor(Math.random() * 2 ** 32));
  const [program, args] = commandOf(form);
  const { code, output, seconds } = await runCommand(program, args, { env: { HYPHA_SOAK_ROUNDS: rounds, HYPHA_SEED: seed } });
  const counted = countTests(output);
  const ok = code === 0 && counted.failed === 0 && counted.passed > 0;
  passed += ok ? counted.passed : Math.max(0, counted.passed);
  failed += ok ? 0 : Math.max(1, counted.failed);
  if (!ok) console.log(`${output.trimEnd()}\n`);
  const facts = output.split('\n').filter((line) => /^ℹ (?!tests|suites|pass|fail|cancelled|skipped|todo|duration)/.test(line.trim())).map((line) => line.trim().slice(2)).filter((line) => !line.startsWith('seed'));
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${form.name.padEnd(10)} ${seconds.toFixed(0).padStart(5)} s  --only ${form.name} --rounds ${rounds} --seed ${seed}${facts.length ? `  ${facts.join('; ')}` : ''}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
