// Emscripten >= 3.1.69: the one on the PATH, else Debian 13's package unpacked under the user's cache, where it works on
// Debian 12 too: its Binaryen runs with the libc that comes along, its LLVM is the machine's clang-19.
// Unpacked beside its place and renamed, so a broken download leaves nothing that looks ready.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache_folder.mjs';
import { openPrivateApt } from './private_apt.mjs';
import { repository } from './run_command.mjs';

const oldest = [3, 1, 69];
const isNewEnough = (version) => {
  const parts = version.split('.').map(Number);
  for (let i = 0; i < 3; i += 1) if (parts[i] !== oldest[i]) return parts[i] > oldest[i];
  return true;
};

function privateFolder() {
  const names = existsSync(cacheFolder) ? readdirSync(cacheFolder).filter((name) => /^emscripten-[\d.]+$/.test(name)) : [];
  return names.map((name) => join(cacheFolder, name)).find((folder) => existsSync(join(folder, 'ready')));
}

export function emscriptenIsReady() {
  if (privateFolder()) return true;
  const { status, stdout } = spawnSync('emcc', ['-dumpversion'], { encoding: 'utf8' });
  return status === 0 && isNewEnough(stdout.trim());
}

export async function installEmscripten(must) {
  console.log('Installing Emscripten into the user\'s cache (240 MB to fetch, 1.7 GB unpacked)');
  const apt = await openPrivateApt(must);
  const work = join(cacheFolder, 'emscripten.new');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'deb'), { recursive: true });
  await must('Emscripten: download', 'apt-get', [...apt, 'download', 'emscripten', 'binaryen', 'libc6', 'libstdc++6', 'libgcc-s1'], { cwd: join(work, 'deb') });
  for (const name of readdirSync(join(work, 'deb'))) await must(`unpack ${name}`, 'dpkg', ['-x', join(work, 'deb', name), work]);
  const version = /^emscripten_(\d+\.\d+\.\d+)/m.exec(readdirSync(join(work, 'deb')).join('\n'))?.[1];
  if (!version || !isNewEnough(version)) throw new Error(`Debian's Emscripten is ${version}; ${oldest.join('.')} or newer is needed.`);
  rmSync(join(work, 'deb'), { recursive: true });

  const place = join(cacheFolder, `emscripten-${version}`);
  const loaders = ['usr/lib64/ld-linux-x86-64.so.2', 'usr/lib/ld-linux-aarch64.so.1'];
  const loader = loaders.find((path) => existsSync(join(work, path)));
  const libraries = readdirSync(join(work, 'usr/lib')).find((name) => name.endsWith('-linux-gnu'));
  if (!loader || !libraries) throw new Error('The unpacked libc has no loader for this processor.');
  mkdirSync(join(work, 'binaryen', 'bin'), { recursive: true });
  for (const tool of readdirSync(join(work, 'usr/bin')).filter((name) => name.startsWith('wasm'))) {
    const path = join(work, 'binaryen', 'bin', tool);
    writeFileSync(path, `#!/bin/sh\nexec "${place}/${loader}" --library-path "${place}/usr/lib/${libraries}" "${place}/usr/bin/${tool}" "$@"\n`);
    chmodSync(path, 0o755);
  }
  const root = join(work, 'usr/share/emscripten');
  writeFileSync(join(root, '.emscripten'), `LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '${place}/binaryen'
NODE_JS = '${process.execPath}'
FROZEN_CACHE = True
`);
  // Its JavaScript passes need acorn, which Debian keeps in a package of its own.
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  cpSync(join(repository, 'node_modules', 'acorn'), join(root, 'node_modules', 'acorn'), { recursive: true });
  writeFileSync(join(work, 'ready'), `${version}\n`);
  rmSync(place, { recursive: true, force: true });
  renameSync(work, place);
  await must('Emscripten: first run', join(place, 'usr/share/emscripten/emcc'), ['--version']);
}
