// Splits hypha.wasm in two: what the first screen needs, and what can come after it (src/browser/later_code.txt says which functions).
// Binaryen's wasm-split does it: a call from the first part into the later one goes through the function table, whose slot holds a
// placeholder until the later part is there (web/later_code.ts). Which function lies where changes no behaviour, only what is fetched when.
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export class SplitError extends Error {}

/** The regular expressions of the list; empty lines and lines that begin with # say nothing. */
export function readPatterns(text) {
  return text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#')).map((line) => {
    try {
      return new RegExp(line, 'u');
    } catch (error) {
      throw new SplitError(`later_code.txt: "${line}" is no regular expression (${error.message})`);
    }
  });
}

/** Names of the functions a module defines or imports, from its name section (WebAssembly core specification, appendix "Name Section"). */
export function functionNames(bytes) {
  let at = 8;
  const number = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return bytes.toString('utf8', at, at += length);
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = number();
    const end = at + length;
    if (id === 0 && text() === 'name') {
      while (at < end) {
        const part = bytes[at++];
        const partLength = number();
        if (part === 1) return Array.from({ length: number() }, () => (number(), text()));
        at += partLength;
      }
    }
    at = end;
  }
  throw new SplitError('hypha.wasm has no function names: it must be linked with --profiling-funcs');
}

/** As Binaryen writes names: what is no identifier character of the text format, as a backslash and two hexadecimal digits. */
export const escapeName = (name) => Buffer.from(name).toString('latin1')
  .replace(/[^A-Za-z0-9!#$%&'*+\-./:<=>?@^_`|~\\]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

export function splitCode({ module, list, binaryen, first, later }) {
  const patterns = readPatterns(readFileSync(list, 'utf8'));
  const names = functionNames(readFileSync(module));
  const unused = patterns.filter((pattern) => !names.some((name) => pattern.test(name)));
  if (unused.length > 0) throw new SplitError(`later_code.txt: no function is named like ${unused.map(String).join(', ')}`);
  const chosen = `${later}.functions`;
  writeFileSync(chosen, `${names.filter((name) => patterns.some((pattern) => pattern.test(name))).map(escapeName).join('\n')}\n`);
  rmSync(first, { force: true });
  const said = execFileSync(join(binaryen, 'bin/wasm-split'), [module, '--all-features', `--split-funcs=@${chosen}`, '-o1', first, '-o2', later, '--export-prefix=%', '--placeholdermap'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (/does not exist/.test(said)) throw new SplitError(`wasm-split does not know a name: ${said.slice(0, 300)}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { module: text, list: text, binaryen: text, first: text, later: text } });
  try {
    splitCode(values);
  } catch (error) {
    console.error(`split_code: ${error.message}`);
    process.exitCode = 1;
  }
}
