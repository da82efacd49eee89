// The media worker: photo files in, scores out; frames of the live camera, of which nothing is kept; and features of a text. One photo at a time, in the order asked, because each may take 240 MB.
// Guarantee: every ticket ends in exactly one of done, analysis_failed and analysis_cancelled; photo_stored comes before
// photo_analysed, and a failure before photo_stored means that the original was not kept.
// Nothing is judged here: the app worker's C++ makes the verdict from the scores, bound to the hash of the model that ran.
import mediaFactory from 'hypha:media';
import { mediaWasmUrl } from 'hypha:urls';
import { contributedPhoto } from './contributed_photo.ts';
import { FieldKit, sha256Hex } from './field_kit.ts';
import { MediaError, MediaWasm, type ModelFacts } from './media_wasm.mjs';
import { Network } from './network.ts';
import { photoOf, pixelsOf, thumbnailOf, type DecodedPhoto } from './photo_pixels.ts';
import { kThumbnailPx, PhotoStore } from './photo_store.ts';
import { drawPicture } from './share_picture.ts';
import { TextNetworks } from './text_networks.ts';
import type { AnalyseFrame, AnalysePhoto, AnalyseStoredPhoto, CancelTicket, DeleteAllPhotos, DeletePhoto, DrawPicture, DropDownloads, ExplainPhoto, MakeFieldReady, MeasureRoom, Message, PreparePhoto, ReleaseModel, ScoreText } from './messages.ts';

type Order = AnalyseFrame | AnalysePhoto | AnalyseStoredPhoto | ExplainPhoto | DrawPicture | PreparePhoto | ScoreText | CancelTicket | MakeFieldReady | ReleaseModel | DeletePhoto | DeleteAllPhotos | MeasureRoom | DropDownloads;

const largestFileBytes = 40_000_000;
const swollenHeapBytes = 160_000_000; // after a photo of more than about 36 Mpx the instance is thrown away

const post = (message: Message): void => self.postMessage(message);
const kit = new FieldKit((received_bytes) => post({ type: 'kit_file_received', received_bytes }));
const store = new PhotoStore();
const texts = new TextNetworks(kit);
const tickets = new Map<number, AbortController>();
let queue: Promise<void> = Promise.resolve();
let media: Promise<MediaWasm> | null = null;
let network: Network | null = null;

async function mediaWasm(): Promise<MediaWasm> {
  media ??= mediaFactory({ locateFile: () => mediaWasmUrl }).then((wasm) => new MediaWasm(wasm));
  try {
    return await media;
  } catch (problem) {
    media = null; // the next photo tries again
    throw new MediaError('model_unavailable', `media.wasm: ${String(problem)}`);
  }
}

function networkFor(facts: ModelFacts): Network {
  return (network ??= new Network(kit, facts));
}

// Errors of the platform by what they mean for the person; a code of our own passes through.
function failureOf(problem: unknown): { code: string; detail: string } {
  if (problem instanceof MediaError) return { code: problem.code, detail: problem.detail };
  const detail = String(problem);
  const outOfMemory = problem instanceof RangeError || problem instanceof WebAssembly.RuntimeError || /out of memory|allocation failed/i.test(detail);
  return { code: outOfMemory ? 'out_of_memory' : 'runtime_failed', detail };
}

async function letGoOfMemory(): Promise<void> {
  media = null;
  await network?.release().catch(() => undefined); // what cannot be released was not usable either
  network = null;
  await texts.release().catch(() => undefined);
}

/** Runs one ticket after those before it; `letGo` at its end, also of one that was cancelled before it began. */
function begin(ticket: number, work: (signal: AbortSignal) => Promise<void>, letGo: () => void = () => undefined): void {
  const controller = new AbortController();
  tickets.set(ticket, controller);
  queue = queue.then(async () => {
    try {
      controller.signal.throwIfAborted();
      await work(controller.signal);
    } catch (problem) {
      if (controller.signal.aborted) {
        post({ type: 'analysis_cancelled', ticket });
      } else {
        const { code, detail } = failureOf(problem);
        if (code === 'out_of_memory') await letGoOfMemory();
        post({ type: 'analysis_failed', ticket, code, detail });
      }
    } finally {
      letGo();
      tickets.delete(ticket);
    }
  });
}

// One message a percent: a slow line is seen to move, a fast one does not flood the app.
function progressOf(ticket: number): (doneBytes: number, totalBytes: number) => void {
  let last = -1;
  return (done_bytes, total_bytes) => {
    const percent = Math.floor((done_bytes * 100) / total_bytes);
    if (percent === last) return;
    last = percent;
    post({ type: 'load_progressed', ticket, done_bytes, total_bytes });
  };
}

// A thumbnail is made again from its photo (picture_source.ts): for want of its bytes no photo is refused.
function unlessFull(problem: unknown): void {
  if (!(problem instanceof MediaError) || problem.code !== 'storage_full') throw problem;
}

