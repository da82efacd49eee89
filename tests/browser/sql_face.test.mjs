// The sql.js face in Chromium, under the page policy that forbids eval: by script tag with the global initSqlJs, as a worker with its
// messages, and by importScripts. Node has the contract of every method (tests/sql).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test as nodeTest } from 'node:test';
import { newPage, openBrowser, repository } from './harness.mjs';

const folder = join(repository, 'build/web/sql');
const types = { js: 'text/javascript', wasm: 'application/wasm' };
const test = (name, body) => nodeTest(name, { timeout: 60_000 }, body);
const nested = "importScripts('/sql/sql-wasm.js'); initSqlJs({ locateFile: (name) => '/sql/' + name }).then((SQL) => postMessage(new SQL.Database().exec('select 6 * 7')[0].values));";
let server;
let browser;
let page;

before(async () => {
  server = createServer((request, response) => {
    const name = /^\/sql\/([\w.-]+\.(js|wasm))$/.exec(request.url);
    const [type, body] = name ? [types[name[2]], readFileSync(join(folder, name[1]))]
      : request.url === '/nested.js' ? ['text/javascript', nested]
        : ['text/html', '<!doctype html><title>face</title><script src="/sql/sql-wasm.js"></script>'];
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" }).end(body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  browser = await openBrowser();
  page = await newPage(browser.context);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('a script tag gives initSqlJs, which finds its WebAssembly beside the script', async () => {
  const answer = await page.evaluate(async () => {
    const SQL = await globalThis.initSqlJs();
    const db = new SQL.Database();
    db.run("create table t(a, b); insert into t values (1, 'é'), (2, ?)", undefined);
    db.create_function('twice', (x) => 2 * x);
    const statement = db.prepare('select twice(a), b from t where a = ?');
    const image = db.export();
    return [db.exec('select * from t')[0].values, statement.get([1]), image.length, new SQL.Database(image).exec('select count(*) from t')[0].values];
  });
  assert.deepEqual(answer, [[[1, 'é'], [2, null]], [2, 'é'], 8192, [[2]]]);
  assert.deepEqual(page.problems, []);
});

test('worker.sql-wasm.js answers messages', async () => {
  const answers = await page.evaluate(async () => {
    const worker = new Worker('/sql/worker.sql-wasm.js');
    const ask = (message) => new Promise((heard, failed) => {
      worker.onmessage = ({ data }) => heard(data);
      worker.onerror = (error) => failed(new Error(error.message));
      worker.postMessage(message);
    });
    const all = [await ask({ id: 1, action: 'open' }), await ask({ id: 2, action: 'exec', sql: 'create table t(a); insert into t values (7); select a from t' }), await ask({ id: 3, action: 'exec', sql: 'selec' })];
    const { buffer } = await ask({ id: 4, action: 'export' });
    worker.terminate();
    return [...all, buffer.length];
  });
  assert.deepEqual(answers, [{ id: 1, ready: true }, { id: 2, results: [{ columns: ['a'], values: [[7]] }] }, { id: 3, error: 'near "selec": syntax error' }, 8192]);
});

test('importScripts gives initSqlJs to a worker', async () => {
  const answer = await page.evaluate(() => new Promise((heard, failed) => {
    const worker = new Worker('/nested.js');
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = (error) => failed(new Error(error.message));
  }));
  assert.deepEqual(answer, [[42]]);
});
