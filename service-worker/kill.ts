// Served as /sw.js by `hypha-edge --kill-switch`: takes over at once, drops the cached app, unregisters itself and sends
// the pages it controlled to the network. The field kit and shared photos stay: they are the person's, and cannot do damage here.
// A page that loads afterwards is not controlled, so it is not sent anywhere again.
/// <reference lib="webworker" />
import { kShellCachePrefix } from './cache_names';

declare const self: ServiceWorkerGlobalScope;

async function leave(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(kShellCachePrefix)).map((name) => caches.delete(name)));
  const pages = await self.clients.matchAll({ type: 'window' });
  await self.registration.unregister();
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => null)));
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(leave()));
