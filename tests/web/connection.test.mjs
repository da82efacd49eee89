// What the window says of the network: metered or not, again when it changes, and one-shot Background Sync where there is one.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { load } from '../service_worker/load.mjs';

const { connection, watch } = await load('web/surroundings.ts');
const { onSync, wishSync } = await load('web/background_sync.ts');

// As much of a browser as watch() touches.
function browser(navigatorFacts) {
  const nothing = () => new EventTarget();
  const parts = {
    navigator: { onLine: true, languages: ['en'], ...navigatorFacts }, document: Object.assign(new EventTarget(), { visibilityState: 'visible', getElementById: () => null }),
    window: Object.assign(new EventTarget(), { matchMedia: nothing, screen: {}, innerWidth: 1, innerHeight: 1, devicePixelRatio: 1 }),
  };
  for (const [name, value] of Object.entries(parts)) {
    kept[name] ??= [Object.getOwnPropertyDescriptor(globalThis, name)];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return parts;
}
const kept = {};
afterEach(() => {
  for (const [name, [descriptor]] of Object.entries(kept)) {
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    else delete globalThis[name];
  }
});

test('metered is what the browser says, and false where it says nothing', () => {
  const metered = (facts) => { browser(facts); return connection().metered; };
  assert.equal(metered({}), false);
  assert.equal(metered({ connection: {} }), false);
  assert.equal(metered({ connection: { type: 'wifi', saveData: false } }), false);
  assert.equal(metered({ connection: { effectiveType: '2g' } }), false); // slow is not paid for
  assert.equal(metered({ connection: { type: 'cellular', saveData: false } }), true);
  assert.equal(metered({ connection: { type: 'wifi', saveData: true } }), true);
});

test('unmetered is what the browser says and the person allows; where it says nothing it may be paid for', () => {
  const unmetered = (facts) => { browser(facts); return connection().unmetered; };
  assert.equal(unmetered({}), false);
  assert.equal(unmetered({ connection: {} }), false);
  assert.equal(unmetered({ connection: { type: 'cellular', saveData: false } }), false);
  assert.equal(unmetered({ connection: { type: 'wifi', saveData: false } }), true);
  assert.equal(unmetered({ connection: { type: 'ethernet' } }), true);
  assert.equal(unmetered({ connection: { type: 'wifi', saveData: true } }), false);
});

test('a change of the network is said, and a browser without facts says its online and offline', () => {
  const network = Object.assign(new EventTarget(), { type: 'wifi', saveData: false });
  const { navigator, window } = browser({ connection: network });
  const said = [];
  watch((message) => said.push(message));
  network.type = 'cellular';
  network.dispatchEvent(new Event('change'));
  navigator.onLine = false;
  window.dispatchEvent(new Event('offline'));
  assert.deepEqual(said, [{ type: 'connection_changed', online: true, metered: true, unmetered: false, known: true, saves_data: false }, { type: 'connection_changed', online: false, metered: true, unmetered: false, known: true, saves_data: false }]);
  const bare = browser({});
  watch((message) => said.push(message));
  bare.window.dispatchEvent(new Event('online'));
  assert.deepEqual(said.at(-1), { type: 'connection_changed', online: true, metered: false, unmetered: false, known: false, saves_data: false });
});

test('whether it charges is said where the browser says it, and nothing is said elsewhere', async () => {
  const battery = Object.assign(new EventTarget(), { charging: true });
  browser({ getBattery: async () => battery });
  const said = [];
  watch((message) => said.push(message));
  await new Promise(setImmediate);
  battery.charging = false;
  battery.dispatchEvent(new Event('chargingchange'));
  assert.deepEqual(said, [{ type: 'power_changed', charging: 'yes' }, { type: 'power_changed', charging: 'no' }]);
  const silent = [];
  for (const facts of [{}, { getBattery: () => Promise.reject(new DOMException('', 'NotAllowedError')) }]) {
    browser(facts);
    watch((message) => silent.push(message));
  }
  await new Promise(setImmediate);
  assert.deepEqual(silent, []);
});

test('a wish for Background Sync is registered where there is one, and is no failure elsewhere', async () => {
  const tags = [];
  assert.equal(await wishSync({ sync: { register: async (tag) => tags.push(tag) } }), true);
  assert.deepEqual(tags, ['hypha-sync']);
  assert.equal(await wishSync({}), false);
  assert.equal(await wishSync(null), false);
  assert.equal(await wishSync({ sync: { register: async () => { throw new DOMException('', 'NotAllowedError'); } } }), false);
});

test("only the service worker's word of a sync is one", () => {
  const container = new EventTarget();
  let due = 0;
  onSync(container, () => { due += 1; });
  for (const data of [{ type: 'sync' }, { type: 'other' }, null, 'sync', { type: 'sync' }]) container.dispatchEvent(Object.assign(new Event('message'), { data }));
  assert.equal(due, 2);
});
