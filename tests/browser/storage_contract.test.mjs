// The storage on real OPFS files in Chromium: the pool's contract, a thousand transactions, workers killed while they write,
// two tabs that want the same database, a full disk. Runs the C++ of tests/contract/browser (target storage_contract_web).
// HYPHA_STORAGE_CONTRACT names another folder with storage_contract.mjs and .wasm.
import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { after, afterEach, before, test as nodeTest } from 'node:test';
import { build } from 'esbuild';
import { newPage, openBrowser, repository } from './harness.mjs';

const contractFolder = resolve(process.env.HYPHA_STORAGE_CONTRACT ?? join(repository, 'build/web-debug/tests/browser'));
const test = (name, body) => nodeTest(name, { timeout: 60_000 }, body);
let server;
let browser;
let url;

// In the page: workers by name, what each has said, and waiting for something said.
const page_script = `
  globalThis.workers = {};
  globalThis.begin = (name) => {
    const one = { worker: new Worker('/worker.js', { type: 'module' }), said: [], untold: [], waiting: [] };
    one.worker.onmessage = ({ data }) => {
      one.said.push(data);
      if (data.event === 'failed') for (const { failed } of one.waiting.splice(0)) failed(new Error(data.detail));
      const waited = one.waiting.length;
      one.waiting = one.waiting.filter(({ event, least, found }) => {
        const number = Number(String(data.detail).split(' ')[1]);
        const fits = data.event === event && (least === undefined || number >= least);
        if (fits) found(data.detail);
        return !fits;
      });
      if (one.waiting.length === waited && data.event !== 'line') one.untold.push(data);
    };
    one.worker.onerror = (error) => { document.title = 'worker failed: ' + error.message; };
    workers[name] = one;
  };
  // Sends an order and answers the detail of the next such event (a line with a number of at least \`least\`). Without an order
  // it may have come before it was asked for: another tab was the cause, and no one says which of two tabs is served first.
  globalThis.ask = (name, order, event, least) => new Promise((found, failed) => {
    const one = workers[name];
    const already = order ? -1 : one.untold.findIndex((said) => said.event === event);
    if (already >= 0) return found(one.untold.splice(already, 1)[0].detail);
    one.waiting.push({ event, least, found, failed });
    if (order) one.worker.postMessage(order);
  });
  globalThis.lines = (name) => workers[name].said.filter(({ event }) => event === 'line').map(({ detail }) => detail);
  globalThis.events = (name) => workers[name].said.filter(({ event }) => event !== 'line').map(({ event, detail }) => event + ' ' + detail);
  globalThis.end = (name) => workers[name].worker.terminate();
  globalThis.number_said = (name, what) => Math.max(-1, ...lines(name).filter((line) => line.startsWith(what + ' ')).map((line) => Number(line.split(' ')[1])));
`;