async function keep(ticket: number, photo: string, original: Blob, stored: Promise<void>, { pixels, widthPx, heightPx }: DecodedPhoto, signal: AbortSignal): Promise<void> {
  const thumbnail = await thumbnailOf(pixels, kThumbnailPx);
  signal.throwIfAborted();
  await Promise.all([stored, store.put('thumbnail', photo, thumbnail).catch(unlessFull)]);
  post({ type: 'photo_stored', ticket, photo, width_px: widthPx, height_px: heightPx, size_bytes: original.size, original, thumbnail });
}

async function analyse(ticket: number, file: Blob, signal: AbortSignal, crop: readonly number[] = []): Promise<void> {
  if (file.size === 0) throw new MediaError('empty_file');
  if (file.size > largestFileBytes) throw new MediaError('too_large', `${file.size} bytes`);
  const wasm = await mediaWasm();
  const started = performance.now();
  const bytes = await file.arrayBuffer();
  const header = wasm.header(new Uint8Array(bytes));
  const facts = wasm.model();
  // Loading needs no pixels and storing no model, so both run beside the decoding; whether they failed is asked where it matters.
  const net = networkFor(facts);
  const loaded = net.load(signal, progressOf(ticket));
  loaded.catch(() => undefined);
  const photo = await sha256Hex(bytes);
  const wasThere = await store.has(photo);
  const stored = store.put('original', photo, file);
  stored.catch(() => undefined);
  let decoded: DecodedPhoto | null = null;
  let isKept = wasThere;
  let keeping = Promise.resolve();
  try {
    decoded = await photoOf(wasm, file, bytes, header, signal, crop);
    const decode_ms = performance.now() - started;
    const kept = keep(ticket, photo, file, stored, decoded, signal).then(() => { isKept = true; });
    keeping = kept.catch(() => undefined);
    // A warm network takes a moment and its own threads: the browser writes the files meanwhile. A cold one takes a download.
    if (!net.isWarm) await kept;
    await loaded;
    signal.throwIfAborted();
    const preparing = performance.now();
    const { tensor, sharpness, exposure } = decoded.pixels.prepare(crop);
    const running = performance.now();
    const { logits, modelSha256 } = await net.run(tensor);
    const done = performance.now();
    await kept;
    signal.throwIfAborted();
    post({
      type: 'photo_analysed', ticket, photo, model_sha256: modelSha256, logits: [...logits], sharpness, exposure,
      decode_ms, prepare_ms: running - preparing, run_ms: done - running,
    });
  } finally {
    await keeping; // it reads the pixels
    decoded?.pixels.release();
    if (wasm.heapBytes() > swollenHeapBytes) media = null;
    if (!isKept) await stored.then(() => store.remove(photo)).catch(() => undefined); // nothing was promised, nothing stays
  }
}

async function analyseFrame(ticket: number, picture: ImageBitmap, signal: AbortSignal): Promise<void> {
  const wasm = await mediaWasm();
  const net = networkFor(wasm.model());
  await net.load(signal, progressOf(ticket));
  signal.throwIfAborted();
  const pixels = await pixelsOf(wasm, picture);
  try {
    const { tensor, sharpness, exposure } = pixels.prepare();
    const { logits, modelSha256 } = await net.run(tensor);
    signal.throwIfAborted();
    post({ type: 'frame_analysed', ticket, model_sha256: modelSha256, logits: [...logits], sharpness, exposure });
  } finally {
    pixels.release();
  }
}

async function originalOf(photo: string): Promise<Blob> {
  const original = await store.original(photo);
  if (!original) throw new MediaError('decode_failed', 'the stored photo is gone');
  return original;
}

async function analyseStored({ ticket, photo, crop }: AnalyseStoredPhoto, signal: AbortSignal): Promise<void> {
  await analyse(ticket, await originalOf(photo), signal, crop);
}

async function explainPhoto({ ticket, photo, crop }: ExplainPhoto, signal: AbortSignal): Promise<void> {
  const original = await originalOf(photo);
  const wasm = await mediaWasm();
  const net = networkFor(wasm.model());
  await net.load(signal, progressOf(ticket));
  const bytes = await original.arrayBuffer();
  const decoded = await photoOf(wasm, original, bytes, wasm.header(new Uint8Array(bytes)), signal, crop);
  try {
    const { evidence, columns, rows, modelSha256 } = await net.explain(decoded.pixels.prepare(crop).tensor);
    signal.throwIfAborted();
    post({ type: 'photo_explained', ticket, model_sha256: modelSha256, columns, rows, evidence: [...evidence] });
  } finally {
    decoded.pixels.release();
    if (wasm.heapBytes() > swollenHeapBytes) media = null;
  }
}

// A kind of file that this browser cannot draw goes as its thumbnail, which the app made when the photo came.
async function picture(order: DrawPicture): Promise<void> {
  const { ticket, photo } = order;
  const drawn = await drawPicture(order, await originalOf(photo)).catch(async (problem: unknown) => {
    const thumbnail = await store.read('thumbnail', photo);
    if (!thumbnail) throw problem;
    return drawPicture(order, thumbnail);
  });
  post({ type: 'picture_drawn', ticket, size_bytes: drawn.size, picture: drawn });
}

