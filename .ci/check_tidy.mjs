// Runs clang-tidy over every .cpp below src/ that the native build compiles (tests are held by -Werror and by running them). A clean result is kept in the user's cache under a
// digest of the file, all headers of ours that it includes, and .clang-tidy, so only what changed is looked at again.
// Needs build/native (npm test and npm run check build it first).
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { cacheFolder } from './cache_folder.mjs';
import { repository, runCommand } from './run_command.mjs';

const build = join(repository, 'build/native');
const kept = join(cacheFolder, 'tidy');
mkdirSync(kept, { recursive: true });
if (!existsSync(join(build, 'compile_commands.json'))) {
  console.log('build/native is not configured: run npm test, or cmake --preset native.');
  process.exit(1);
}

const isOurs = (path) => !relative(repository, path).startsWith('..') && !/\/node_modules\/|\/third_party\//.test(path);
const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
// Once each and in one way: fuzzers compile some of them a second time, and clang-tidy looks at a file in every way that it finds.
const ways = new Map(commands.map((command) => [command.file, command]).reverse());
const sources = [...ways.keys()].filter((file) => isOurs(file) && /^src\/.*\.cpp$/.test(relative(repository, file)));
const once = join(build, 'tidy');
mkdirSync(once, { recursive: true });
writeFileSync(join(once, 'compile_commands.json'), JSON.stringify([...ways.values()]));

// What each object was made of, as ninja remembers it.
const dependencies = new Map();
const deps = spawnSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
for (const paragraph of deps.split('\n\n')) {
  const paths = paragraph.split('\n').slice(1).map((line) => resolve(build, line.trim())).filter(isOurs);
  if (paths.length) dependencies.set(paths[0], paths);
}

const contents = new Map();
const contentOf = (path) => {
  if (!contents.has(path)) contents.set(path, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
  return contents.get(path);
};
const configuration = readFileSync(join(repository, '.clang-tidy'));
const digestOf = (file) => {
  const digest = createHash('sha256').update(configuration);
  for (const path of dependencies.get(file) ?? [file]) digest.update(`${relative(repository, path)}\0${contentOf(path)}\n`);
  return digest.digest('hex');
};

const waiting = sources.filter((file) => !existsSync(join(kept, digestOf(file))));
let failed = 0;
const worker = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const { code, output } = await runCommand('clang-tidy-19', ['--quiet', '-p', once, file]);
    const said = output.split('\n').filter((line) => !/warnings? (generated|treated as errors?)|^Suppressed|^Use -header-filter|^\[\d/.test(line)).join('\n').trim();
    if (code === 0) writeFileSync(join(kept, digestOf(file)), '');
    else {
      failed += 1;
      console.log(said);
    }
  }
};
const looked = waiting.length;
await Promise.all(cpus().map(worker));
console.log(`clang-tidy: ${looked} of ${sources.length} files looked at, ${failed} with findings`);
process.exit(failed ? 1 : 0);
