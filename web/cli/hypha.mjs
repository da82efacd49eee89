#!/usr/bin/env node
// The command line. Reads the arguments and runs one command: identify (photos) or classify (texts), one answer an input, in order;
// evaluate (labelled photos), one report; export-labels, labelled photos out of a journal; replay (a click log), one table.
// Exit code: 0 when every input was processed (one that cannot be read is an answer too), 2 for wrong use, 1 when this program itself
// cannot work (no build, another model than the one it was made for, a report that cannot be written).
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { EngineError } from './instantiate.mjs';
import { classificationLine, classificationSentence, jsonLine, orientation, sentences } from './report.mjs';

const usage = `usage: hypha identify [--json] FILE|DIR...
       hypha evaluate DIR --labels labels.csv [--json] [--out FILE]
       hypha export-labels JOURNAL.sqlite --out DIR
       hypha classify [--json] [FILE...]
       hypha replay CLICKS.csv --items N[,N...] [--lead MINUTES] [--policy NAME] [--from DAY] [--json]
       hypha --help

identify names mushrooms on photos (JPEG, PNG). A folder is searched for pictures, also below.
  --json   one JSON object a line: file, state (answered, unknown, not_mushroom, unreadable), rank, name, probability,
           candidates, risk (deadly, deadly_lookalikes, poisonous, unknown), quality, model; reason when unreadable

evaluate says how honest the model is on labelled photos: top-1, 3 and 5 of genus and species, accuracy against coverage, rejection
of unknown genera and of what is no mushroom, calibration, false reassurance, confusion, latency; each share with its interval.
  --labels CSV with the columns path (below DIR) and latin (a genus or a species; empty: no mushroom)
  --out    where the report is written as JSON (evaluation.json)
  --json   the report as JSON on the standard output instead of a table

export-labels writes the photos that people named in a journal, and what they said: DIR/photos and DIR/labels.csv, which evaluate
reads. The journal is a backup with photos (Me, Storage and place). Photos lose place, time and camera.
  --out    the folder, made when it is not there

classify says the language and the topic of texts: the files named, or without files one JSON object {"text": "..."} a line on
the standard input.
  --json   one JSON object a line: lang (es, en, qu, ay, ..., und), topic (politics, world, society, economy, technology, science,
           sports, culture, other), probability (null where no model reads that language), candidates; error when it is no text

replay says how often the first click of a returning reader (30 minutes without a click before it) would have been among the N
articles that a policy prefetched, knowing only what was clicked before it did.
  CLICKS   CSV with the columns t (seconds), user and article, in any order; device and referrer help where they are there
  --items  how many articles are prefetched, 1 to 200
  --lead   how many minutes before the return (0)
  --policy one of most-read-30m, most-read-3h, most-read-24h, recency, co-reading, ours, clairvoyant (all). ours learns while
           the log runs; clairvoyant is what could have been known at all: articles clicked before, and not by this reader
  --from   the first day that counts, 0 being the first of the log (half of its days, rounded up; the earlier ones are learned from)
  --json   one JSON object: log, lead_minutes, from_day, returns, items, policies with hits and share for each of items

  --help   this text
Exit code: 0 when all inputs were processed, 2 for wrong use, 1 when the program cannot work.

${orientation}`;

class UsageError extends Error {}

// Which options belong to which command; parseArgs knows only all of them together.
const optionsOf = { identify: ['json'], classify: ['json'], evaluate: ['json', 'labels', 'out'], 'export-labels': ['out'], replay: ['json', 'items', 'lead', 'policy', 'from'] };

function readArguments(given) {
  let parsed;
  try {
    parsed = parseArgs({ args: given, allowPositionals: true, options: { json: { type: 'boolean' }, labels: { type: 'string' }, out: { type: 'string' }, items: { type: 'string' }, lead: { type: 'string' }, policy: { type: 'string' }, from: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch (problem) {
    throw new UsageError(problem.message);
  }
  const [command, ...paths] = parsed.positionals;
  const { help, json = false, ...others } = parsed.values;
  if (help) return { help: true };
  if (command === undefined) throw new UsageError('A command is missing.');
  if (!Object.hasOwn(commands, command)) throw new UsageError(`There is no command "${command}".`);
  if (json && !optionsOf[command].includes('json')) throw new UsageError(`${command} has no option --json.`);
  const stray = Object.keys(others).find((name) => !optionsOf[command].includes(name));
  if (stray) throw new UsageError(`${command} has no option --${stray}.`);
  if (command === 'identify' && paths.length === 0) throw new UsageError('identify needs at least one file or folder.');
  if (command === 'evaluate' && paths.length !== 1) throw new UsageError('evaluate needs exactly one folder.');
  if (command === 'evaluate' && !others.labels) throw new UsageError('evaluate needs --labels and a CSV file.');
  if (command === 'export-labels' && paths.length !== 1) throw new UsageError('export-labels needs exactly one journal file.');
  if (command === 'export-labels' && !others.out) throw new UsageError('export-labels needs --out and a folder.');
  if (command === 'classify' && paths.length === 0 && process.stdin.isTTY) throw new UsageError('classify needs files, or lines of JSON on the standard input.');
  if (command === 'replay' && paths.length !== 1) throw new UsageError('replay needs exactly one CSV file of clicks.');
  if (command === 'replay' && others.items === undefined) throw new UsageError('replay needs --items and at least one number.');
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

  async 'export-labels'({ paths: [journal], out: folder }) {
    const { exportLabels, LabelsError } = await import('./labels.mjs');
    let counts;
    try {
      counts = await exportLabels(journal, folder, orientation);
    } catch (problem) {
      throw problem instanceof LabelsError ? new UsageError(problem.message) : problem;
    }
    const { labels, reduced, missing } = counts;
    const photos = (count) => `${count} photo${count === 1 ? '' : 's'}`;
    console.log(`${photos(labels)} with what a person said, in ${folder}.${reduced > 0 ? ` ${photos(reduced)} as the small picture.` : ''}${missing > 0 ? ` ${photos(missing)} could not be found in the file.` : ''}\n${orientation}`);
  },

  async classify({ json, paths }) {
    const [{ TextEngine }, { textInputs }] = await Promise.all([import('./text_engine.mjs'), import('./text_inputs.mjs')]);
    const engine = await TextEngine.open();
    for await (const { name, bytes, error } of textInputs(paths, process.stdin)) {
      const answer = error ? { error } : await engine.classify(bytes);
      console.log(json ? classificationLine(answer) : classificationSentence(name, answer));
    }
  },

  async replay({ json, paths: [file], ...options }) {
    const { readReplayOptions, replay, replayTable, ReplayError } = await import('./replay.mjs');
    try {
      const result = await replay(file, readReplayOptions(options));
      console.log(json ? JSON.stringify(result) : replayTable(result));
    } catch (problem) {
      throw problem instanceof ReplayError ? new UsageError(problem.message) : problem;
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