async function scoreText({ ticket, model_sha256, slots, weights, may_fetch }: ScoreText, signal: AbortSignal): Promise<void> {
  const scores = await texts.scores(model_sha256, Int32Array.from(slots), Float32Array.from(weights), may_fetch, signal);
  signal.throwIfAborted();
  post({ type: 'text_scored', ticket, model_sha256, scores: [...scores] });
}

// Who asked for it is told even when it was cancelled meanwhile: the file is there then, and goes by their word.
async function prepare({ ticket, longest_px, most_bytes, file }: PreparePhoto, signal: AbortSignal): Promise<void> {
  const picked = file as Blob;
  if (picked.size === 0) throw new MediaError('empty_file');
  if (picked.size > largestFileBytes) throw new MediaError('too_large', `${picked.size} bytes`);
  const { bytes, widthPx, heightPx } = await contributedPhoto(await mediaWasm(), picked, longest_px, most_bytes, signal);
  const photo = await sha256Hex(bytes);
  const picture = new Blob([bytes], { type: 'image/jpeg' });
  signal.throwIfAborted();
  await store.put('original', photo, picture);
  post({ type: 'photo_prepared', ticket, photo, width_px: widthPx, height_px: heightPx, size_bytes: picture.size, picture });
}

async function makeFieldReady({ ticket, texts: withTexts }: MakeFieldReady, signal: AbortSignal): Promise<void> {
  const state = await kit.fetchAll(signal, progressOf(ticket), withTexts);
  post({ type: 'field_checked', ticket, ready: state.ready, done_bytes: state.doneBytes, total_bytes: state.totalBytes, code: state.ready ? '' : 'model_unavailable' });
}

// Room is made beside the queue: the photo at its head may be waiting for a download that takes minutes.
async function measureRoom(ticket: number): Promise<void> {
  const [{ usage = 0, quota = -1 }, thumbnail_bytes, field_bytes] = await Promise.all([
    Promise.resolve(navigator.storage?.estimate?.()).then((estimate) => estimate ?? {}, () => ({})) as Promise<StorageEstimate>,
    store.spareThumbnailBytes(), kit.keptBytes(),
  ]);
  post({ type: 'room_measured', ticket, free_bytes: quota < 0 ? -1 : Math.max(0, quota - usage), thumbnail_bytes, field_bytes });
}

async function dropDownloads({ ticket, thumbnails, field_kit }: DropDownloads): Promise<void> {
  const freed = await Promise.all([thumbnails ? store.dropSpareThumbnails() : 0, field_kit ? kit.drop() : 0]);
  post({ type: 'downloads_dropped', ticket, freed_bytes: freed[0] + freed[1] });
}

function answer(ticket: number, work: Promise<void>): void {
  work.catch((problem: unknown) => post({ type: 'analysis_failed', ticket, code: 'storage_unavailable', detail: String(problem) }));
}

function receive(order: Order): void {
  switch (order.type) {
    case 'analyse_photo':
      begin(order.ticket, (signal) => analyse(order.ticket, order.file as Blob, signal));
      break;
    case 'analyse_stored_photo':
      begin(order.ticket, (signal) => analyseStored(order, signal));
      break;
    case 'analyse_frame':
      begin(order.ticket, (signal) => analyseFrame(order.ticket, order.picture, signal), () => order.picture.close());
      break;
    case 'explain_photo':
      begin(order.ticket, (signal) => explainPhoto(order, signal));
      break;
    case 'draw_picture':
      begin(order.ticket, () => picture(order));
      break;
    case 'score_text':
      begin(order.ticket, (signal) => scoreText(order, signal));
      break;
    case 'prepare_photo':
      begin(order.ticket, (signal) => prepare(order, signal));
      break;
    case 'make_field_ready':
      begin(order.ticket, (signal) => makeFieldReady(order, signal));
      break;
    case 'cancel_ticket':
      tickets.get(order.ticket)?.abort();
      break;
    case 'release_model':
      queue = queue.then(letGoOfMemory);
      break;
    case 'measure_room':
      answer(order.ticket, measureRoom(order.ticket));
      break;
    case 'drop_downloads':
      answer(order.ticket, dropDownloads(order));
      break;
    case 'delete_photo':
      queue = queue.then(() => store.remove(order.photo)).catch((problem: unknown) => console.error('a deleted photo stays on disk:', problem));
      break;
    case 'delete_all_photos':
      queue = queue.then(() => store.removeAll()).catch((problem: unknown) => console.error('deleted photos stay on disk:', problem));
      break;
  }
}

self.onmessage = ({ data }: MessageEvent<Order>) => receive(data);
// What is here already, unasked, so that the app can say "ready for the field" without a download.
void kit.check().then(({ ready, doneBytes, totalBytes }) => post({ type: 'field_checked', ticket: 0, ready, done_bytes: doneBytes, total_bytes: totalBytes, code: '' }));
