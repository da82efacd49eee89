// Writes the third-party notices: for everything that is not ours and ships in the site or in hypha-edge, its licence text,
// taken from the very sources it was built from. Usage: node web/build/notices.mjs OUTPUT --imgui DIR --sodium DIR --emscripten DIR.
// A licence file that is missing, and an npm package in a bundle that is not listed here, end the build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const mit = (holder) => `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

// npm packages whose code or faces are in the site. onnxruntime-web brings no licence file: its package.json says MIT.
const npmPackages = {
  'onnxruntime-web': { text: mit('Microsoft Corporation'), licence: 'MIT' },
  'onnxruntime-common': { text: mit('Microsoft Corporation'), licence: 'MIT' },
  uqr: { file: 'LICENSE', licence: 'MIT' },
  '@phosphor-icons/web': { file: 'LICENSE', licence: 'MIT' },
  '@expo-google-fonts/hanken-grotesk': { ours: 'assets/fonts/HankenGrotesk-OFL.txt', licence: 'OFL-1.1' },
  '@expo-google-fonts/newsreader': { ours: 'assets/fonts/Newsreader-OFL.txt', licence: 'OFL-1.1' },
};

// Called by bundle.mjs with the inputs of every script it made.
export function requireListed(inputs) {
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name && !npmPackages[name]) throw new Error(`${name} ships, but web/build/notices.mjs does not list it.`);
  }
}

const read = (path) => {
  if (!existsSync(path)) throw new Error(`The licence text ${path} is missing.`);
  return readFileSync(path, 'utf8').trim();
};

// The MIT licences of a header that carries its own terms, from Debian's copyright file or the header.
const versionOf = (path, pattern) => pattern.exec(readFileSync(path, 'utf8'))?.slice(1).join('.') ?? '';

function components({ imgui, sodium, emscripten }) {
  const list = [];
  for (const [name, entry] of Object.entries(npmPackages)) {
    const folder = join(repository, 'node_modules', name);
    const { version } = JSON.parse(read(join(folder, 'package.json')));
    const text = entry.text ?? read(entry.ours ? join(repository, entry.ours) : join(folder, entry.file));
    list.push({ name, version, licence: entry.licence, where: 'the site', text });
  }
  list.push({ name: 'Dear ImGui, with stb_truetype, stb_rect_pack and stb_textedit', version: versionOf(join(imgui, 'imgui.h'), /IMGUI_VERSION\s+"([^"]+)"/), licence: 'MIT', where: 'hypha.wasm', text: read(join(imgui, 'LICENSE.txt')) });
  const sqlite = join(repository, 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h');
  list.push({ name: 'SQLite', version: versionOf(sqlite, /SQLITE_VERSION\s+"([^"]+)"/), licence: 'public domain', where: 'hypha.wasm', text: 'The authors disclaim copyright to this source code. In place of a legal notice, here is a blessing:\nMay you do good and not evil. May you find forgiveness for yourself and forgive others. May you share freely, never taking more than you give.' });
  list.push({ name: 'libsodium', version: versionOf(join(sodium, 'builds/msvc/version.h'), /SODIUM_VERSION_STRING\s+"([^"]+)"/), licence: 'ISC', where: 'keys.wasm, hypha-edge', text: read(join(sodium, 'LICENSE')) });
  list.push({ name: 'The English word list of BIP-39', version: '', licence: 'ISC', where: 'keys.wasm', text: read(join(repository, 'src/keys/english_words.LICENSE.txt')) });
  const json = '/usr/include/nlohmann/detail/abi_macros.hpp';
  list.push({ name: 'JSON for Modern C++', version: existsSync(json) ? versionOf(json, /VERSION_MAJOR (\d+)[\s\S]*?VERSION_MINOR (\d+)[\s\S]*?VERSION_PATCH (\d+)/) : '', licence: 'MIT', where: 'hypha.wasm, media.wasm, hypha-edge', text: mit('2013-2023 Niels Lohmann; to_chars: 2009 Florian Loitsch; UTF-8 decoder: 2008-2009 Bjoern Hoehrmann') });
  const system = join(emscripten, 'system/lib');
  list.push({ name: 'Emscripten', version: read(join(emscripten, 'emscripten-version.txt')).replaceAll('"', ''), licence: 'MIT', where: 'hypha.wasm, media.wasm and keys.wasm, with their scripts', text: mit('2010-2024 The Emscripten Authors') });
  list.push({ name: 'musl (the C library of the wasm)', version: '', licence: 'MIT', where: 'hypha.wasm, media.wasm, keys.wasm', text: existsSync(join(system, 'libc/musl/COPYRIGHT')) ? read(join(system, 'libc/musl/COPYRIGHT')) : mit('2005-2020 Rich Felker, et al.') });
  list.push({ name: 'LLVM libc++, libc++abi, compiler-rt', version: '', licence: 'Apache-2.0 WITH LLVM-exception', where: 'hypha.wasm, media.wasm, keys.wasm', text: 'Licensed under the Apache License 2.0 (the licence of Hypha itself, above all notices) with LLVM Exceptions: as an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an Object form of such source code, you may redistribute such embedded portions in such Object form without complying with the conditions of Sections 4(a), 4(b) and 4(d) of the License.' });
  list.push({ name: 'Boost (Beast, Asio and what they use)', version: '', licence: 'BSL-1.0', where: 'hypha-edge', text: 'Distributed under the Boost Software License, Version 1.0: copyright notices and the licence must be included in copies of the source; object code is exempt.' });
  list.push({ name: 'feedparser (lists of the names that feeds may hold)', version: '6.0.14', licence: 'BSD-2-Clause', where: 'hypha-edge', text: read(join(repository, 'src/edge/feeds/html_allow_list.LICENSE.txt')) });
  return list;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { imgui: { type: 'string' }, sodium: { type: 'string' }, emscripten: { type: 'string' } } });
  const rule = '='.repeat(100);
  const parts = components(values).map(({ name, version, licence, where, text }) => `${rule}\n${name}${version ? ` ${version}` : ''}\nLicence: ${licence}. In: ${where}.\n${rule}\n\n${text}\n`);
  const model = JSON.parse(read(join(repository, 'models/manifest.json'))).models[0];
  const head = `Hypha is licensed under the Apache License 2.0. It ships with the work of others, named here with their terms.\nThe model ${model.name} ${model.version} is licensed under ${model.licence}; its card names what it was trained from and on.\nThe text models were trained on text of FLORES-200 and SIB-200 (CC BY-SA 4.0), Global Voices (CC BY 3.0), XQuAD (CC BY-SA 4.0) and word lists of Hypha.\n`;
  mkdirSync(dirname(positionals[0]), { recursive: true });
  writeFileSync(positionals[0], [head, ...parts, `${rule}\nApache License 2.0\n${rule}\n\n${read(join(repository, 'LICENSE'))}\n`].join('\n'));
}