before(async () => {
  assert.ok(existsSync(join(contractFolder, 'storage_contract.wasm')), `${contractFolder} has no storage_contract.wasm: build the target storage_contract_web`);
  const bundled = await build({ entryPoints: [join(repository, 'tests/browser/storage_worker.ts')], bundle: true, format: 'esm', write: false });
  const bodies = {
    '/': ['text/html', `<!doctype html><title>storage</title><script type="module">${page_script}</script>`],
    '/worker.js': ['text/javascript', bundled.outputFiles[0].text],
  };
  server = createServer((request, response) => {
    const head = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    const body = bodies[request.url];
    if (body) {
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
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

// Also after a failure: a tab left open would own the storage of the next test.
const tabs = [];
afterEach(() => Promise.all(tabs.splice(0).map((page) => page.close())));

async function openTab() {
  const page = await newPage(browser.context);
  tabs.push(page);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.begin !== undefined);
  return page;
}

// A worker with its session started; answers the mode.
const start = (page, name, folder, more = {}) => page.evaluate(([n, f, m]) => {
  begin(n);
  return ask(n, { order: 'start', folder: f, ...m }, 'mode');
}, [name, folder, more]);

async function run(page, name, tests) {
  const code = await page.evaluate(([n, t]) => ask(n, { order: 'run', tests: t }, 'ended'), [name, tests]);
  const lines = await page.evaluate((n) => lines(n), name);
  assert.equal(code, 0, lines.join('\n'));
  return lines;
}

const numberSaid = (page, name, what) => page.evaluate(([n, w]) => number_said(n, w), [name, what]);

async function found(page, name) {
  await run(page, name, '[counted]');
  return numberSaid(page, name, 'found');
}

test('pool, clock and random keep their contracts in a worker, on real OPFS files', async () => {
  const page = await openTab();
  assert.equal(await start(page, 'a', 'contract'), 'opfs');
  const lines = await run(page, 'a', '[pool_file],[clock],[random]');
  assert.match(lines.join('\n'), /All tests passed \(\d{2,} assertions/);
});

test('a thousand transactions are kept over closing and opening', async (t) => {
  const page = await openTab();
  assert.equal(await start(page, 'a', 'thousand'), 'opfs');
  await run(page, 'a', '[storage_road]');
  const perSecond = await numberSaid(page, 'a', 'transactions_per_second');
  t.diagnostic(`${perSecond} small transactions a second with FULL (debug build)`);
  assert.ok(perSecond > 0);
});

test('a worker killed while it writes loses no committed transaction, five times in a row', async () => {
  const page = await openTab();
  let committed = 0;
  for (let round = 0; round < 5; ++round) {
    const name = `round ${round}`;
    assert.equal(await start(page, name, 'killed'), 'opfs');
    await page.evaluate(([n, least]) => {
      const enough = ask(n, { order: 'run', tests: '[endless]' }, 'line', least);
      return enough.then(() => end(n));
    }, [name, committed + 37 + round * 13]);
    const said = await numberSaid(page, name, 'committed');
    assert.ok(said > committed, `round ${round} wrote nothing`);
    const reader = `reader ${round}`;
    assert.equal(await start(page, reader, 'killed'), 'opfs');
    const count = await found(page, reader);
    assert.ok(count >= said, `${said} were committed, ${count} were found`);
    committed = count;
    await page.evaluate((n) => end(n), reader);
  }
});

test('a second tab is told so, opens nothing, and takes over when asked; both ways', async () => {
  const first = await openTab();
  const second = await openTab();
  assert.equal(await start(first, 'a', 'shared'), 'opfs');
  await run(first, 'a', '[storage_road]');
  assert.equal(await start(second, 'b', 'shared'), 'other_tab');
  const lost = first.evaluate(() => ask('a', null, 'lost'));
  assert.equal(await second.evaluate(() => ask('b', { order: 'take_over' }, 'gained')), 'opfs');
  assert.equal(await lost, 'taken_over');
  assert.equal(await found(second, 'b'), 1000);
  assert.equal(await first.evaluate(() => ask('a', { order: 'take_over' }, 'gained')), 'opfs');
  assert.equal(await found(first, 'a'), 1000);
  assert.deepEqual(await second.evaluate(() => events('b')), ['mode other_tab', 'gained opfs', 'ended 0', 'lost taken_over']);
});

test('a tab that is released gives way, and resumes when nobody else took the database', async () => {
  const page = await openTab();
  assert.equal(await start(page, 'a', 'released'), 'opfs');
  assert.equal(await page.evaluate(() => ask('a', { order: 'release' }, 'lost')), 'released');
  assert.equal(await start(page, 'b', 'released'), 'opfs');
  await page.evaluate(() => ask('b', { order: 'release' }, 'lost'));
  assert.equal(await page.evaluate(() => ask('a', { order: 'resume' }, 'gained')), 'opfs');
});

test('a reload finds its own database again and never takes itself for another tab', async () => {
  const page = await openTab();
  for (let round = 0; round < 6; ++round) {
    assert.equal(await start(page, 'a', 'reloaded'), 'opfs', `reload ${round}`);
    await page.reload();
    await page.waitForFunction(() => globalThis.begin !== undefined);
  }
});

test('an owner that does not answer keeps its files: no second writer; when it is gone the other gets them', async () => {
  const owner = await openTab();
  const other = await openTab();
  assert.equal(await start(owner, 'a', 'asleep'), 'opfs');
  await run(owner, 'a', '[empty]');
  // Busy for ever is as deaf as frozen.
  await owner.evaluate(() => ask('a', { order: 'run', tests: '[endless]' }, 'line', 5));
  assert.equal(await start(other, 'b', 'asleep'), 'other_tab');
  assert.equal(await other.evaluate(() => ask('b', { order: 'take_over' }, 'lost')), 'owner_asleep');
  const before = await numberSaid(owner, 'a', 'committed');
  await owner.evaluate((least) => ask('a', null, 'line', least), before + 5); // still the one writer
  const gained = other.evaluate(() => ask('b', null, 'gained')); // it waits since it asked; nobody has to ask again
  await owner.evaluate(() => end('a'));
  const committed = await numberSaid(owner, 'a', 'committed');
  assert.equal(await gained, 'opfs');
  assert.ok(await found(other, 'b') >= committed);
});

test('an owner whose lock a script steals closes its database at once; nobody opens it beside the thief, and it comes back after', async () => {
  const owner = await openTab();
  const thief = await openTab();
  assert.equal(await start(owner, 'a', 'stolen'), 'opfs');
  await run(owner, 'a', '[storage_road]');
  const lost = owner.evaluate(() => ask('a', null, 'lost'));
  await thief.evaluate(() => new Promise((has) => {
    void navigator.locks.request('stolen', { steal: true }, () => new Promise((letGo) => { globalThis.letGo = letGo; has(); }));
  }));
  assert.equal(await lost, 'stolen');
  assert.equal(await start(thief, 'b', 'stolen'), 'other_tab');
  const gained = owner.evaluate(() => ask('a', null, 'gained'));
  await thief.evaluate(() => globalThis.letGo());
  assert.equal(await gained, 'opfs');
  assert.equal(await found(owner, 'a'), 1000);
  assert.deepEqual(await thief.evaluate(() => events('b')), ['mode other_tab']);
});

test('a tab that waits has the database by itself when the owner is gone', async () => {
  const owner = await openTab();
  const other = await openTab();
  assert.equal(await start(owner, 'a', 'inherited'), 'opfs');
  await run(owner, 'a', '[storage_road]');
  assert.equal(await start(other, 'b', 'inherited'), 'other_tab');
  const gained = other.evaluate(() => ask('b', null, 'gained'));
  await owner.close();
  assert.equal(await gained, 'opfs');
  assert.equal(await found(other, 'b'), 1000);
});

test('without OPFS the mode is memory', async () => {
  const page = await openTab();
  assert.equal(await start(page, 'a', 'none', { without_opfs: true }), 'memory');
});

test('a full disk is storage_full; what was committed stays, and with room again it goes on', async () => {
  const page = await openTab();
  const devtools = await browser.context.newCDPSession(page);
  assert.equal(await start(page, 'a', 'full'), 'opfs');
  const origin = new URL(url).origin;
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + (20 << 20) });
  await run(page, 'a', '[full]');
  const added = await numberSaid(page, 'a', 'added');
  assert.ok(added > 0 && added < 4000, `${added} were added`);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  assert.equal(await found(page, 'a'), added);
});
