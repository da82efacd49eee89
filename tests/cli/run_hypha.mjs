// Runs the command line as people do, in a process of its own.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const fixture = (name) => join(repository, 'tests/fixtures', name);
export const buildFolder = process.env.HYPHA_WEB_BUILD ?? join(repository, 'build/web');

export function runHypha(args, { env = {}, cwd = repository, input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, 'web/cli/hypha.mjs'), ...args], { cwd, env: { ...process.env, ...env } });
    child.stdin.on('error', () => {}); // a program that ends early does not read it
    child.stdin.end(input);
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, lines: out.split('\n').filter(Boolean) }));
  });
}
