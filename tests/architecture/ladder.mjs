// The ladder of src/README.md and the habits of the code base as an executable check: who may include whom, where Emscripten,
// SQL, the clock and chance may be named, what files are called, how they begin, how long they get, and that nothing is a ring.
// checkFiles is pure: a Map of path to text in, sentences out; ladder_test.mjs feeds it one violating snippet for each rule.
// Run: node tests/architecture/ladder.mjs. Ends with 1 and one line for every violation.
// One rule is one function; its name is what the self-test and the report call it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

// A module may include itself and these. Libraries are matched against the name between <> or "".
export const ladder = {
  core: { modules: [], libraries: [/^nlohmann\/json/, /^wasm_simd128\.h$/, /^immintrin\.h$/, /^arm_neon\.h$/] },
  ports: { modules: ['core'], libraries: [/^nlohmann\/json/] },
  storage: { modules: ['core', 'ports'], libraries: [/^sqlite3(recover)?\.h$/] },
  gfx: { modules: ['core'], libraries: [/^GLES3\//, /^imgui/] },
  keys: { modules: ['core', 'ports'], libraries: [/^sodium\.h$/] },
  native: { modules: ['core', 'ports'], libraries: [/^(unistd|fcntl|time|dirent|errno|signal)\.h$/, /^sys\//] },
  app: { modules: ['core', 'ports', 'storage', 'keys'], libraries: [] },
  ui: { modules: ['core', 'app', 'gfx'], libraries: [/^imgui/] },
  browser: { modules: ['core', 'ports', 'storage', 'keys', 'gfx', 'app', 'ui'], libraries: [/^emscripten/, /^imgui/, /^GLES3\//, /^nlohmann\/json/] },
  edge: {
    modules: ['core', 'ports', 'storage', 'keys', 'native'],
    libraries: [/^boost\//, /^openssl\//, /^libpq/, /^zlib\.h$/, /^brotli\//, /^libxml\//, /^webp\//, /^(jpeglib|jerror|png)\.h$/, /^iconv\.h$/, /^nlohmann\/json/, /^(unistd|fcntl|signal)\.h$/, /^sys\//],
  },
  cli: { modules: ['core', 'storage', 'app'], libraries: [/^stb\//] },
};

const isCode = (path) => /\.(cpp|hpp|ts|mjs|js|py|vert|frag)$/.test(path);
const isCpp = (path) => /\.(cpp|hpp|def)$/.test(path);
const isProduct = (path) => /^(src|web|service-worker)\//.test(path);
const moduleOf = (path) => /^src\/([^/]+)\/./.exec(path)?.[1] ?? '';
const standardHeader = (name) => /^(c?[a-z_]+)$/.test(name) || /^(stdint|stddef|string|math|limits)\.h$/.test(name);
const includesOf = (text) => [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)].map((match) => ({ system: match[1] === '<', name: match[2] }));
// Without comments, so that prose may name what code may not.
const codeOf = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:"'`\\])\/\/[^\n]*/g, '$1');
const linesOf = (text) => text.replace(/\n$/, '').split('\n').length;

function headComment(path, text) {
  const body = text.replace(/^\uFEFF?(#!.*\n)?(#version.*\n)?/, '');
  const mark = /\.py$/.test(path) ? /^(?:#[^\n]*\n)+/ : /^(?:[ \t]*\/\/[^\n]*\n)+|^\/\*[\s\S]*?\*\/\n/;
  const found = mark.exec(body)?.[0] ?? (/\.py$/.test(path) ? (/^"""[\s\S]*?"""/.exec(body)?.[0] ?? '') : '');
  return found.trim();
}

const rules = {
  // A module includes only lower rungs, and only those that the table names.
  include_table(files, report) {
    for (const [path, text] of files) {
      if (!isCpp(path) || !moduleOf(path)) continue;
      const module = moduleOf(path);
      const row = ladder[module];
      if (!row) {
        report(path, `src/${module} is no rung of the ladder`);
        continue;
      }
      for (const { system, name } of includesOf(text)) {
        const target = name.split('/')[0];
        if (!system && name.startsWith('generated/')) continue;
        if (!system && ladder[target]) {
          if (target !== module && !row.modules.includes(target)) report(path, `${module} may not include "${name}"`);
        } else if (!system && files.has(posix.join(dirname(path), name))) {
          report(path, `"${name}" is included by a path that does not begin at src/`);
        } else if (name === 'sqlite3.h' && /^src\/browser\/sql_/.test(path)) {
          continue; // the sql.js face is an interface to SQLite itself, of programs that are not Hypha
        } else if (name === 'wasm_simd128.h' && module === 'browser') {
          continue;
        } else if (!(system && standardHeader(name) && !/^(sqlite3|imgui)/.test(name)) && !row.libraries.some((library) => library.test(name))) {
          report(path, `${module} may not include <${name}>`);
        }
      }
    }
  },
  // Emscripten is known in src/browser alone.
  emscripten_only_in_browser(files, report) {
    for (const [path, text] of files) {
      if (!path.startsWith('src/') || moduleOf(path) === 'browser' || !isCpp(path)) continue;
      const found = /\b(EMSCRIPTEN_\w+|EM_ASM\w*|EM_JS|__EMSCRIPTEN__|emscripten_\w+)/.exec(codeOf(text));
      if (found) report(path, `${found[1]} belongs into src/browser`);
    }
  },
  // SQL is written in src/storage alone, and that of the edge's own databases, which no WebAssembly holds, in src/edge/store.
  sql_only_in_storage(files, report) {
    const sql = /["'`(][^"'`\n]*\b(SELECT\s[^"'`\n]*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|DELETE\s+FROM\s|UPDATE\s+\w+\s+SET\s|CREATE\s+(VIRTUAL\s+)?(TABLE|INDEX)\s|PRAGMA\s)/i;
    for (const [path, text] of files) {
      if (!isProduct(path) || !isCode(path) || moduleOf(path) === 'storage' || path.startsWith('src/edge/store/')) continue;
      const found = sql.exec(codeOf(text));
      if (found) report(path, `SQL (${found[1].trim().slice(0, 40)}) belongs into src/storage or src/edge/store`);
    }
  },
  // The rules of the domain have no I/O, no clock, no chance, no threads.
  core_is_pure(files, report) {
    for (const [path, text] of files) {
      if (moduleOf(path) !== 'core') continue;
      const found = /#include <(chrono|random|fstream|filesystem|iostream|thread|mutex|ctime|cstdio)>|\b(s?rand|time|fopen|getenv)\s*\(|::now\s*\(/.exec(codeOf(text));
      if (found) report(path, `core may not use ${found[0].trim()}`);
    }
  },
  // What costs the download: iostream, regex and format are for the server and tests.
  no_heavy_library(files, report) {
    for (const [path, text] of files) {
      if (!path.startsWith('src/') || !isCpp(path)) continue;
      const banned = ['edge', 'native'].includes(moduleOf(path)) ? /#include <(regex|iostream)>/ : /#include <(regex|iostream|sstream|format|fstream)>/;
      const found = banned.exec(codeOf(text));
      if (found) report(path, `<${found[1]}> is not for product code`);
    }
  },
  // Errors are values: the wasm that ships is built without exceptions.
  no_exceptions_in_wasm(files, report) {
    for (const [path, text] of files) {
      if (!path.startsWith('src/') || !isCpp(path) || ['edge', 'native'].includes(moduleOf(path))) continue;
      const found = /\b(throw\s|try\s*\{|catch\s*\(|dynamic_cast\s*<)/.exec(codeOf(text).replace(/"(\\.|[^"\\])*"/g, '""'));
      if (found) report(path, `${found[1].trim()} does not exist in the product's wasm`);
    }
  },
  // No ring of includes.
  no_cycles(files, report) {
    const edges = new Map();
    for (const [path, text] of files) if (path.startsWith('src/') && isCpp(path)) edges.set(path, includesOf(text).map(({ name }) => `src/${name}`).filter((name) => files.has(name) && name !== path));
    const state = new Map();
    const visit = (path, trail) => {
      state.set(path, 'open');
      for (const next of edges.get(path) ?? []) {
        if (state.get(next) === 'open') report(path, `is in a ring: ${[...trail.slice(trail.indexOf(next)), next].join(' > ')}`);
        else if (!state.has(next)) visit(next, [...trail, next]);
      }
      state.set(path, 'closed');
    };
    for (const path of edges.keys()) if (!state.has(path)) visit(path, [path]);
  },
  // Words that say nothing may not name a file or a type.
  banned_names(files, report) {
    const banned = new Set(['manager', 'helper', 'helpers', 'util', 'utils', 'misc', 'common', 'data', 'info', 'process']);
    const words = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/);
    for (const [path, text] of files) {
      for (const part of path.split('/')) for (const word of words(part)) if (banned.has(word)) report(path, `'${word}' in a name says nothing`);
      if (!isCode(path)) continue;
      const declared = /\.py$/.test(path) ? /^\s*(?:class|def)\s+(\w+)/gm : /\b(?:class|struct|enum class|namespace|interface|function)\s+([A-Za-z_]\w*)(?=[^;\w]*[{(:<])/g;
      for (const match of codeOf(text).matchAll(declared)) for (const word of words(match[1])) if (banned.has(word)) report(path, `'${word}' in ${match[1]} says nothing`);
    }
  },
  // C++ files are snake_case.
  file_names(files, report) {
    for (const path of files.keys()) if (isCpp(path) && !/^[a-z][a-z0-9_]*\.\w+$/.test(basename(path))) report(path, 'C++ files are named in snake_case');
  },
  // Every folder with code has a README of at most 15 lines.
  folder_readme(files, report) {
    const folders = new Set([...files.keys()].filter(isCode).map(dirname));
    for (const folder of folders) {
      const text = files.get(`${folder}/README.md`);
      if (text === undefined) report(`${folder}/README.md`, 'is missing: a folder with code says in at most 15 lines what it is');
      else if (linesOf(text) > 15) report(`${folder}/README.md`, `has ${linesOf(text)} lines; 15 are enough`);
    }
  },
  // A file begins with its purpose. X.cpp leaves that to X.hpp, and a contract's test to the contract.
  head_comment(files, report) {
    for (const [path, text] of files) {
      if (!isCode(path)) continue;
      if (path.endsWith('.cpp') && (files.has(path.replace(/cpp$/, 'hpp')) || (path.startsWith('src/browser/') && files.has(`src/ports/${basename(path, '.cpp')}.hpp`)))) continue;
      if (/^src\/native\//.test(path) && files.has(`src/ports/${basename(path, '.cpp')}.hpp`)) continue;
      if (/^tests\/contract\//.test(path) && /_contract\.hpp"/.test(text)) continue;
      const head = headComment(path, text);
      if (!head) report(path, 'begins without a comment that says what it is for');
      else if (linesOf(head) > 12) report(path, `begins with ${linesOf(head)} lines of comment; 3 to 8 are the habit, 12 the end`);
    }
  },
  // A long file says why.
  length(files, report) {
    for (const [path, text] of files) {
      if (!isCode(path) || linesOf(text) <= 300) continue;
      if (!/\bover 300 lines\b|\blong(er)? because\b/i.test(headComment(path, text).replace(/\n\s*(\/\/|#|\*)?\s*/g, ' '))) report(path, `has ${linesOf(text)} lines and its first comment does not say why ("Over 300 lines because …")`);
    }
  },
  // A port exists only with a contract that all its implementations pass.
  port_contract(files, report) {
    for (const [path, text] of files) {
      if (!/^src\/ports\/\w+\.hpp$/.test(path) || !/\bvirtual\b/.test(codeOf(text))) continue;
      const contract = `tests/contract/${basename(path, '.hpp')}_contract.hpp`;
      if (!files.has(contract)) report(path, `is a port without ${contract}`);
      else if (![...files].some(([name, body]) => name.startsWith('tests/contract/') && name.endsWith('.cpp') && body.includes(basename(contract)))) report(path, `no test runs ${contract}`);
    }
  },
  // Nobody is told that something may be eaten. The words are spelled in two halves, so that this file does not hold them.
  safety_words(files, report) {
    const words = ['edi' + 'ble', 'safe to ' + 'eat', 'comesti' + 'ble', 'apto ' + 'para', 'harm' + 'less', 'inofen' + 'siv'];
    for (const [path, text] of files) {
      if (!/^(src|web|service-worker|assets|models)\//.test(path) || /^models\/training\/|ATTRIBUTION|LICEN[CS]E/.test(path)) continue;
      for (const word of words) if (text.toLowerCase().includes(word)) report(path, `says '${word.slice(0, 3)}…${word.slice(-2)}', which no file of the product may`);
    }
  },
  // Nothing of one machine in a file.
  no_machine_paths(files, report) {
    const hosts = new RegExp(['deb\\.debian' + '\\.org', 'registry\\.npm' + 'js', 'yarn' + 'pkg', 'pythonhosted' + '\\.org'].join('|'));
    for (const [path, text] of files) {
      const found = hosts.exec(text) ?? /(?:^|[\s"'`=(:])(\/(?:work|root|home\/\w+)\/)/.exec(text);
      if (found) report(path, `names ${found[1] ?? found[0]}, which only one machine has`);
    }
  },
  // The top level holds what tools insist on, and the folders of the layout.
  top_level(files, report) {
    const allowed = /^(\.[^/]*|CMakeLists\.txt|CMakePresets\.json|package\.json|package-lock\.json|tsconfig\.json|README\.md|LICENSE|web|src|shaders|assets|models|service-worker|tests)$/;
    for (const name of new Set([...files.keys()].map((path) => path.split('/')[0]))) if (!allowed.test(name)) report(name, 'does not belong to the top level');
  },
};

export const ruleNames = Object.keys(rules);

export function checkFiles(files, names = ruleNames) {
  const found = [];
  for (const rule of names) rules[rule](files, (path, sentence) => found.push({ rule, path, sentence }));
  return found;
}

const textual = /\.(cpp|hpp|def|ts|mjs|js|py|vert|frag|md|json|html|css|txt|cmake|sh|webmanifest)$/;

export function readTree(root) {
  const files = new Map();
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!['.git', 'node_modules', 'build', '__pycache__', '.venv', '.cache'].includes(entry.name) || (entry.name === 'build' && folder)) walk(path);
      } else if (entry.isFile() && !/\.pyc$/.test(entry.name)) {
        files.set(path, (textual.test(path) || path === '.ci/run') && statSync(join(root, path)).size < 2e6 ? readFileSync(join(root, path), 'utf8') : '');
      }
    }
  };
  walk('');
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const found = checkFiles(readTree(root));
  for (const { rule, path, sentence } of found) console.log(`${path}: ${sentence} [${rule}]`);
  console.log(found.length ? `${found.length} violations` : `the ladder holds (${ruleNames.length} rules)`);
  process.exit(found.length ? 1 : 0);
}
