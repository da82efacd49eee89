// The table of the SQL bench as Markdown: medians, ratios of medians, targets, and for each target that is missed the row and the reason
// as far as it is known. Pure: measurements in, text out.

const columns = [['cpp', 'C++ on OPFS'], ['face', 'face, in memory'], ['sqljs', 'sql.js 1.16.0, in memory'], ['sahpool', 'sqlite-wasm sahpool, OPFS']];

// [who, against whom, at least], for rows whose name begins so.
const targets = [
  ['point reads', 'cpp', 'sqljs', 10], ['bulk insert', 'cpp', 'sqljs', 1.5], ['', 'face', 'sqljs', 1.1],
];
const durableTarget = ['cpp', 'sahpool', 1.2];
const coldTarget = ['cpp', 'sahpool', 1];

// Likely reasons, from the code and from profiles of the face; none was measured apart, and the text says so.
const reasons = [
  ['group and sort', 'cpp', 'its pool has no temporary files, so SQLite keeps each record to be sorted in an allocation of its own'],
  ['full text', 'cpp', 'it flushes the index to the disk, which those in memory do not'],
  ['', 'cpp', 'it writes every page twice, to the log and to the file, and flushes'],
  ['', 'face', 'of something not explained yet'],
];
const reasonOf = (row, who) => reasons.find(([begins, engine]) => engine === who && row.name.startsWith(begins))[2];

const digits = (ms) => (ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const times = (cell) => (cell ? `${digits(cell.median)} (${digits(cell.low)} to ${digits(cell.high)})` : '–');
const ratio = (cells, who, against) => (cells[who] && cells[against] ? cells[against].median / cells[who].median : undefined);
const shown = (value) => (value === undefined ? '–' : `${value.toFixed(2)} ×`);

function missedOf(row) {
  const wanted = targets.filter(([begins]) => row.name.startsWith(begins)).map(([, ...target]) => target);
  if (row.durable) wanted.push(durableTarget);
  if (row.cold) wanted.push(coldTarget);
  return wanted.map(([who, against, least]) => ({ who, against, least, got: ratio(row.times, who, against) })).filter(({ got, least }) => got !== undefined && got < least);
}

export function tableOf(rows, { machine, runs, settings, scale }) {
  const names = Object.fromEntries(columns);
  const lines = [
    '# SQLite in a browser, four ways', '',
    `Written by \`npm run bench:sql\` (tests/bench/sql.bench.mjs). ${machine}. ${runs} runs${scale === 1 ? '' : ` at ${scale} of the size`}, taking turns in one page;`,
    'milliseconds, median and quartiles; ratios of medians, above 1 is faster.', '',
    `| what | ${columns.map(([, name]) => name).join(' | ')} | C++ : sql.js | face : sql.js | C++ : sahpool |`,
    `|---|${columns.map(() => '---:').join('|')}|---:|---:|---:|`,
    ...rows.map((row) => `| ${row.name}${row.durable ? ' (durable on OPFS)' : ''} | ${columns.map(([engine]) => times(row.times[engine])).join(' | ')} | ${shown(ratio(row.times, 'cpp', 'sqljs'))} | ${shown(ratio(row.times, 'face', 'sqljs'))} | ${shown(ratio(row.times, 'cpp', 'sahpool'))} |`),
    '', '## How to read it', '',
    '- C++ is `hypha_storage` on the pool VFS as the app uses it: write-ahead log, `synchronous = FULL`, every commit flushed. The face and sql.js keep everything in memory and lose it with the page.',
    '- sql.js has no FTS5, so its full-text rows are FTS4, which the face has too; the app has FTS5 only.',
    `- sahpool is set to the fastest for small transactions of five settings tried: \`${settings}\`.`,
    '- Cold open is a new worker, scripts and WebAssembly from the browser\'s cache, the existing file, one query. The app checks its file when it opens it; the others do not.',
    '', '## Targets', '',
  ];
  const missed = rows.flatMap((row) => missedOf(row).map((miss) => ({ row, ...miss })));
  if (!missed.length) lines.push('All are met: C++ 10 × sql.js on point reads and 1.5 × on bulk insert, the face 1.1 × sql.js on every row, small durable transactions 1.2 × sahpool, cold open no slower.');
  for (const { row, who, against, least, got } of missed) lines.push(`- **Not met**, ${row.name}: ${names[who]} is ${got.toFixed(2)} × ${names[against]}, wanted ${least} ×.`);
  const behind = rows.flatMap((row) => [['cpp', 'sqljs'], ['face', 'sqljs'], ['cpp', 'sahpool']].map(([who, against]) => ({ row, who, against, got: ratio(row.times, who, against) }))).filter(({ got }) => got < 1);
  if (behind.length) lines.push('', '## Where it is not ahead', '');
  for (const { row, who, against, got } of behind) lines.push(`- ${row.name}: ${names[who]} is ${got.toFixed(2)} × ${names[against]}, probably because ${reasonOf(row, who)}.`);
  return `${lines.join('\n')}\n`;
}
