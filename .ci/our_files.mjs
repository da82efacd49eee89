// The files of the project: those that git tracks or would track; without git, what lies in the source folders.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run_command.mjs';

const folders = ['src', 'web', 'service-worker', 'shaders', 'assets', 'models', 'tests', '.ci'];

export function ourFiles(pattern) {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: repository, encoding: 'utf8', maxBuffer: 1 << 26 });
  const names = listed.status === 0
    ? listed.stdout.split('\0').filter(Boolean)
    : folders.filter((folder) => existsSync(join(repository, folder))).flatMap((folder) => readdirSync(join(repository, folder), { recursive: true }).map((name) => join(folder, name)));
  return [...new Set(names)].filter((name) => pattern.test(name) && existsSync(join(repository, name))).sort();
}
