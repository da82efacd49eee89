// The window: gives the canvas to the app worker and carries messages both ways. No logic, no storage.
// If the worker cannot run (no WebGL2, no module workers, a crash), a plain sentence with the emergency card takes its place.
import { appWorkerUrl, cameraUrl } from 'hypha:urls';
import type { Camera } from './camera';
import { currentPath, goBack, onRoute, showRoute } from './history';
import { kPointerMove, listen, type HotInput } from './input';
import type { AddressShared, Message, ShareAddress, ShareFile, ToWindow } from './messages';
import { Mirror } from './mirror';
import { applyUpdate, askInstall, checkOffline, dropOldFiles, lookForUpdate, startOffline, wishBackgroundFetch, wishSyncOnce } from './offline';
import { watchPageLife } from './page_life';
import { askPlace, openPicker, pickFile, pickFinished, takeUnasked } from './pickers';
import type { SemanticsNode } from './semantics';
import { Speech } from './speech';
import { appearance, connection, languages, surface, watch } from './surroundings';

interface Failed {
  readonly type: 'failed';
  readonly code: string;
  readonly detail: string;
}

interface PickFinished {
  readonly type: 'pick_finished';
  readonly key: string;
}

const kDownloadStart_ms = 60_000; // a browser reads the Blob when its dialog was answered, not at the click

const stage = document.getElementById('stage') as HTMLElement;
const mirrorRoot = document.getElementById('mirror') as HTMLElement;

function fail(code: string, detail: string): void {
  document.documentElement.dataset['state'] = 'failed';
  document.documentElement.dataset['failure'] = code;
  console.error(`Hypha could not go on: ${code} ${detail}`);
}

function startWorker(): Worker | null {
  const canvas = document.getElementById('canvas') as HTMLCanvasElement;
  if (typeof canvas.transferControlToOffscreen !== 'function') {
    fail('no_offscreen_canvas', navigator.userAgent);
    return null;
  }
  const worker = new Worker(appWorkerUrl, { type: 'module', name: 'app' });
  const offscreen = canvas.transferControlToOffscreen();
  const facts = {
    ...surface(), ...appearance(), ...languages(), ...connection(), path: currentPath(), reads_codes: 'BarcodeDetector' in window,
  };
  worker.postMessage({ type: 'start', canvas: offscreen, facts }, [offscreen]);
  return worker;
}

function showLook(language: string, isDark: boolean, background: string): void {
  const root = document.documentElement;
  root.lang = language;
  root.dataset['theme'] = isDark ? 'dark' : 'light';
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = background;
}

async function askPersist(post: (message: Message) => void, isRequest: boolean): Promise<void> {
  const { storage } = navigator;
  const granted = isRequest ? await storage?.persist?.() : await storage?.persisted?.();
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  post({ type: 'persist_answered', granted: granted ?? false, used_bytes: usage, quota_bytes: quota });
}

/** blocked: the browser wants a tap that is not older than a few seconds. A download is said to be saved when it has begun. */
async function shareFile({ name, kind, file }: ShareFile): Promise<'saved' | 'cancelled' | 'blocked'> {
  const shared = new File([file], name, { type: kind });
  if (navigator.canShare?.({ files: [shared] })) {
    try {
      await navigator.share({ files: [shared] });
      return 'saved';
    } catch (problem) {
      return problem instanceof DOMException && problem.name === 'NotAllowedError' ? 'blocked' : 'cancelled';
    }
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(shared);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), kDownloadStart_ms);
  return 'saved';
}

/** False when the browser keeps its clipboard shut: no tap shortly before, or no permission. */
async function copyText(bytes: Uint8Array): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Where the browser shares nothing, the address goes to the clipboard. */
async function shareAddress({ title, address }: ShareAddress): Promise<AddressShared['outcome']> {
  const url = new URL(address, location.href).href;
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ title, url });
      return 'shared';
    } catch (problem) {
      return problem instanceof DOMException && problem.name === 'AbortError' ? 'cancelled' : 'failed';
    }
  }
  return (await copyText(new TextEncoder().encode(url))) ? 'copied' : 'failed';
}

