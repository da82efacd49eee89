// Makes the JavaScript of the sql.js face: node web/sql/bundle.mjs FOLDER (build/web/sql) writes sql-wasm.js, worker.sql-wasm.js and the
// same with -debug, which are not minified. Each is one script that works by <script>, importScripts, require, AMD and, in Node, import;
// FOLDER gets a package.json, so that Node reads .js as CommonJS.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error('usage: bundle.mjs FOLDER');
  process.exit(2);
}
const notice = '/* Hypha: SQLite with the interface of sql.js. Apache-2.0. SQLite is in the public domain. */';
// What a script leaves behind: a global and an export, the same function.
const publish = `
initSqlJs = initSqlJs.default;
if (typeof exports === 'object' && typeof module === 'object') { module.exports = initSqlJs; module.exports.default = initSqlJs; }
else if (typeof define === 'function' && define.amd) define([], function () { return initSqlJs; });
else if (typeof exports === 'object') exports.Module = initSqlJs;`;

async function bundle(entry, name, wasmFile, debug, options) {
  await build({
    entryPoints: [join(here, entry)],
    outfile: join(out, name),
    bundle: true,
    format: 'iife',
    target: ['chrome110', 'firefox115', 'safari16.4', 'node20'],
    minify: !debug,
    define: { WASM_FILE: JSON.stringify(wasmFile) },
    external: ['node:*'],
    logLevel: 'warning',
    ...options,
  });
}

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n');
for (const debug of [false, true]) {
  const name = debug ? 'sql-wasm-debug' : 'sql-wasm';
  await bundle('init.ts', `${name}.js`, `${name}.wasm`, debug, { globalName: 'initSqlJs', banner: { js: notice }, footer: { js: publish } });
  await bundle('worker.ts', `worker.${name}.js`, `${name}.wasm`, debug, { banner: { js: notice } });
}
