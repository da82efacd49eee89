// worker.sql-wasm.js in a worker thread: each message and its answer.
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import test, { after, before } from 'node:test';
import { facePath, openFace } from './open_face.mjs';

let worker;
before(() => { worker = new Worker(facePath('worker.sql-wasm.js')); });
after(() => worker.terminate());

// All answers to one message, until `last` says so.
function ask(message, last = () => true) {
  return new Promise((resolve, reject) => {
    const answers = [];
    const hear = (answer) => {
      answers.push(answer);
      if (!last(answer)) return;
      worker.off('message', hear);
      resolve(last.length ? answers : answer);
    };
    worker.on('message', hear);
    worker.once('error', reject);
    worker.postMessage(message);
  });
}

test('open, exec, getRowsModified, each, export, close', async () => {
  assert.deepEqual(await ask({ id: 1, action: 'open' }), { id: 1, ready: true });
  assert.deepEqual(await ask({ id: 2, action: 'exec', sql: 'create table t(a); insert into t values (1), (:b); select * from t', params: { ':b': 'two' } }), {
    id: 2, results: [{ columns: ['a'], values: [[1], ['two']] }],
  });
  assert.deepEqual(await ask({ id: 3, action: 'getRowsModified' }), { id: 3, rowsModified: 2 });
  assert.deepEqual(await ask({ id: 4, action: 'each', sql: 'select a from t' }, (answer) => answer.finished), [
    { id: 4, row: { a: 1 }, finished: false }, { id: 4, row: { a: 'two' }, finished: false }, { id: 4, finished: true },
  ]);
  const { id, buffer } = await ask({ id: 5, action: 'export' });
  assert.equal(id, 5);
  const SQL = await openFace();
  assert.deepEqual(new SQL.Database(buffer).exec('select count(*) from t')[0].values, [[2]]);
  assert.deepEqual(await ask({ id: 6, action: 'close' }), { id: 6 });
  assert.deepEqual(await ask({ id: 7, action: 'open', buffer }), { id: 7, ready: true });
  assert.deepEqual((await ask({ id: 8, action: 'exec', sql: 'select a from t', config: { useBigInt: true } })).results[0].values, [[1n], ['two']]);
});

test('errors are answers', async () => {
  assert.deepEqual(await ask({ id: 10, action: 'exec', sql: 'selec' }), { id: 10, error: 'near "selec": syntax error' });
  assert.deepEqual(await ask({ id: 11, action: 'dance' }), { id: 11, error: 'Invalid action : dance' });
  assert.deepEqual(await ask({ id: 12, action: 'exec' }), { id: 12, error: 'exec: Missing query string' });
  assert.deepEqual((await ask({ id: 13, action: 'exec', sql: 'select 1' })).results[0].values, [[1]]);
});

test('exec after close works on a new, empty database', async () => {
  await ask({ id: 20, action: 'close' });
  assert.deepEqual((await ask({ id: 21, action: 'exec', sql: 'select count(*) from sqlite_schema' })).results[0].values, [[0]]);
});
