// Every rule of ladder.mjs must see its own violation and must stay quiet about the same thing done right.
// A rule without a pair of snippets here fails the last test, so a new rule cannot be added without being seen red.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles, ladder, ruleNames } from './ladder.mjs';

const tree = (files) => new Map(Object.entries(files));
const found = (rule, files) => checkFiles(tree(files), [rule]).map(({ path, sentence }) => `${path}: ${sentence}`);

const pairs = {
  include_table: [{ 'src/core/base/a.hpp': '#include "storage/database.hpp"\n' }, { 'src/storage/a.cpp': '#include "core/base/a.hpp"\n#include <sqlite3.h>\n#include <vector>\n' }],
  emscripten_only_in_browser: [{ 'src/app/a.cpp': 'EMSCRIPTEN_KEEPALIVE void f();\n' }, { 'src/browser/a.cpp': 'EMSCRIPTEN_KEEPALIVE void f();\n' }],
  sql_only_in_storage: [{ 'src/app/a.cpp': 'const char* q = "SELECT id FROM photo";\n' }, { 'src/storage/a.cpp': 'const char* q = "SELECT id FROM photo";\n', 'src/ui/a.cpp': 'auto s = "Select a photo from below";\n#pragma once\n'.replace('from', 'of') }],
  core_is_pure: [{ 'src/core/vision/a.cpp': '#include <chrono>\n' }, { 'src/core/vision/a.cpp': '#include <cmath>\nint frame_time(int);\n' }],
  no_heavy_library: [{ 'src/ui/a.cpp': '#include <regex>\n' }, { 'src/edge/a.cpp': '#include <fstream>\n' }],
  no_exceptions_in_wasm: [{ 'src/app/a.cpp': 'void f() { throw 1; }\n' }, { 'src/app/a.cpp': '// We never throw (that is the rule).\nvoid f();\n', 'src/edge/b.cpp': 'void f() { try { g(); } catch (...) {} }\n' }],
  no_cycles: [
    { 'src/core/base/a.hpp': '#include "core/base/b.hpp"\n', 'src/core/base/b.hpp': '#include "core/base/c.hpp"\n', 'src/core/base/c.hpp': '#include "core/base/a.hpp"\n' },
    { 'src/core/base/a.hpp': '#include "core/base/b.hpp"\n#include "core/base/c.hpp"\n', 'src/core/base/b.hpp': '#include "core/base/c.hpp"\n', 'src/core/base/c.hpp': '' },
  ],
  banned_names: [{ 'src/app/photo_manager.cpp': '' }, { 'src/app/photo_table.cpp': 'class PhotoTable {};\n// data and info are words of prose\n' }],
  file_names: [{ 'src/app/PhotoTable.cpp': '' }, { 'src/app/photo_table.cpp': '', 'web/fieldKit.ts': '' }],
  folder_readme: [{ 'src/app/a.cpp': '' }, { 'src/app/a.cpp': '', 'src/app/README.md': '# App\n' }],
  head_comment: [{ 'src/app/a.cpp': '#include <vector>\n' }, { 'src/app/a.cpp': '#include "app/a.hpp"\n', 'src/app/a.hpp': '// Says what it is.\n#pragma once\n', 'web/cli/b.mjs': '#!/usr/bin/env node\n// Says what it is.\n' }],
  length: [{ 'src/app/a.cpp': `// Long.\n${'int a;\n'.repeat(301)}` }, { 'src/app/a.cpp': `// A table. Over 300 lines because\n// a table is read whole.\n${'int a;\n'.repeat(301)}` }],
  port_contract: [
    { 'src/ports/clock.hpp': 'class Clock { virtual long now() = 0; };\n', 'tests/contract/clock_contract.hpp': '' },
    { 'src/ports/clock.hpp': 'class Clock { virtual long now() = 0; };\n', 'tests/contract/clock_contract.hpp': '', 'tests/contract/clock_test.cpp': '#include "contract/clock_contract.hpp"\n' },
  ],
  safety_words: [{ 'assets/strings_en.json': `{"a":"This one is edi${'ble'}."}\n` }, { 'assets/strings_en.json': '{"a":"This one is an Agaricus."}\n' }],
  no_machine_paths: [{ 'web/a.ts': `const a = '/ro${'ot'}/x';\n` }, { 'web/a.ts': "const a = 'work/root/x';\n" }],
  top_level: [{ 'notes.txt': '' }, { 'README.md': '', '.clang-format': '', 'src/README.md': '' }],
};

for (const [rule, [bad, good]] of Object.entries(pairs)) {
  test(`${rule} sees its violation`, () => assert.notDeepEqual(found(rule, bad), []));
  test(`${rule} is quiet about the same thing done right`, () => assert.deepEqual(found(rule, good), []));
}

// Every pair of modules, both ways: the whole table, not a sample of it.
for (const from of Object.keys(ladder)) {
  test(`src/${from} may include its row of the ladder and nothing else`, () => {
    for (const to of Object.keys(ladder)) {
      const violations = found('include_table', { [`src/${from}/a.cpp`]: `#include "${to}/x.hpp"\n` });
      const allowed = from === to || ladder[from].modules.includes(to);
      assert.equal(violations.length, allowed ? 0 : 1, `${from} -> ${to}: ${violations}`);
    }
    for (const library of ['boost/beast.hpp', 'emscripten.h', 'sqlite3.h', 'imgui.h', 'GLES3/gl3.h', 'openssl/ssl.h']) {
      const violations = found('include_table', { [`src/${from}/a.cpp`]: `#include <${library}>\n` });
      const allowed = ladder[from].libraries.some((pattern) => pattern.test(library));
      assert.equal(violations.length, allowed ? 0 : 1, `${from} -> <${library}>: ${violations}`);
    }
  });
}

test('no module includes a higher rung, whatever the table says', () => {
  const rung = { core: 1, ports: 2, storage: 3, gfx: 3, keys: 3, native: 3, app: 4, ui: 5, browser: 6, edge: 6, cli: 6 };
  for (const [from, { modules }] of Object.entries(ladder)) for (const to of modules) assert.ok(rung[to] < rung[from], `${from} -> ${to}`);
});

test('the edge writes SQL in its store and nowhere else', () => {
  const sql = 'const char* q = "SELECT seq FROM op";\n';
  assert.deepEqual(found('sql_only_in_storage', { 'src/edge/store/a.cpp': sql }), []);
  assert.equal(found('sql_only_in_storage', { 'src/edge/a.cpp': sql, 'src/edge/store_threads.cpp': sql }).length, 2);
});

test('every rule has a pair of snippets', () => assert.deepEqual(Object.keys(pairs).sort(), [...ruleNames].sort()));
