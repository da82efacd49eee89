// `npm test`, and with --quick `npm run check` (no browser): one step after the other (but clang-tidy, beside the others), one line a
// step, all of them even when one fails, and what a failing step said in full. The last line counts every test of every step.
// A step that counts no tests of its own counts as one. Steps whose files do not exist are not steps.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, buildPreset, buildSite } from './build.mjs';
import { countTests } from './count_tests.mjs';
import { PrepareError, prepare } from './prepare.mjs';
import { repository, runCommand } from './run_command.mjs';

const quick = process.argv.includes('--quick');
const here = (path) => existsSync(join(repository, path));
const results = [];

// work() answers {code, output}; counts come from `counted` where the output itself does not hold them.
async function step(name, work) {
  const began = performance.now();
  let code = 0;
  let output = '';
  let counted = '';
  try {
    ({ code, output, counted = output } = await work());
  } catch (error) {
    if (!(error instanceof BuildError) && !(error instanceof PrepareError)) output = error.stack;
    else output = error.message;
    code = 1;
  }
  let { passed, failed } = countTests(counted);
  if (code !== 0 && failed === 0) failed = 1;
  if (code === 0 && passed + failed === 0) passed = 1;
  const ok = code === 0 && failed === 0;
  const seconds = (performance.now() - began) / 1000;
  results.push({ name, passed, failed, seconds });
  if (!ok) console.log(`${output.trimEnd()}\n`);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(46)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed${failed ? `, ${failed} failed` : ''}`);
  return ok;
}

const done = { code: 0, output: '' };
const node = (...args) => runCommand(process.execPath, args);
const nodeTests = (files, ...flags) => node('--test', '--test-reporter=spec', ...flags, ...files);
const filesLike = (folder, pattern) => (here(folder) ? readdirSync(join(repository, folder)).filter((name) => pattern.test(name)).map((name) => join(folder, name)).sort() : []);

async function ctest(preset) {
  const { code, output } = await runCommand('ctest', ['--preset', preset]);
  const log = join(repository, 'build', preset, 'Testing/Temporary/LastTest.log');
  return { code, output, counted: existsSync(log) ? readFileSync(log, 'utf8') : output };
}

const prepared = await step('prepare', async () => {
  await prepare('test');
  return done;
});
if (prepared) {
  let tidy = () => ({ code: 1, output: 'It looks at what the native build compiles, which failed.' });
  if (await step('build native (ASAN, UBSAN)', async () => (await buildPreset('native'), done))) {
    // In the time that the other steps leave idle.
    const looking = runCommand(process.execPath, ['.ci/check_tidy.mjs'], { nice: 19 });
    tidy = () => looking;
    await step('native tests (ASAN, UBSAN)', () => ctest('native'));
  }
  if (await step('build web-debug', async () => (await buildPreset('web-debug'), done))) await step('the same tests as WebAssembly in Node', () => ctest('web-debug'));
  const built = await step('build the site', async () => (await buildSite(), done));
  if (here('web/build/messages.mjs')) await step('web/messages.ts is current', () => node('web/build/messages.mjs', '--check'));
  for (const project of ['.', 'web', 'service-worker'].filter((folder) => here(`${folder}/tsconfig.json`))) {
    await step(`TypeScript types (${project})`, () => node('node_modules/typescript/bin/tsc', '--noEmit', '-p', project));
  }
  for (const [name, folder] of [['service worker', 'tests/service_worker'], ['machine set-up', 'tests/setup'], ['command line', 'tests/cli'], ['sql.js face', 'tests/sql'], ['keys.wasm', 'tests/keys'], ['edge', 'tests/edge'], ['database cluster', 'tests/ha'], ['window', 'tests/web']]) {
    const files = filesLike(folder, /[._]test\.(mjs|ts)$/);
    if (files.length) await step(`${name} tests in Node`, () => nodeTests(files));
  }
  await step('layout (clang-format)', () => node('.ci/check_format.mjs'));
  if (!quick && built && here('tests/browser/run.mjs')) await step('browser tests (Chromium, Firefox)', () => node('tests/browser/run.mjs'));
  await step('clang-tidy (since the native build)', tidy);
}

console.log('');
for (const { name, failed } of results) if (failed) console.log(`failed: ${name}`);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${Math.round(total('seconds'))} s in ${results.length} steps`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') ? 1 : 0);
