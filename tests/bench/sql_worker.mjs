// One contestant of the SQL bench in a worker of its own: opens its database, prepares and measures rows when asked, and opens an
// existing database cold. Messages: {order, ...} in, {answer} or {error} out. The contestants are what the table's columns are.
import { openPool } from '../../web/storage_pool.ts';
import { SqlJsOperations, SqliteWasmOperations } from './sql_drivers.mjs';
import { openingQuestion, rowsAt, shrinkForOpening } from './sql_rows.mjs';

const imageName = (engine) => `bench-${engine}.db`;

// This build through C++, as the app uses it.
async function openCpp() {
  const { default: create } = await import(new URL('/cpp/sql_bench.js', location.href).href);
  const module = await create({ print: console.log, printErr: console.error });
  const { pool, refusal, detail } = await openPool('bench-hypha');
  if (!pool) throw new Error(`${refusal}: ${detail}`);
  module.hyphaPool = pool;
  const withText = (text, call) => {
    const at = module._bench_alloc(module.lengthBytesUTF8(text) + 1);
    module.stringToUTF8(text, at, module.lengthBytesUTF8(text) + 1);
    const answer = call(at);
    module._bench_free(at);
    if (answer < 0) throw new Error(`${text}: ${module.UTF8ToString(module._bench_error())}`);
    return answer;
  };
  withText('open', () => module._bench_open());
  return {
    close() {
      module._bench_close();
      pool.close();
    },
    ask: () => withText(openingQuestion, (at) => module._bench_query(at)),
    run: (sql) => withText(sql, (at) => module._bench_run(at)),
    setTexts(texts) {
      module._bench_clear_texts();
      for (const text of texts) withText(text, (at) => (module._bench_add_text(at), 0));
    },
    insert: (sql, count) => withText(sql, (at) => module._bench_insert(at, count)),
    insertTexts: (sql) => withText(sql, (at) => module._bench_insert_texts(at)),
    transactions: (sql, count) => withText(sql, (at) => module._bench_transactions(at, count)),
    pointReads: (sql, count, stride) => withText(sql, (at) => module._bench_point_reads(at, count, stride)),
    range: (sql, first, last) => withText(sql, (at) => module._bench_range(at, first, last)),
    query: (sql) => withText(sql, (at) => module._bench_query(at)),
    askEach: (sql) => withText(sql, (at) => module._bench_ask_each(at)),
    readTexts: (sql, count) => withText(sql, (at) => module._bench_read_texts(at, count)),
  };
}

// The face and sql.js: one and the same code. A file for the cold open lies in OPFS, where a page would keep it.
async function openSqlJs(engine, cold) {
  importScripts(`/${engine}/sql-wasm.js`);
  const starting = self.initSqlJs({ locateFile: (name) => `/${engine}/${name}` });
  const root = await navigator.storage.getDirectory();
  const image = cold ? new Uint8Array(await (await (await root.getFileHandle(imageName(engine))).getFile()).arrayBuffer()) : undefined;
  const db = new (await starting).Database(image);
  const operations = new SqlJsOperations(db);
  operations.ask = () => db.exec(openingQuestion)[0].values.length;
  operations.close = () => db.close();
  operations.keep = async () => {
    const file = await (await root.getFileHandle(imageName(engine), { create: true })).createSyncAccessHandle();
    file.truncate(0);
    file.write(db.export());
    file.close();
  };
  return operations;
}

// sqlite-wasm with its pool of access handles. What it is set to is chosen by measuring (sql.bench.mjs).
async function openSahpool(settings) {
  const { default: initialise } = await import(new URL('/sahpool/index.mjs', location.href).href);
  const sqlite3 = await initialise({ print: console.log, printErr: console.error });
  const pool = await sqlite3.installOpfsSAHPoolVfs({ name: 'bench-sahpool', initialCapacity: 6 });
  const db = new pool.OpfsSAHPoolDb('/bench.db');
  db.exec(settings);
  const operations = new SqliteWasmOperations(db);
  operations.ask = () => db.exec({ sql: openingQuestion, rowMode: 'array', returnValue: 'resultRows' }).length;
  operations.close = () => {
    db.close();
    pool.pauseVfs();
  };
  return operations;
}

const open = ({ engine, settings, cold }) => (engine === 'cpp' ? openCpp() : engine === 'sahpool' ? openSahpool(settings) : openSqlJs(engine, cold));

let db;
let rows;
const orders = {
  async open(message) {
    rows = rowsAt(message.scale);
    db = await open(message);
  },
  measure({ row }) {
    rows[row].prepare?.(db);
    const began = performance.now();
    const checksum = rows[row].measure(db);
    return { ms: performance.now() - began, checksum };
  },
  // The last table stays for the cold open.
  async keep() {
    db.run(shrinkForOpening);
    await db.keep?.();
    db.close();
  },
  // The page measures this, and the start of the worker with it.
  async cold(message) {
    db = await open({ ...message, cold: true });
    return db.ask();
  },
  leave() {
    db.close();
  },
};

onmessage = async ({ data }) => {
  try {
    postMessage({ answer: await orders[data.order](data) });
  } catch (error) {
    postMessage({ error: `${data.engine ?? ''} ${data.order}: ${error?.stack ?? error}` });
  }
};
