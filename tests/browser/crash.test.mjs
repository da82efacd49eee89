// The whole browser killed (SIGKILL, process group) at a random moment, again and again on one profile, while C++ commits numbered
// transactions of one row to several megabytes on OPFS. After every kill the next start must find integrity_check ok, every number
// that was acknowledged to this process, a sound automatic copy or none, and exactly the rows that the last number calls for (tests/contract/browser/crash_test.cpp).
// HYPHA_SOAK_ROUNDS kills (8 without), HYPHA_SEED chooses the moments (a new one without, printed).
import assert from 'node:assert/strict';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { repository } from './harness.mjs';
import { startKillable } from './killable_browser.mjs';
import { randomFrom, soak } from './soak.mjs';

const contractFolder = resolve(process.env.HYPHA_STORAGE_CONTRACT ?? join(repository, 'build/web-debug/tests/browser'));
const { rounds, seed } = soak(8);
let server;
let url;
let profile;
let hear = () => undefined; // what the worker of the present browser says

before(async () => {
  assert.ok(existsSync(join(contractFolder, 'storage_contract.wasm')), `${contractFolder} has no storage_contract.wasm: build the target storage_contract_web`);
  const bundled = await build({ entryPoints: [join(repository, 'tests/browser/crash_worker.ts')], bundle: true, format: 'esm', write: false });
  const bodies = {
    '/': ['text/html', '<!doctype html><title>crash</title><script type="module">new Worker("/worker.js", { type: "module" });</script>'],
    '/worker.js': ['text/javascript', bundled.outputFiles[0].text],
  };
  server = createServer((request, response) => {
    const head = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cache-Control': 'max-age=3600' };
    const body = bodies[request.url];
    if (request.method === 'POST') {
      let line = '';
      request.on('data', (part) => { line += part; });
      request.on('end', () => {
        response.writeHead(204, head).end();
        hear(line);
      });
    } else if (body) {
      response.writeHead(200, { ...head, 'Content-Type': body[0] }).end(body[1]);
    } else if (['/storage_contract.mjs', '/storage_contract.wasm'].includes(request.url)) {
      response.writeHead(200, { ...head, 'Content-Type': request.url.endsWith('.wasm') ? 'application/wasm' : 'text/javascript' });
      createReadStream(join(contractFolder, request.url)).pipe(response);
    } else {
      response.writeHead(404, head).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${server.address().port}/`;
  profile = mkdtempSync(join(tmpdir(), 'hypha-crash-'));
});

after(() => {
  server?.closeAllConnections();
  server?.close();
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
});

// One life of the browser, until `moment` says so (a promise made of the events) or, without one, until it has checked.
async function live(moment) {
  const said = [];
  let committed = 0;
  const waiting = new Map();
  const event = (name) => new Promise((found) => { waiting.set(name, found); });
  const events = { starts: event('starts'), checked: event('checked'), copying: event('copying'), copied: event('copied') };
  const failed = new Promise((_, fail) => {
    hear = (line) => {
      const [name, number] = line.split(' ');
      if (name === 'committed') committed = Number(number);
      else said.push(line);
      waiting.get(name)?.(Number(number));
      if (name === 'failed') fail(new Error(said.join('\n')));
    };
  });
  failed.catch(() => undefined);
  const browser = startKillable(profile, url);
  let checked = null;
  const spent = { open: null, copy: null };
  events.checked.then((number) => { checked = number; });
  const measure = async (what, from, to) => {
    await from;
    const began = performance.now();
    await to;
    spent[what] = performance.now() - began;
  };
  void measure('open', events.starts, events.checked);
  void measure('copy', events.copying, events.copied);
  try {
    await Promise.race([moment(events), failed]);
  } finally {
    await browser.kill();
    hear = () => undefined;
  }
  return { checked, spent, committed };
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

test(`${rounds} kills of the whole browser lose no acknowledged transaction and leave nothing half`, { timeout: 60_000 + rounds * 20_000 }, async (t) => {
  const random = randomFrom(seed);
  t.diagnostic(`seed ${seed}, ${rounds} kills: HYPHA_SEED=${seed} HYPHA_SOAK_ROUNDS=${rounds}`);
  let acknowledged = 0;
  const longest = { open: 500, copy: 300, run: 1500 };
  const kills = { open: 0, copy: 0, run: 0 };
  for (let round = 0; round < rounds; ++round) {
    // One in four while the database is being opened and checked, where it may be writing too; one in four while its automatic copy
    // is written (VACUUM INTO); the others while it commits.
    const dice = random();
    const where = round > 0 && dice < 0.25 ? 'open' : dice < 0.5 ? 'copy' : 'run';
    const delay = random() * longest[where];
    const { checked, spent, committed } = await live(async (events) => {
      await { open: events.starts, copy: events.copying, run: events.checked }[where];
      await pause(delay); // the random moment is the test
    });
    kills[where] += 1;
    if (checked !== null) {
      assert.ok(checked >= acknowledged, `round ${round}: ${acknowledged} were acknowledged, ${checked} were found`);
    }
    for (const what of ['open', 'copy']) longest[what] = spent[what] ?? longest[what];
    acknowledged = Math.max(acknowledged, checked ?? 0, committed);
  }
  const { checked } = await live((events) => events.checked);
  assert.ok(checked >= acknowledged, `${acknowledged} were acknowledged, ${checked} were found at the end`);
  assert.ok(checked > rounds, `only ${checked} transactions in ${rounds} rounds: nothing was tested`);
  t.diagnostic(`${kills.run} kills while committing, ${kills.open} while opening, ${kills.copy} while copying; ${checked} transactions, all there`);
});
