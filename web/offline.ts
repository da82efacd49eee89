// The window's side of working offline: registers the service worker, asks for the self-check, offers updates and the
// install prompt, and hands over photos that another app shared. Speaks to the application only through `post`.
// An update waits until applyUpdate(); then every open tab reloads exactly once, when the new worker takes over.
// No timers: a new version is looked for at start, when the page is shown again and when the network returns.
import type { OfflineReport, WorkerRequest } from '../service-worker/cache_names';
import type { FileCaches } from '../service-worker/precache';
import { takeShared } from '../service-worker/share_inbox';
import { onSync, wishBackground, wishSync } from './background_sync';
import type { BackgroundFound, InstallOffered, OfflineChecked, OldFilesDropped, PhotoPicked, SyncDue, UpdateLooked, UpdateWaited, WishBackground } from './messages';
import { postShared } from './pickers';

type Post = (message: OfflineChecked | OldFilesDropped | UpdateLooked | UpdateWaited | InstallOffered | PhotoPicked | SyncDue) => void;

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ outcome: string }>;
}

const kLookAgainMs = 10 * 60 * 1000;

let post: Post = () => undefined;
let registering: Promise<ServiceWorkerRegistration | null> | undefined;
let installPrompt: InstallPrompt | null = null;
let lookedMs = 0;

const workers = (): ServiceWorkerContainer | undefined => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined);

/** One question, one answer; null when the worker ends before it answers. */
function ask<T>(worker: ServiceWorker, question: WorkerRequest): Promise<T | null> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data as T);
    worker.addEventListener('statechange', () => worker.state === 'redundant' && resolve(null));
    worker.postMessage(question, [channel.port2]);
  });
}

function untilState(worker: ServiceWorker, wanted: ServiceWorkerState): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === wanted) resolve(true);
      else if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

async function offerUpdate(waiting: ServiceWorker): Promise<void> {
  const version = await ask<string>(waiting, { type: 'tell_version' });
  if (version) post({ type: 'update_waited', version });
}

function watchForUpdates(registration: ServiceWorkerRegistration): void {
  // Without an active worker this is the first install: nothing to offer.
  if (registration.waiting && registration.active) void offerUpdate(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    if (!coming || !registration.active) return;
    void untilState(coming, 'installed').then((installed) => (installed ? offerUpdate(coming) : undefined));
  });
  const lookAgain = (): void => {
    if (document.visibilityState !== 'visible' || !navigator.onLine || Date.now() - lookedMs < kLookAgainMs) return;
    lookedMs = Date.now();
    registration.update().catch(() => undefined); // no network after all: the version in use stays
  };
  lookedMs = Date.now();
  document.addEventListener('visibilitychange', lookAgain);
  window.addEventListener('online', lookAgain);
}

// The first worker of a page replaces nothing, and a browser may tell of the same worker twice.
function reloadOnceWhenReplaced(container: ServiceWorkerContainer): void {
  let controller = container.controller;
  let isReloading = false;
  container.addEventListener('controllerchange', () => {
    if (controller && container.controller !== controller && !isReloading) {
      isReloading = true;
      location.reload();
    }
    controller = container.controller;
  });
}

function offerInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt = event as InstallPrompt;
    post({ type: 'install_offered', available: true });
  });
  window.addEventListener('appinstalled', () => {
    installPrompt = null;
    post({ type: 'install_offered', available: false });
  });
}

async function register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  try {
    return await container.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    // Offline with a worker in place, or a new version that does not even parse: what is registered stays.
    return (await container.getRegistration()) ?? null;
  }
}

/** Call once, after the first frame: what follows uses the network and the processor. */
export function startOffline(send: Post): void {
  post = send;
  offerInstall();
  if ('caches' in window) {
    void takeShared(caches as unknown as FileCaches, (file, key) => postShared(send, file, key)).catch(() => undefined);
  }
  const container = workers();
  if (container) {
    reloadOnceWhenReplaced(container);
    onSync(container, () => post({ type: 'sync_due' }));
    registering = register(container);
    void registering.then((registration) => registration && watchForUpdates(registration));
  }
  void checkOffline();
}

/** The browser may wake this page once when the network is back (sync_due). */
export async function wishSyncOnce(): Promise<void> {
  await wishSync((await workers()?.ready) as Parameters<typeof wishSync>[0]); // a first install under way is waited for
}

async function periodicPermitted(): Promise<boolean> {
  const asked = await navigator.permissions?.query({ name: 'periodic-background-sync' as PermissionName });
  return asked?.state === 'granted';
}

/** How the service worker can be woken here to fetch without the page; asks for it, or leaves it off. */
export async function wishBackgroundFetch(answer: (message: BackgroundFound) => void, wish: WishBackground): Promise<void> {
  const container = workers();
  const registration = container ? await container.ready : undefined;
  answer(await wishBackground(registration as Parameters<typeof wishBackground>[0], wish, periodicPermitted));
}

/** Reads every file of the shell back; answers with OfflineChecked. Waits for an install that is under way. */
export async function checkOffline(): Promise<void> {
  const failed = (code: string): void => post({ type: 'offline_checked', ready: false, files: 0, size_bytes: 0, code });
  const registration = await registering;
  if (!workers() || registering === undefined) return failed('unsupported');
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
  if (!worker || !(await untilState(worker, 'activated'))) return failed('not_installed');
  const report = await ask<OfflineReport>(worker, { type: 'check_offline' });
  if (!report) return failed('not_installed');
  post({ type: 'offline_checked', ready: report.ready, files: report.files, size_bytes: report.sizeBytes, code: report.code });
}

const kAnswerPatienceMs = 3000; // a person waits for the write behind this

/** Files of older versions go. Without a service worker, or with one that does not answer, there are none to speak of. */
export async function dropOldFiles(answer: (message: OldFilesDropped) => void, ticket: number): Promise<void> {
  const worker = (await workers()?.getRegistration().catch(() => undefined))?.active;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => { alarm = setTimeout(resolve, kAnswerPatienceMs, null); });
  const freed = worker ? await Promise.race([ask<number>(worker, { type: 'drop_old_files' }), late]) : null;
  clearTimeout(alarm);
  answer({ type: 'old_files_dropped', ticket, freed_bytes: freed ?? 0 });
}

/** The person said yes: the waiting worker takes over, and all tabs reload. */
export async function applyUpdate(): Promise<void> {
  const waiting = (await registering)?.waiting;
  if (waiting) waiting.postMessage({ type: 'skip_waiting' } satisfies WorkerRequest);
}

/** Asks the network now. What is found is offered as always, by update_waited, once it is installed. */
export async function lookForUpdate(): Promise<void> {
  const registration = await registering;
  const reached = await registration?.update().then(() => true, () => false);
  const found = registration?.waiting ?? registration?.installing;
  post({ type: 'update_looked', found: Boolean(reached && found) });
}

export async function askInstall(): Promise<void> {
  const prompt = installPrompt;
  if (!prompt) return post({ type: 'install_offered', available: false });
  installPrompt = null; // a prompt can be used once
  await prompt.prompt();
  await prompt.userChoice;
  post({ type: 'install_offered', available: false });
}
