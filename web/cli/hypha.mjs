#!/usr/bin/env node
// The command line. Reads the arguments and runs one command: identify (photos) or classify (texts), one answer an input, in order;
// or evaluate (labelled photos), one report.
// Exit code: 0 when every input was processed (one that cannot be read is an answer too), 2 for wrong use, 1 when this program itself
// cannot work (no build, another model than the one it was made for, a report that cannot be written).
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { EngineError } from './instantiate.mjs';
import { classificationLine, classificationSentence, jsonLine, orientation, sentences } from './report.mjs';

const usage = `usage: hypha identify [--json] FILE|DIR...
       hypha evaluate DIR --labels labels.csv [--json] [--out FILE]
       hypha classify [--json] [FILE...]
       hypha --help

identify names mushrooms on photos (JPEG, PNG). A folder is searched for pictures, also below.
  --json   one JSON object a line: file, state (answered, unknown, not_mushroom, unreadable), rank, name, probability,
           candidates, risk (deadly, deadly_lookalikes, poisonous, unknown), quality, model; reason when unreadable

evaluate says how honest the model is on labelled photos: top-1, 3 and 5 of genus and species, accuracy against coverage, rejection
of unknown genera and of what is no mushroom, calibration, false reassurance, confusion, latency; each share with its interval.
  --labels CSV with the columns path (below DIR) and latin (a genus or a species; empty: no mushroom)
  --out    where the report is written as JSON (evaluation.json)
  --json   the report as JSON on the standard output instead of a table

classify says the language and the topic of texts: the files named, or without files one JSON object {"text": "..."} a line on
the standard input.
  --json   one JSON object a line: lang (es, en, qu, ay, ..., und), topic (politics, world, society, economy, technology, science,
           sports, culture, other), probability (null where no model reads that language), candidates; error when it is no text

  --help   this text
Exit code: 0 when all inputs were processed, 2 for wrong use, 1 when the program cannot work.

${orientation}`;

class UsageError extends Error {}

// Which options belong to which command; parseArgs knows only all of them together.
const optionsOf = { identify: ['json'], classify: ['json'], evaluate: ['json', 'labels', 'out'] };

function readArguments(given) {
  let parsed;
  try {
    parsed = parseArgs({ args: given, allowPositionals: true, options: { json: { type: 'boolean' }, labels: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch (problem) {
    throw new UsageError(problem.message);
  }
  const [command, ...paths] = parsed.positionals;
  const { help, json = false, ...others } = parsed.values;
  if (help) return { help: true };
  if (command === undefined) throw new UsageError('A command is missing.');
  if (!Object.hasOwn(commands, command)) throw new UsageError(`There is no command "${command}".`);
  const stray = Object.keys(others).find((name) => !optionsOf[command].includes(name));
  if (stray) throw new UsageError(`${command} has no option --${stray}.`);
  if (command === 'identify' && paths.length === 0) throw new UsageError('identify needs at least one file or folder.');
  if (command === 'evaluate' && paths.length !== 1) throw new UsageError('evaluate needs exactly one folder.');
  if (command === 'evaluate' && !others.labels) throw new UsageError('evaluate needs --labels and a CSV file.');
  if (command === 'classify' && paths.length === 0 && process.stdin.isTTY) throw new UsageError('classify needs files, or lines of JSON on the standard input.');
  return { command, json, paths, ...others };
}

// A count that overwrites itself, for people who wait at a terminal.
function counter() {
  if (!process.stderr.isTTY) return undefined;
  return (done, all) => process.stderr.write(`\r${done} of ${all}${done === all ? '\n' : ''}`);
}

// An engine is loaded by the command that needs it: each has its own wasm.
const commands = {
  async identify({ json, paths }) {
    const [{ Engine }, { photoFiles }] = await Promise.all([import('./engine.mjs'), import('./photo_files.mjs')]);
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
  },

  async evaluate({ json, paths: [folder], labels: labelFile, out = 'evaluation.json' }) {
    const [{ Engine }, { parseLabels, LabelError }, { evaluate, evaluationSentences }] = await Promise.all([import('./engine.mjs'), import('./label_file.mjs'), import('./evaluate.mjs')]);
    const text = await readFile(labelFile, 'utf8').catch((problem) => { throw new UsageError(`${labelFile} cannot be read: ${problem.message}`); });
    let labels;
    try {
      labels = parseLabels(text);
    } catch (problem) {
      throw problem instanceof LabelError ? new UsageError(`${labelFile}, ${problem.message}.`) : problem;
    }
    const report = await evaluate(await Engine.open(), folder, labels, counter());
    if (report.photos === 0) throw new UsageError(`None of the ${labels.length} photos of ${labelFile} could be read below ${folder}.`);
    const written = `${JSON.stringify(report, null, 1)}\n`;
    await writeFile(out, written).catch((problem) => { throw new EngineError(`The report could not be written to ${out}: ${problem.message}`); });
    console.log(json ? written.trimEnd() : `${evaluationSentences(report)}\n\nWritten to ${out}. ${orientation}`);
  },

  async classify({ json, paths }) {
    const [{ TextEngine }, { textInputs }] = await Promise.all([import('./text_engine.mjs'), import('./text_inputs.mjs')]);
    const engine = await TextEngine.open();
    for await (const { name, bytes, error } of textInputs(paths, process.stdin)) {
      const answer = error ? { error } : await engine.classify(bytes);
      console.log(json ? classificationLine(answer) : classificationSentence(name, answer));
    }
  },
};

async function main() {
  const { help, command, ...given } = readArguments(process.argv.slice(2));
  if (help) console.log(usage);
  else await commands[command](given);
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
