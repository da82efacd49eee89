// The app worker: loads hypha.wasm, gives it canvas, fonts and storage, carries messages between window, C++ and media worker,
// and draws frames on demand: at most one animation frame is asked for at a time, and none when nothing moves.
// Files never enter C++: they wait in MediaLink under their ticket. If the module cannot start or traps, the window is told once.
import createHypha from 'hypha:hypha';
import { accountUrl, fontUrls, hyphaLaterUrl, hyphaWasmUrl } from 'hypha:urls';
import { IndexedDbKeep } from './account_keep';
import { AccountLink } from './account_link';
import { IndexedDbFetchKeep } from '../service-worker/fetch_keep';
import { FetchNotes } from './fetch_notes';
import { FileCarrier } from './file_carrier';
import type { HotInput } from './input';
import { LaterCode, LaterCodeError } from './later_code';
import { MediaLink } from './media_link';
import { messageTarget, type Message, type SurfaceResized, type ToWorker } from './messages';
import { countKeptPictures, forgetNews, keptNews } from './kept_news';
import { NewsLink } from './news_link';
import { letGo, type Lifecycle } from './page_life';
import { PictureSource } from './picture_source';
import { RequestOutbox } from './request_outbox';
import { kPoolFolder } from './storage_pool';
import { StorageSession } from './storage_session';

interface Start {
  readonly type: 'start';
  readonly canvas: OffscreenCanvas;
  readonly facts: Omit<SurfaceResized, 'type'> & Record<string, unknown>;
}
type FromWindow = Start | HotInput | Lifecycle | Message;

/** The order of ui::Face (src/ui/kit/tokens.hpp). */
const kFaces = ['sans', 'sans_strong', 'serif_italic', 'serif_strong', 'serif_strong_italic', 'serif', 'icon'] as const;

let hypha: any = null;
let framePending = false;
let firstFrame = true;
let isBroken = false;
let wakeTimer: ReturnType<typeof setTimeout> | undefined;

