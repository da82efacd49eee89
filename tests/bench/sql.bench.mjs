// `npm run bench:sql`: SQLite in a browser four ways, in one page and one run, paired: this build through C++ as the app uses it (OPFS),
// this build through the sql.js face, sql.js 1.16.0, and sqlite-wasm with its sahpool VFS. Every contestant has a worker of its own; for
// each row they take turns, in rotating order, and the medians are compared. Writes src/storage/BENCH.md when run at full size.
// HYPHA_BENCH_SCALE=0.1 for a quick look, HYPHA_BENCH_RUNS the repetitions. sahpool's settings are the fastest of those below that keep
// what was committed; cold open is a new worker, the WebAssembly from the browser's cache, an existing file, the first answer.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { buildPreset } from '../../.ci/build.mjs';
import { newPage, openBrowser, repository } from '../browser/harness.mjs';
import { machine, spread } from './spread.mjs';
import { rowsAt } from './sql_rows.mjs';
import { tableOf } from './sql_table.mjs';

const scale = Number(process.env.HYPHA_BENCH_SCALE ?? 1);
const runs = Number(process.env.HYPHA_BENCH_RUNS ?? 7);
const kWarmUps = 2; // rounds in which the browser still compiles
const engines = ['cpp', 'face', 'sqljs', 'sahpool'];
const common = 'pragma locking_mode = exclusive; pragma synchronous = full; pragma cache_size = -8192;';
const sahpoolSettings = [
  ...[4096, 16384].map((page) => `pragma page_size = ${page}; ${common} pragma journal_mode = wal`),
  ...['delete', 'truncate', 'persist'].map((mode) => `pragma page_size = 4096; ${common} pragma journal_mode = ${mode}`),
];

await buildPreset('web', ['sql_bench_wasm', 'sql-wasm', 'hypha_sql_javascript']);

const module = (path) => join(repository, 'node_modules', path);
const folders = {
  cpp: { 'sql_bench.js': join(repository, 'build/web/sql_bench.js'), 'sql_bench.wasm': join(repository, 'build/web/sql_bench.wasm') },
  face: { 'sql-wasm.js': join(repository, 'build/web/sql/sql-wasm.js'), 'sql-wasm.wasm': join(repository, 'build/web/sql/sql-wasm.wasm') },
  sqljs: { 'sql-wasm.js': module('sql.js/dist/sql-wasm.js'), 'sql-wasm.wasm': module('sql.js/dist/sql-wasm.wasm') },
  sahpool: { 'sqlite3.wasm': module('@sqlite.org/sqlite-wasm/dist/sqlite3.wasm') },
};
const files = new Map(Object.entries(folders).flatMap(([folder, names]) => Object.entries(names).map(([name, path]) => [`/${folder}/${name}`, readFileSync(path)])));
// Minified like the others' scripts, so that its size is not what the cold open measures.
files.set('/sahpool/index.mjs', (await transform(readFileSync(module('@sqlite.org/sqlite-wasm/dist/index.mjs')), { minify: true, format: 'esm' })).code);
for (const [format, name] of [['esm', 'module'], ['iife', 'classic']]) {
  const bundled = await build({ entryPoints: [join(repository, 'tests/bench/sql_worker.mjs')], bundle: true, format, write: false, minify: true, logOverride: { 'empty-import-meta': 'silent' } });
  files.set(`/${name}.js`, bundled.outputFiles[0].text);
}

const server = createServer((request, response) => {
  const body = files.get(request.url) ?? '<!doctype html><title>bench</title>';
  const type = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm' }[request.url.split('.').at(-1)] ?? 'text/html';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=3600', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }).end(body);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await openBrowser();
const page = await newPage(browser.context);
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.evaluate(() => {
  globalThis.workers = {};
  globalThis.begin = (name, engine) => {
    const worker = engine === 'cpp' || engine === 'sahpool' ? new Worker('/module.js', { type: 'module' }) : new Worker('/classic.js');
    globalThis.workers[name] = worker;
  };
  globalThis.ask = (name, message) => new Promise((heard, failed) => {
    globalThis.workers[name].onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : heard(data.answer));
    globalThis.workers[name].onerror = (error) => failed(new Error(`${name}: ${error.message}`));
    globalThis.workers[name].postMessage(message);
  });
});
const begin = (name, engine) => page.evaluate(([a, b]) => globalThis.begin(a, b), [name, engine]);
const ask = (name, message) => page.evaluate(([a, b]) => globalThis.ask(a, b), [name, message]);
const end = (name) => page.evaluate((a) => globalThis.workers[a].terminate(), name);
const emptyStorage = () => page.evaluate(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
});

