// The face as a program finds it: CommonJS in the build folder. HYPHA_SQL_FACE names another folder with files of the same names,
// which is how the contracts below were compared with sql.js 1.16 itself while they were written.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const faceFolder = process.env.HYPHA_SQL_FACE ?? fileURLToPath(new URL('../../build/web/sql/', import.meta.url));
const require = createRequire(import.meta.url);

export const facePath = (name) => `${faceFolder.replace(/\/$/, '')}/${name}`;
export const openFace = () => require(facePath('sql-wasm.js'))();
// A module of its own, beside the shared one.
export function freshInitSqlJs(name = 'sql-wasm.js') {
  const path = require.resolve(facePath(name));
  delete require.cache[path];
  return require(path);
}
export const valuesOf = (db, sql, parameters, options) => db.exec(sql, parameters, options)[0]?.values ?? [];
export const one = (db, sql, parameters, options) => valuesOf(db, sql, parameters, options)[0]?.[0];
