// Compares the layout of every C++ file with .clang-format; --fix writes it. Names each file that differs and the first line.
import { spawnSync } from 'node:child_process';
import { ourFiles } from './our_files.mjs';
import { repository } from './run_command.mjs';

const files = ourFiles(/\.(cpp|hpp)$/);
if (process.argv.includes('--fix')) {
  spawnSync('clang-format-19', ['-i', ...files], { cwd: repository, stdio: 'inherit' });
} else {
  const { status, stderr } = spawnSync('clang-format-19', ['--dry-run', '--Werror', '--ferror-limit=1', ...files], { cwd: repository, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.log(stderr.split('\n').filter((line) => /error:/.test(line)).join('\n'));
    console.log('Mend with: node .ci/check_format.mjs --fix');
    process.exit(1);
  }
}
