// `hypha replay`: a click log in pieces through taste.wasm (core/taste), and its result as a table for people. What is wrong with the
// log or with what was asked is a ReplayError whose message is a sentence.
import { createReadStream } from 'node:fs';
import { buildFolder, instantiate, requireBuild } from './instantiate.mjs';

export class ReplayError extends Error {}

const pieceBytes = 1 << 20;

// A count, a time or a day as a person writes it: digits only, so that "1e3", "0x10" or "-5" is not taken for something else.
function wholeNumber(text, least, most, refusal) {
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) throw new ReplayError(refusal);
  return number;
}

/** What the options say, checked: {items, lead, from, policy}; from is -1 for the later half. */
export function readReplayOptions({ items, lead = '0', from, policy = '' }) {
  return {
    items: items.split(',').map((each) => wholeNumber(each, 1, 200, `--items needs numbers from 1 to 200 with commas between them, not "${items}".`)),
    lead: wholeNumber(lead, 0, 10080, `--lead needs minutes from 0 to 10080 (a week), not "${lead}".`),
    from: from === undefined ? -1 : wholeNumber(from, 0, 1e6, `--from needs the number of a day, 0 being the first, not "${from}".`),
    policy,
  };
}

function sentenceOf(file, answer) {
  const [, code, detail] = /^!(\w+) ?(.*)$/s.exec(answer);
  const [, line, why] = /^(\d+): (.*)$/s.exec(detail) ?? [];
  return {
    log_header: `${file} needs a header that has the columns t, user and article, each once: "${detail}" is missing or there twice.`,
    log_line: `${file}, line ${line}: ${why}.`,
    log_empty: `${file} holds no click.`,
    bad_from: `--from is beyond the log, which has ${detail} day${detail === '1' ? '' : 's'} (0 is the first).`,
  }[code] ?? `The replay failed (${code} ${detail}).`;
}

export async function replay(file, { items, lead, from, policy }, build = buildFolder()) {
  requireBuild(build, ['taste.js', 'taste.wasm']);
  const wasm = await instantiate(build, 'taste');
  const take = (pointer) => {
    const answer = wasm.UTF8ToString(pointer);
    if (answer.startsWith('!')) throw new ReplayError(sentenceOf(file, answer));
    return answer;
  };
  const known = wasm.UTF8ToString(wasm._taste_policies()).split('\n');
  if (policy && !known.includes(policy)) throw new ReplayError(`There is no policy "${policy}". There are ${known.join(', ')}.`);
  wasm._taste_begin();
  const room = wasm._taste_alloc(pieceBytes) >>> 0;
  try {
    for await (const piece of createReadStream(file, { highWaterMark: pieceBytes })) {
      wasm.HEAPU8.set(piece, room);
      take(wasm._taste_feed(room, piece.length));
    }
  } catch (problem) {
    if (problem instanceof ReplayError || !problem.code) throw problem;
    throw new ReplayError(problem.code === 'ENOENT' ? `There is no file ${file}.` : problem.code === 'EISDIR' ? `${file} is a folder; name a CSV file.` : `${file} cannot be read: ${problem.message}`);
  }
  take(wasm._taste_end());
  for (const count of items) wasm._taste_add_items(count);
  wasm.stringToUTF8(policy, room, pieceBytes);
  const result = take(wasm._taste_replay(lead, room, from));
  wasm._taste_free(room);
  return JSON.parse(result);
}

export function replayTable({ log, lead_minutes: lead, from_day: from, returns, items, policies }) {
  const count = (number) => number.toLocaleString('en-US');
  const names = Math.max(...policies.map(({ policy }) => policy.length));
  const row = (name, cells) => `${name.padEnd(names)}${cells.map((cell) => cell.padStart(9)).join('')}`;
  return [
    `${count(log.clicks)} clicks of ${count(log.readers)} readers on ${count(log.articles)} articles in ${log.days} days${log.out_of_order > 0 ? `; ${count(log.out_of_order)} lines were out of order and are sorted` : ''}.`,
    `${count(returns)} returns from day ${from} on, prefetched ${lead} minutes ahead: how often the first click was there already.`,
    '',
    row('items', items.map(String)),
    ...policies.map(({ policy, share }) => row(policy, share.map((each) => (each === null ? '-' : `${(100 * each).toFixed(1)} %`)))),
  ].join('\n');
}
