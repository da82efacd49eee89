// Runs the browser tests one file after the other (they share two processor cores and a display), then says what failed.
// usage: node tests/browser/run.mjs [part of a file name…]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtSite } from './harness.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part))).sort();
if (!existsSync(join(builtSite, 'index.html'))) {
  console.error(`${builtSite} has no index.html: build the site first (npm start does).`);
  process.exit(1);
}
if (files.length === 0) {
  console.error(`No browser test is named like ${wanted.join(', ')}.`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', '--test-timeout=240000', ...files.map((name) => join(folder, name))], { stdio: 'inherit' });
process.exit(status ?? 1);
