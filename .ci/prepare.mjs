// Installs what building and testing need and is not there: Debian packages by name, npm packages from the lock file, and
// under the user's cache a private Emscripten and the sources of Dear ImGui, libsodium and Catch2. Usage: node .ci/prepare.mjs [start|test].
// Running it again does nothing and takes a moment: each thing is known by a file that proves it is there.
// Two runs at once are safe (one lock in the cache). No address is written here: the mirror is the machine's own, read from
// its apt configuration. The machine's own apt state is touched only by a plain `apt-get install`.
// Over 200 lines because the order of the steps is the point; the private apt is in private_apt.mjs.
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache_folder.mjs';
import { emscriptenIsReady, installEmscripten } from './emscripten.mjs';
import { librarySources, installLibrarySource } from './library_sources.mjs';
import { repository, runCommand, tail } from './run_command.mjs';

export class PrepareError extends Error {}

const onPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => {
  try {
    accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

// A package, how to see that it is there, and what it is for. `or` names the package of other Debian releases.
const startPackages = [
  { name: 'clang-19', program: 'clang++-19' },
  { name: 'lld-19', program: 'wasm-ld-19' },
  { name: 'llvm-19', program: 'llvm-ar-19' },
  { name: 'cmake', program: 'cmake' },
  { name: 'ninja-build', program: 'ninja' },
  { name: 'ccache', program: 'ccache' },
  { name: 'python3', program: 'python3' },
  { name: 'xz-utils', program: 'xz' },
  { name: 'libstdc++-12-dev', or: ['libstdc++-14-dev'], file: ['/usr/include/c++/12/expected', '/usr/include/c++/13/expected', '/usr/include/c++/14/expected'] },
  { name: 'libboost1.81-dev', or: ['libboost-dev'], file: ['/usr/include/boost/beast.hpp'] },
  { name: 'libssl-dev', file: ['/usr/include/openssl/ssl.h'] },
  { name: 'zlib1g-dev', file: ['/usr/include/zlib.h'] },
  { name: 'libbrotli-dev', file: ['/usr/include/brotli/encode.h'] },
  { name: 'libxml2-dev', file: ['/usr/include/libxml2/libxml/parser.h'] },
  { name: 'libsodium-dev', file: ['/usr/include/sodium.h'] },
  { name: 'libpq-dev', file: ['/usr/include/postgresql/libpq-fe.h'] },
  { name: 'libwebp-dev', file: ['/usr/include/webp/encode.h'] },
  { name: 'libjpeg62-turbo-dev', file: ['/usr/include/jpeglib.h'] },
  { name: 'libpng-dev', file: ['/usr/include/png.h', '/usr/include/libpng16/png.h'] },
  { name: 'nlohmann-json3-dev', file: ['/usr/include/nlohmann/json.hpp'] },
  { name: 'libstb-dev', file: ['/usr/include/stb/stb_image.h'] },
  { name: 'python3-fonttools', file: ['/usr/lib/python3/dist-packages/fontTools/__init__.py'] },
];
const testPackages = [
  { name: 'libclang-rt-19-dev', file: ['/usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-x86_64.a', '/usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-aarch64.a'] },
  { name: 'clang-format-19', program: 'clang-format-19' },
  { name: 'clang-tidy-19', program: 'clang-tidy-19' },
  { name: 'glslang-tools', program: 'glslangValidator' },
  { name: 'chromium', program: 'chromium' },
  { name: 'firefox-esr', program: 'firefox-esr' },
  { name: 'xvfb', program: 'Xvfb' },
  // Voices for Chromium, without a sound (tests/browser/voices.mjs).
  { name: 'speech-dispatcher', program: 'speech-dispatcher' },
  { name: 'speech-dispatcher-espeak-ng', file: ['/usr/lib/speech-dispatcher-modules/sd_espeak-ng'] },
  // The tests run a server of their own from these programs; the one that the package may start is not theirs.
  { name: 'postgresql', file: ['/usr/lib/postgresql/15/bin/postgres', '/usr/lib/postgresql/16/bin/postgres', '/usr/lib/postgresql/17/bin/postgres', '/usr/lib/postgresql/18/bin/postgres'] },
  // Scrapes an edge and checks its rules in tests/edge/prometheus.test.mjs; the one that the package may start is not theirs either.
  { name: 'prometheus', program: 'promtool' },
  // A cluster of the tests' own (tests/ha); those that the packages may start are not theirs.
  { name: 'patroni', program: 'patroni' },
  { name: 'python3-etcd', file: ['/usr/lib/python3/dist-packages/etcd/__init__.py'] },
  { name: 'etcd-server', program: 'etcd' },
  { name: 'haproxy', file: ['/usr/sbin/haproxy'] },
];
const packagesOf = (group) => (group === 'test' ? [...startPackages, ...testPackages] : startPackages);
const isThere = (entry) => (entry.program ? onPath(entry.program) : entry.file.some((path) => existsSync(path)));

const lockDigest = () => createHash('sha256').update(readFileSync(join(repository, 'package-lock.json'))).digest('hex');
const npmStamp = join(repository, 'node_modules', '.hypha-lock');
const npmIsReady = () => existsSync(npmStamp) && readFileSync(npmStamp, 'utf8') === lockDigest();

const isReady = (group) =>
  packagesOf(group).every(isThere) && npmIsReady() && emscriptenIsReady() && librarySources(group).every((library) => library.isThere());

async function must(what, program, args, options) {
  const { code, output, seconds } = await runCommand(program, args, options);
  if (code !== 0) throw new PrepareError(`${what} did not work (${program} ended with ${code}):\n${tail(output)}`);
  console.log(`  ${what}: ${seconds.toFixed(0)} s`);
  return output;
}

async function installPackages(group) {
  const missing = packagesOf(group).filter((entry) => !isThere(entry));
  if (!missing.length) return;
  const names = missing.map((entry) => entry.name);
  if (!onPath('apt-get')) throw new PrepareError(`These are missing and there is no apt-get to install them: ${names.join(', ')}.`);
  const root = process.getuid() === 0;
  if (!root && !onPath('sudo')) throw new PrepareError(`Run as root, or install sudo: these Debian packages are missing: ${names.join(' ')}.`);
  const apt = async (what, ...args) => {
    const line = ['-q', '-oDPkg::Lock::Timeout=900', ...args];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    return root ? must(what, 'apt-get', line, { env }) : must(what, 'sudo', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...line], {});
  };
  console.log(`Installing ${names.length} Debian packages: ${names.join(' ')}`);
  await apt('package lists', 'update');
  const wanted = [];
  for (const entry of missing) {
    let chosen = entry.name;
    for (const name of [entry.name, ...(entry.or ?? [])]) {
      const { output } = await runCommand('apt-cache', ['policy', name]);
      if (/Candidate: (?!\(none\))/.test(output)) {
        chosen = name;
        break;
      }
    }
    wanted.push(chosen);
  }
  await apt('packages', 'install', '-y', '--no-install-recommends', ...wanted);
  const still = missing.filter((entry) => !isThere(entry));
  if (still.length) throw new PrepareError(`apt installed ${still.map((entry) => entry.name).join(', ')}, but what they should bring is not there.`);
}

async function installNpmPackages() {
  if (npmIsReady()) return;
  if (!onPath('npm')) throw new PrepareError('npm is missing: install Node 20 or newer together with npm.');
  console.log('Installing npm packages from package-lock.json');
  await must('npm packages', 'npm', ['ci', '--loglevel=error', '--no-progress']);
  // `npx hypha` from a checkout: npm links the commands of dependencies only, so the project's own is put beside them.
  const command = join(repository, 'node_modules', '.bin', 'hypha');
  writeFileSync(command, '#!/bin/sh\nexec node "$(dirname "$(readlink -f "$0")")/../../web/cli/hypha.mjs" "$@"\n');
  chmodSync(command, 0o755);
  writeFileSync(npmStamp, lockDigest());
}

export async function prepare(group = 'test') {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new PrepareError(`Node 20 or newer is needed; this is ${process.version}.`);
  if (isReady(group)) return;
  if (process.env.HYPHA_PREPARE_LOCKED !== '1') {
    mkdirSync(cacheFolder, { recursive: true });
    const { code } = await runCommand('flock', [join(cacheFolder, 'prepare.lock'), process.execPath, fileURLToPath(import.meta.url), group], {
      show: true,
      env: { HYPHA_PREPARE_LOCKED: '1' },
    });
    if (code !== 0) throw new PrepareError('');
    return;
  }
  await installPackages(group);
  await installNpmPackages();
  if (!emscriptenIsReady()) await installEmscripten(must);
  for (const library of librarySources(group)) if (!library.isThere()) await installLibrarySource(library, must);
  if (!isReady(group)) throw new PrepareError('Something is still missing after installing; run node .ci/prepare.mjs again to see what.');
  console.log('Everything that is needed is installed.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await prepare(process.argv[2] ?? 'test');
  } catch (error) {
    if (error.message) console.error(error instanceof PrepareError ? error.message : error.stack);
    process.exit(1);
  }
}
