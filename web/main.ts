// The window: gives the canvas to the app worker and carries messages both ways. No logic, no storage.
// If the worker cannot run (no WebGL2, no module workers, a crash), a plain sentence with the emergency card takes its place.
import { appWorkerUrl } from 'hypha:urls';
import { currentPath, goBack, onRoute, showRoute } from './history';
import { listen } from './input';
import type { Message, ToWindow } from './messages';
import { Mirror } from './mirror';
import { applyUpdate, askInstall, checkOffline, dropOldFiles, startOffline } from './offline';
import { watchPageLife } from './page_life';
import { askPlace, openPicker, pickFinished, takeUnasked } from './pickers';
import type { SemanticsNode } from './semantics';
import { appearance, languages, surface, watch } from './surroundings';

interface Failed {
  readonly type: 'failed';
  readonly code: string;
  readonly detail: string;
}

interface PickFinished {
  readonly type: 'pick_finished';
  readonly key: string;
}

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
    ...surface(), ...appearance(), ...languages(), path: currentPath(), online: navigator.onLine,
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

async function shareFile(name: string, kind: string, file: Blob | undefined): Promise<void> {
  if (!file) return;
  const shared = new File([file], name, { type: kind });
  if (navigator.canShare?.({ files: [shared] })) {
    await navigator.share({ files: [shared] }).catch(() => undefined); // closed by the person: nothing to say
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(shared);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function start(): void {
  const worker = startWorker();
  if (!worker) return;
  const post = (message: Message): void => worker.postMessage(message);
  const mirror = new Mirror(mirrorRoot, {
    activated: (node) => post({ type: 'node_activated', node, action: 'press' }),
    focused: (node, byKeyboard) => post({ type: 'node_focused', node, by_keyboard: byKeyboard }),
    edited: (node, value, done) => post({ type: 'text_edited', node, value, done }),
  });
  listen(stage, {
    hot: (input) => worker.postMessage(input),
    keyPressed: (key, shift, ctrl) => post({ type: 'key_pressed', key, shift, ctrl }),
  });
  watch(post);
  takeUnasked(post);
  onRoute((path) => post({ type: 'route_changed', path }));

  watchPageLife(worker);

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
      case 'ask_place': return askPlace(post, message.ticket);
      case 'apply_update': return void applyUpdate();
      case 'ask_install': return void askInstall();
      case 'ask_persist': return void askPersist(post, message.request);
      case 'check_offline': return void checkOffline();
      case 'drop_old_files': return void dropOldFiles(post, message.ticket);
      case 'open_page': return window.location.assign(message.url);
      case 'show_look': return showLook(message.language, message.dark, message.background);
      case 'show_idle':
        mirrorRoot.dataset['idle'] = String(message.idle);
        mirrorRoot.dataset['frames'] = String(message.frames);
        return;
      case 'share_file': return void shareFile(message.name, message.kind, message.file);
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
