#!/usr/bin/env node
// The command line. Reads the arguments, finds the files, prints one answer a file in the order given.
// Exit code: 0 when every file was processed (an unreadable file is an answer too), 2 for wrong use, 1 when this program itself
// cannot work (no build, another model than the one it was made for).
import { parseArgs } from 'node:util';
import { Engine, EngineError } from './engine.mjs';
import { photoFiles } from './photo_files.mjs';
import { jsonLine, orientation, sentences } from './report.mjs';

const usage = `usage: hypha identify [--json] FILE|DIR...
       hypha --help

Names mushrooms on photos (JPEG, PNG). A folder is searched for pictures, also below.
  --json   one JSON object a line: file, state (answered, unknown, not_mushroom, unreadable), rank, name, probability,
           candidates, risk (deadly, deadly_lookalikes, poisonous, unknown), quality, model; reason when unreadable
  --help   this text
Exit code: 0 when all files were processed, 2 for wrong use, 1 when the program cannot work.

${orientation}`;

class UsageError extends Error {}

function readArguments(given) {
  let parsed;
  try {
    parsed = parseArgs({ args: given, allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (problem) {
    throw new UsageError(problem.message);
  }
  const [command, ...paths] = parsed.positionals;
  if (parsed.values.help) return { help: true };
  if (command === undefined) throw new UsageError('A command is missing.');
  if (command !== 'identify') throw new UsageError(`There is no command "${command}".`);
  if (paths.length === 0) throw new UsageError('identify needs at least one file or folder.');
  return { json: parsed.values.json === true, paths };
}

async function main() {
  const { help, json, paths } = readArguments(process.argv.slice(2));
  if (help) {
    console.log(usage);
    return;
  }
  const engine = await Engine.open();
  let files = 0;
  for await (const file of photoFiles(paths)) {
    files += 1;
    const answer = await engine.identify(file);
    console.log(json ? jsonLine(answer) : sentences(answer));
  }
  // The sentence belongs on every export; in JSON it would be a key that readers do not expect.
  if (json && files > 0) console.error(orientation);
  if (files === 0) console.error('No pictures were found there.');
}

process.stdout.on('error', (problem) => process.exit(problem.code === 'EPIPE' ? 0 : 1)); // `hypha … | head` is no failure
try {
  await main();
} catch (problem) {
  if (problem instanceof UsageError) {
    console.error(`hypha: ${problem.message}\n\n${usage}`);
    process.exitCode = 2;
  } else {
    console.error(problem instanceof EngineError ? `hypha: ${problem.message}` : problem);
    process.exitCode = 1;
  }
}