function fail(code: 'no_webgl' | 'wasm_failed' | 'crashed', error: unknown): void {
  if (isBroken) return;
  isBroken = true;
  hypha = null;
  postMessage({ type: 'failed', code, detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}

/** Everything that enters C++ goes through here: a trap ends the module, and only the module. */
function enter<T>(call: () => T): T | undefined {
  if (!hypha) return undefined;
  try {
    return call();
  } catch (error) {
    fail(error instanceof LaterCodeError ? 'wasm_failed' : 'crashed', error);
    return undefined;
  }
}

function withBytes<T>(bytes: Uint8Array, use: (at: number, length: number) => T): T {
  const at: number = hypha._hypha_alloc(Math.max(1, bytes.length));
  if (at === 0) throw new Error('out of memory');
  try {
    hypha.HEAPU8.set(bytes, at);
    return use(at, bytes.length);
  } finally {
    hypha._hypha_free(at);
  }
}

const encoder = new TextEncoder();
// Numbers of a tensor come as typed arrays, which JSON would write as objects.
// Content crosses beside it.
const asJson = (value: unknown): string => JSON.stringify(value, (_, part: unknown) =>
  (part instanceof Uint8Array ? undefined : ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part));
const kNoBytes = new Uint8Array(0);

function receive(message: Message): void {
  const content = 'bytes' in message ? message.bytes : kNoBytes;
  enter(() => withBytes(encoder.encode(asJson(message)), (at, length) => withBytes(content, (contentAt, contentLength) => hypha._hypha_receive(at, length, contentAt, contentLength))));
}

const pictures = new PictureSource();
const media = new MediaLink((message) => {
  if (message.type === 'photo_stored') pictures.keep(message);
  if (message.type === 'photo_prepared') pictures.keep({ photo: message.photo, original: message.picture });
  if (message.type === 'picture_drawn') files.take(message.ticket, message.picture as Blob);
  receive(message);
});
const files = new FileCarrier(receive, (part, photo) => pictures.held(part, photo));
const storage = new StorageSession({
  lost: (code) => { if (hypha) receive({ type: 'storage_lost', code }); },
  gained: (mode) => {
    if (!hypha) return; // still loading: its start takes what there is then
    hypha.hyphaPool = storage.pool;
    receive({ type: 'storage_gained', mode });
    void outbox.drain();
  },
});
const finished = (key: string): void => postMessage({ type: 'pick_finished', key }); // the window may keep a shared photo until then
const outbox = new RequestOutbox(`${kPoolFolder}-requests`, {
  owns: () => hypha !== null && storage.pool !== null,
  arrived: ({ key, kind, observation, value, file }) => receive({
    type: 'request_arrived', key, kind, observation, value, ticket: file ? media.carry(key, file) : 0, size_bytes: file?.size ?? 0,
    name: file instanceof File ? file.name : '',
  }),
  finished: (key) => {
    receive({ type: 'request_finished', key });
    finished(key);
  },
});

let linked: AccountLink | null = null;
const account = (): AccountLink => (linked ??= new AccountLink({
  answer: (message) => {
    if (message.type === 'edge_answered') pictures.stories.takeHeld(message);
    receive(message);
  },
  keep: new IndexedDbKeep(`${kPoolFolder}-account`), reach: (path, options) => fetch(path, options), host: location.host,
  load: async (parts) => ((await import(accountUrl)) as typeof import('./account_desk')).openDesk(parts),
}));

const news = new NewsLink((message, target) => {
  if (message.type === 'news_arrived') pictures.stories.take(target, message.bytes);
  receive(message);
}, (path, options) => fetch(path, options), undefined, keptNews);

const fetchNotes = new FetchNotes(receive, new IndexedDbFetchKeep());

function emit(text: string, bytes: Uint8Array): void {
  const message = JSON.parse(text) as Message;
  if (bytes.length > 0) Object.assign(message, { bytes });
  switch (messageTarget[message.type]) {
    case 'media':
      if (message.type === 'delete_photo') pictures.forget(message.photo);
      if (message.type === 'delete_all_photos') {
        pictures.forgetAll();
        void forgetNews(); // everything is erased
      }
      media.post(message);
      break;
    case 'worker':
      obey(message as ToWorker);
      break;
    default:
      postMessage(message.type === 'share_file' ? { ...message, file: files.grown(message.ticket) } : message);
  }
}

function obey(message: ToWorker): void {
  switch (message.type) {
    case 'take_storage_over':
      storage.takeOver();
      break;
    case 'keep_request': {
      const { key, kind, observation, value, ticket } = message;
      void outbox.keep({ key, kind, observation, value, file: media.fileOf(ticket) });
      break;
    }
    case 'finish_request':
      media.carried(message.key);
      void outbox.finish(message.key);
      finished(message.key);
      break;
    case 'read_file': return void files.read(message);
    case 'grow_file': return files.grow(message);
    case 'read_photo': return void files.readPhoto(message);
    case 'keep_photo': return void files.keepPhoto(message);
    case 'drop_file': return files.drop(message.ticket);
    case 'find_account': return void account().find();
    case 'ask_account': return void account().ask(message);
    case 'ask_edge':
      pictures.stories.expectHeld(message);
      return void account().askEdge(message);
    case 'ask_news': return void news.ask(message);
    case 'count_pictures': return void countKeptPictures().then((counted) => receive({ type: 'pictures_counted', ...counted }));
    case 'cancel_news': return news.cancel(message.ticket);
    case 'keep_fetch_plan': return fetchNotes.keepPlan((message.bytes ?? kNoBytes).slice() as Uint8Array<ArrayBuffer>);
    case 'ask_fetch_journal': return fetchNotes.askJournal();
    case 'drop_fetch_journal': return fetchNotes.drop(message);
  }
}

function drawFrame(): void {
  framePending = false;
  enter(() => hypha._hypha_frame(performance.now()));
  if (firstFrame && hypha) {
    firstFrame = false;
    postMessage({ type: 'first_frame' });
    void code.preload();
  }
}

function requestFrame(): void {
  if (framePending || isBroken) return;
  framePending = true;
  requestAnimationFrame(drawFrame);
}

function wakeIn(delay: number): void {
  clearTimeout(wakeTimer);
  wakeTimer = delay < 0 ? undefined : setTimeout(requestFrame, delay);
}

const code = new LaterCode(hyphaWasmUrl, hyphaLaterUrl);

const openHypha = (host: object): Promise<any> => new Promise((opened, failed) => {
  createHypha({
    locateFile: () => hyphaWasmUrl, hyphaHost: host, onAbort: (reason: unknown) => fail('crashed', reason),
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      code.open(imports).then(done).catch(failed);
      return {};
    },
  }).then(opened, failed);
});

async function start({ canvas, facts }: Start): Promise<void> {
  Object.assign(self, { hyphaCanvas: canvas }); // for developer tools: a lost context is tried out by hand and by a test
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // else the browser never restores it
    enter(() => hypha._hypha_context_lost());
  });
  canvas.addEventListener('webglcontextrestored', () => enter(() => hypha._hypha_context_restored()));
  const host = { canvas, emit, requestFrame, wakeIn, received: receive, loadPicture: (key: string, maxPx: number) => pictures.load(key, maxPx) };
  const [module, , ...fonts] = await Promise.all([
    openHypha(host),
    storage.start(),
    ...kFaces.map(async (face) => {
      const answer = await fetch(fontUrls[face] ?? '');
      if (!answer.ok) throw new Error(`font ${face}: ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    }),
  ]);
  hypha = module;
  hypha.hyphaPool = storage.pool;
  const ok = enter(() => {
    fonts.forEach((bytes, face) => withBytes(bytes, (at, length) => hypha._hypha_font(face, at, length)));
    return withBytes(encoder.encode(JSON.stringify({ ...facts, storage: storage.mode })), (at, length) => hypha._hypha_start(at, length)) as number;
  });
  if (ok === 0) fail('no_webgl', 'the canvas gives no WebGL2 context');
  void outbox.drain();
}

let starting: Promise<void> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<FromWindow>) => {
  if (data.type === 'start') {
    starting = start(data).catch((error: unknown) => fail('wasm_failed', error));
    return;
  }
  if (!hypha) {
    void starting?.then(() => hypha && take(data)); // nothing that happens while it opens is lost
    return;
  }
  take(data);
});

function take(data: Exclude<FromWindow, Start>): void {
  switch (data.type) {
    case 'pointer':
      // Times come from the window's clock; frames are on this worker's.
      enter(() => hypha._hypha_pointer(data.kind, data.id, data.x, data.y, data.time - performance.timeOrigin, data.button, data.pointer));
      break;
    case 'wheel':
      enter(() => hypha._hypha_wheel(data.x, data.y, data.dx, data.dy, data.time - performance.timeOrigin));
      break;
    case 'lifecycle':
      if (data.shown) storage.resume();
      else {
        storage.release();
        letGo(data);
      }
      break;
    case 'photo_picked':
      media.hold(data);
      receive(data);
      break;
    case 'frame_taken':
      media.holdFrame(data);
      receive(data);
      break;
    case 'file_picked':
      files.hold(data);
      receive(data);
      break;
    default:
      receive(data);
  }
}
