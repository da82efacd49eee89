// `hypha export-labels`: a journal file (a backup with photos) becomes labelled photos: DIR/photos and DIR/labels.csv, as `hypha evaluate`
// and training read them. Only what a person said is a label; photos lose what is hidden in them, as on every way out.
// A photo that cannot be cleaned, or that the evaluation cannot read, goes as the small JPEG that the app made of it.
import { createRequire } from 'node:module';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFolder, instantiate, requireBuild } from './instantiate.mjs';

const kMaker = 1215909992; // application_id of a journal (src/storage/migrations)
const kMostBytes = 3_000_000_000; // the file stands whole in the memory of 32-bit WebAssembly

/** The file or the folder is not as it has to be; the message is a sentence for people. */
export class LabelsError extends Error {}

class Cleaner {
  #wasm;
  constructor(wasm) { this.#wasm = wasm; }

  question(which) {
    return this.#wasm.UTF8ToString(this.#wasm._labels_question(which));
  }

  /** The bytes without hidden parts; null where their kind of file does not allow it. */
  clean(bytes) {
    const wasm = this.#wasm;
    const at = wasm._decode_alloc(bytes.length + 4) >>> 0;
    if (at === 0) throw new LabelsError('There is not enough memory for one of the photos.');
    wasm.HEAPU8.set(bytes, at + 4);
    const from = wasm._labels_strip(at + 4, bytes.length, at) >>> 0;
    const size = new DataView(wasm.HEAPU8.buffer).getUint32(at, true);
    const cleaned = size > 0 ? wasm.HEAPU8.slice(from, from + size) : null;
    wasm._decode_free(at);
    return cleaned;
  }
}

const endingOf = (bytes) => (bytes[0] === 0xff && bytes[1] === 0xd8 ? 'jpg' : bytes[0] === 0x89 && bytes[1] === 0x50 ? 'png' : null);

function rowsOf(database, sql, values = {}) {
  const statement = database.prepare(sql);
  const rows = [];
  try {
    statement.bind(values);
    while (statement.step()) rows.push(statement.getAsObject());
  } finally {
    statement.free();
  }
  return rows;
}

async function openJournal(path, facts) {
  const bytes = await readFile(path).catch((problem) => { throw new LabelsError(`${path} cannot be read: ${problem.message}.`); });
  if (bytes.length > kMostBytes) throw new LabelsError(`${path} is larger than 3 GB, which is more than this program can open.`);
  const SQL = await createRequire(import.meta.url)(join(buildFolder(), 'sql/sql-wasm.js'))();
  const database = new SQL.Database(bytes);
  try {
    const [{ schema, photos, maker }] = rowsOf(database, facts);
    if (maker !== kMaker || schema < 1) throw new LabelsError(`${path} is no Hypha journal.`);
    if (photos === 0) throw new LabelsError(`${path} holds no photos. In Hypha choose Me, Storage and place, Back up with photos.`);
    return database;
  } catch (problem) {
    database.close();
    throw problem instanceof LabelsError ? problem : new LabelsError(`${path} is no Hypha journal, or it is damaged: ${problem.message}.`);
  }
}

/** What of the photo may be written: {bytes, ending}; null when the file does not hold it. */
function photoOf(database, cleaner, photo) {
  for (const part of ['original', 'thumbnail']) {
    const [row] = rowsOf(database, cleaner.question(1), { $photo: photo, $part: part });
    const bytes = row ? cleaner.clean(row.content) : null;
    const ending = bytes && endingOf(bytes);
    if (ending) return { bytes, ending, isReduced: part === 'thumbnail' };
  }
  return null;
}

/** {labels, reduced, missing}: photos written, of them small pictures, and photos that the file does not hold. */
export async function exportLabels(journal, folder, orientation) {
  requireBuild(buildFolder(), ['decode.js', 'decode.wasm', 'sql/sql-wasm.js', 'sql/sql-wasm.wasm']);
  const cleaner = new Cleaner(await instantiate(buildFolder(), 'decode'));
  const database = await openJournal(journal, cleaner.question(2));
  try {
    await mkdir(join(folder, 'photos'), { recursive: true });
    if ((await readdir(folder)).includes('labels.csv')) throw new LabelsError(`${folder} holds labels already: name another folder.`);
    const lines = ['path,latin,view,find'];
    const counts = { labels: 0, reduced: 0, missing: 0 };
    for (const { find, view, photo, state, latin } of rowsOf(database, cleaner.question(0))) {
      const written = /^[0-9a-f-]{36}$/.test(find) && /^[a-z]+$/.test(view) ? photoOf(database, cleaner, photo) : null;
      if (!written) {
        counts.missing += 1;
        continue;
      }
      const path = `photos/${find}-${view}.${written.ending}`;
      await writeFile(join(folder, path), written.bytes);
      lines.push([path, state === 'not_mushroom' ? '' : `"${latin.replaceAll('"', '""')}"`, view, find].join(','));
      counts.labels += 1;
      counts.reduced += written.isReduced ? 1 : 0;
    }
    await writeFile(join(folder, 'labels.csv'), `${lines.join('\r\n')}\r\n`);
    await writeFile(join(folder, 'README.txt'), `${orientation}\n\nPhotos of a Hypha journal with what a person said they show (labels.csv; no name: no mushroom).\nThe photos have lost place, time and camera.\n`);
    return counts;
  } finally {
    database.close();
  }
}
