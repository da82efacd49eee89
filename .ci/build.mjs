// Builds what a run needs by calling CMake's presets, and bundles the site; also knows whether anything changed since.
// The stamp is a digest of path, size and time of every source file: reading it takes milliseconds, asking CMake takes seconds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { repository, runCommand } from './run_command.mjs';

const sourceFolders = ['src', 'web', 'service-worker', 'shaders', 'assets', 'models', '.ci'];
const sourceFiles = ['CMakeLists.txt', 'CMakePresets.json', 'package-lock.json', 'tsconfig.json'];
const notSources = new Set(['node_modules', '__pycache__', 'training', '.venv']);

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!notSources.has(entry.name)) yield* filesBelow(path);
    } else yield path;
  }
}

export function sourceDigest() {
  const digest = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    digest.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const name of sourceFiles) if (existsSync(join(repository, name))) add(join(repository, name));
  for (const name of sourceFolders) if (existsSync(join(repository, name))) for (const path of [...filesBelow(join(repository, name))].sort()) add(path);
  return digest.digest('hex');
}

const siteStamp = join(repository, 'build', 'site.stamp');
export const siteIsFresh = () =>
  existsSync(siteStamp) && existsSync(join(repository, 'build/web/site/index.html')) && existsSync(join(repository, 'build/native-release/hypha-edge')) &&
  readFileSync(siteStamp, 'utf8') === sourceDigest();

// One failed command throws this, with all that the command said.
export class BuildError extends Error {}

export async function must(what, program, args, options) {
  const { code, output, seconds } = await runCommand(program, args, options);
  if (code !== 0) throw new BuildError(`${what} failed (${program} ended with ${code}):\n${output}`);
  return { output, seconds };
}

export async function buildPreset(preset, targets = []) {
  if (!existsSync(join(repository, 'build', preset, 'build.ninja'))) await must(`configure ${preset}`, 'cmake', ['--preset', preset]);
  return must(`build ${preset}`, 'cmake', ['--build', '--preset', preset, '-j', String(cpus().length), ...targets.flatMap((name) => ['--target', name])]);
}

// web, native-release and the site. Parts are named by `say` as they end, with their seconds.
export async function buildSite(say = () => {}) {
  const before = sourceDigest();
  const step = async (what, work) => {
    const { seconds } = await work();
    say(`  ${what}: ${seconds.toFixed(1)} s`);
  };
  await step('WebAssembly (preset web)', () => buildPreset('web'));
  await step('edge server (preset native-release)', () => buildPreset('native-release', ['hypha-edge']));
  await step('site', () => must('bundle', process.execPath, ['web/build/bundle.mjs', '--wasm', 'build/web', '--out', 'build/web/site', '--fonts', 'build/web/generated/fonts']));
  mkdirSync(dirname(siteStamp), { recursive: true });
  writeFileSync(siteStamp, before);
}
