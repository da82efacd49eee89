// Runs a program and keeps its output, so that a good step is one line and a bad one shows all that it said.
// runCommand resolves with {code, output, seconds}; it never rejects: a program that is not there has code 127.
// Children get SIGTERM when this program is interrupted, so nothing is left running.
import { spawn } from 'node:child_process';

const children = new Set();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!children.size) process.exit(130);
    stopping = true;
    for (const child of children) child.kill('SIGTERM');
  });
}

export const repository = decodeURIComponent(new URL('..', import.meta.url).pathname).replace(/\/$/, '');

export function runCommand(program, args, { cwd = repository, env = {}, show = false, nice = 0 } = {}) {
  if (stopping) process.exit(130);
  const began = performance.now();
  return new Promise((resolve) => {
    const [file, list] = nice ? ['nice', ['-n', String(nice), program, ...args]] : [program, args];
    const child = spawn(file, list, { cwd, env: { ...process.env, ...env }, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    const pieces = [];
    child.stdout?.on('data', (piece) => pieces.push(piece));
    child.stderr?.on('data', (piece) => pieces.push(piece));
    const end = (code, said = '') => {
      children.delete(child);
      if (stopping) process.exit(130);
      resolve({ code, output: Buffer.concat(pieces).toString() + said, seconds: (performance.now() - began) / 1000 });
    };
    child.on('error', (error) => end(127, `${file}: ${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? (signal ? 128 : 1), signal ? `\nended by ${signal}\n` : ''));
  });
}

// The last lines of a long output.
export const tail = (text, lines = 60) => text.trimEnd().split('\n').slice(-lines).join('\n');