try {
  const rows = rowsAt(scale);
  const kTrialScale = 0.2;
  const durable = rows.findIndex((row) => row.durable);

  // sahpool at its best: a fifth of the rows with each of its settings.
  const tried = [];
  for (const settings of sahpoolSettings) {
    await emptyStorage();
    await begin('trial', 'sahpool');
    await ask('trial', { order: 'open', engine: 'sahpool', settings, scale: kTrialScale });
    await ask('trial', { order: 'measure', row: 0 });
    const times = [];
    for (let i = 0; i < 9; i += 1) times.push((await ask('trial', { order: 'measure', row: durable })).ms);
    tried.push({ settings, ms: spread(times).median });
    await ask('trial', { order: 'leave' });
    await end('trial');
  }
  const { settings } = tried.sort((a, b) => a.ms - b.ms)[0];
  console.log(`sahpool settings: ${settings}\n  (small transactions, ms: ${tried.map(({ settings: each, ms }) => `${each.replace(/.*page_size = (\d+).*journal_mode = /, '$1 ')} ${ms.toFixed(1)}`).join(', ')})`);

  await emptyStorage();
  for (const engine of engines) {
    await begin(engine, engine);
    await ask(engine, { order: 'open', engine, settings, scale });
  }
  const measured = [];
  for (const [index, row] of rows.entries()) {
    const taking = engines.filter((engine) => !row.engines || row.engines.includes(engine));
    const times = Object.fromEntries(taking.map((engine) => [engine, []]));
    const checksums = new Map();
    for (let run = -kWarmUps; run < runs; run += 1) {
      for (let turn = 0; turn < taking.length; turn += 1) {
        const engine = taking[(turn + run + kWarmUps) % taking.length];
        const { ms, checksum } = await ask(engine, { order: 'measure', row: index });
        if (run >= 0) times[engine].push(ms);
        checksums.set(engine, checksum);
      }
    }
    if (new Set(checksums.values()).size !== 1) throw new Error(`${row.name}: not the same answers: ${JSON.stringify([...checksums])}`);
    measured.push({ name: row.name, durable: row.durable, times: Object.fromEntries(Object.entries(times).map(([engine, list]) => [engine, spread(list)])) });
    console.log(`${row.name}: ${Object.entries(measured.at(-1).times).map(([engine, { median }]) => `${engine} ${median.toFixed(1)}`).join(', ')} ms`);
  }

  for (const engine of engines) {
    await ask(engine, { order: 'keep', engine });
    await end(engine);
  }
  const cold = Object.fromEntries(engines.map((engine) => [engine, []]));
  for (let run = -1; run < runs; run += 1) {
    for (let turn = 0; turn < engines.length; turn += 1) {
      const engine = engines[(turn + run + 1) % engines.length];
      const ms = await page.evaluate(async ([name, message]) => {
        const began = performance.now();
        globalThis.begin(name, name);
        await globalThis.ask(name, message);
        return performance.now() - began;
      }, [engine, { order: 'cold', engine, settings }]);
      if (run >= 0) cold[engine].push(ms);
      await ask(engine, { order: 'leave' });
      await end(engine);
    }
  }
  measured.push({ name: 'cold open of that table, to the first answer', cold: true, times: Object.fromEntries(Object.entries(cold).map(([engine, list]) => [engine, spread(list)])) });

  const version = await page.evaluate(() => navigator.userAgent.replace(/.*(Chrome\/\d+).*/, '$1'));
  const text = tableOf(measured, { machine: `${machine()}, headless ${version}`, runs, settings, scale });
  console.log(`\n${text}`);
  if (scale === 1) writeFileSync(join(repository, 'src/storage/BENCH.md'), text);
} finally {
  await browser.close();
  server.close();
}