function start(): void {
  const worker = startWorker();
  if (!worker) return;
  const post = (message: Message): void => worker.postMessage(message);
  // Every such input is answered by a frame and ShowIdle after it; until then what the mirror holds may be old, and nobody should trust it.
  const postInput = (message: Message | HotInput): void => {
    mirrorRoot.dataset['idle'] = 'false';
    worker.postMessage(message);
  };
  // Most visits never look through it: its code comes with the first wish.
  let camera: Promise<Camera> | null = null;
  const withCamera = (use: (camera: Camera) => void, failed: () => void = () => undefined): void => {
    camera ??= (import(cameraUrl) as Promise<typeof import('./camera')>).then((module) =>
      new module.Camera(stage, mirrorRoot, (message, transfer) => worker.postMessage(message, transfer ?? [])));
    camera.then(use, (problem: unknown) => {
      camera = null;
      console.error('the camera does not load:', problem);
      failed();
    });
  };
  const mirror = new Mirror(mirrorRoot, {
    activated: (node) => postInput({ type: 'node_activated', node, action: 'press' }),
    focused: (node, byKeyboard) => post({ type: 'node_focused', node, by_keyboard: byKeyboard }),
    edited: (node, value, done) => postInput({ type: 'text_edited', node, value, done }),
  });
  listen(stage, {
    hot: (input) => (input.type === 'pointer' && input.kind === kPointerMove ? worker.postMessage(input) : postInput(input)),
    keyPressed: (key, shift, ctrl) => postInput({ type: 'key_pressed', key, shift, ctrl }),
  });
  watch(post);
  takeUnasked(post);
  onRoute((path) => post({ type: 'route_changed', path }));

  watchPageLife(worker);

  const speech = new Speech(post);
  window.addEventListener('pagehide', () => speech.stop()); // else it goes on speaking over the next page

  const onFirstFrame = (): void => {
    document.documentElement.dataset['state'] = 'running';
    performance.mark('hypha_first_frame');
    startOffline(post);
  };

  const onMessage = (message: ToWindow): void => {
    switch (message.type) {
      case 'show_route': return showRoute(message.path, message.replace);
      case 'go_back':
        if (!goBack()) post({ type: 'route_changed', path: '#/identify' });
        return;
      case 'show_semantics': return mirror.show(JSON.parse(message.nodes) as SemanticsNode[]);
      case 'announce': return mirror.announce(message.sentence, message.assertive);
      case 'open_picker': return openPicker(post, message);
      case 'open_camera': return withCamera((opened) => void opened.open(message), () => post({ type: 'camera_failed', ticket: message.ticket, code: 'failed' }));
      case 'look_for_code': return withCamera((opened) => void opened.look(message), () => post({ type: 'camera_failed', ticket: message.ticket, code: 'failed' }));
      case 'close_camera': return withCamera((opened) => opened.close());
      case 'show_viewfinder': return withCamera((opened) => opened.show(message));
      case 'ask_frame': return withCamera((opened) => void opened.giveFrame(message.ticket));
      case 'steer_camera': return withCamera((opened) => void opened.steer(message));
      case 'take_picture': return withCamera((opened) => void opened.take(message));
      case 'copy_text': return void copyText(message.bytes).then((done) => post({ type: 'text_copied', ticket: message.ticket, done }));
      case 'pick_file': return pickFile(post, message.ticket);
      case 'speak': return speech.speak(message);
      case 'stop_speech': return speech.stop();
      case 'ask_place': return askPlace(post, message.ticket);
      case 'apply_update': return void applyUpdate();
      case 'look_for_update': return void lookForUpdate();
      case 'ask_install': return void askInstall();
      case 'ask_persist': return void askPersist(post, message.request);
      case 'check_offline': return void checkOffline();
      case 'drop_old_files': return void dropOldFiles(post, message.ticket);
      case 'wish_sync': return void wishSyncOnce();
      case 'wish_background': return void wishBackgroundFetch(post, message);
      case 'open_page': return window.location.assign(message.url);
      case 'open_tab': return void window.open(message.url, '_blank', 'noopener,noreferrer');
      case 'share_address': return void shareAddress(message).then((outcome) => post({ type: 'address_shared', ticket: message.ticket, outcome }));
      case 'show_look': return showLook(message.language, message.dark, message.background);
      case 'show_idle':
        mirrorRoot.dataset['idle'] = String(message.idle);
        mirrorRoot.dataset['frames'] = String(message.frames);
        return;
      case 'share_file': return void shareFile(message).then((outcome) => post({ type: 'file_shared', ticket: message.ticket, outcome }));
    }
  };

  worker.addEventListener('message', ({ data }: MessageEvent<ToWindow | Failed | PickFinished | { type: 'first_frame' }>) => {
    if (data.type === 'failed') fail(data.code, data.detail);
    else if (data.type === 'first_frame') onFirstFrame();
    else if (data.type === 'pick_finished') pickFinished(data.key);
    else onMessage(data);
  });
  worker.addEventListener('error', (event) => fail('crashed', event.message ?? ''));
}

start();
