// Never two writers, no request lost, none done twice: three tabs fight for one database, taking over, closing, reloading, dying,
// freezing, stealing the lock and leaving requests behind at random, while each asks for numbered records. At the end the file is whole, every record that
// was kept is there exactly once, and the epochs of its owners never come between each other.
// HYPHA_SOAK_ROUNDS makes the fight longer (npm run soak), HYPHA_SEED repeats one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFirefox } from './firefox.mjs';
import { openChromium, startServer, Tab } from './fight_tabs.mjs';

const rounds = Number(process.env.HYPHA_SOAK_ROUNDS ?? 30);
const firefoxRounds = Math.ceil(rounds / 4);
const seed = Number(process.env.HYPHA_SEED ?? Date.now() % 2 ** 31);
const folder = 'fight';
const perRound = 4;
let server;

before(async () => { server = await startServer(); });
after(() => server?.stop());

// mulberry32: small, and the same everywhere.
function randomFrom(state) {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

class Fight {
  tabs = [];
  kept = new Set();
  acknowledged = new Set();
  done = {};
  log = [];
  #tabsMade = 0;
  #records = 0;

  constructor(browser, random, without = []) {
    this.browser = browser;
    this.random = random;
    for (const name of without) delete this.actions[name];
  }

  async openTab() {
    const tab = await Tab.open(this.browser, server.url, folder, ++this.#tabsMade);
    this.tabs.push(tab);
    return tab;
  }

  async drop(tab) {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    await tab.page.close();
    this.gather(tab);
  }

  pick(fits = () => true) {
    const those = this.tabs.filter(fits);
    return those[this.random(those.length)];
  }

  describe() {
    const tabs = this.tabs.map((tab) => `tab ${tab.number}${tab.frozen ? ' frozen' : ''}: ${tab.heard.filter(({ event }) => event !== 'line').slice(-6).map(({ event, detail }) => `${event} ${detail}`)}`);
    return [...tabs, this.log.slice(-8).join(', ')].join('\n');
  }

  gather(tab) {
    for (const key of tab.details('kept')) this.kept.add(key);
    for (const key of tab.details('acknowledged')) this.acknowledged.add(key);
  }

  // Requests in a tab that is awake; resolves when they are kept, or when they are `written`.
  async ask(written, tab = this.pick((each) => !each.frozen)) {
    const from = this.#records;
    this.#records += perRound;
    const keys = Array.from({ length: perRound }, (_, i) => `${tab.number}-${from + i}`);
    const waits = keys.map((key) => tab.next(written ? 'acknowledged' : 'kept', (detail) => detail === key));
    await tab.order({ order: 'ask', tab: tab.number, from, count: perRound });
    if (!written) return Promise.all(waits);
    // Somebody owns the database at any time; the patience is for a machine with other things to do.
    const late = AbortSignal.timeout(20_000);
    return Promise.race([Promise.all(waits), new Promise((_, failed) => { late.onabort = () => failed(new Error(`nobody wrote ${keys}:\n${this.describe()}`)); })]);
  }

  actions = {
    // What was asked while nobody could write is all that is left of its tab.
    bequeath: async (tab) => {
      const thief = this.pick((each) => each !== tab && !each.frozen);
      if (!thief) return;
      await thief.page.evaluate((name) => new Promise((has) => {
        void navigator.locks.request(name, { steal: true }, () => new Promise((letGo) => { globalThis.letGo = letGo; has(); }));
      }), folder);
      await this.ask(false, tab);
      await this.drop(tab);
      await thief.page.evaluate(() => globalThis.letGo());
      await this.openTab();
    },
    takeOver: (tab) => tab.order({ order: 'take_over' }),
    reload: (tab) => tab.reload(),
    close: async (tab) => {
      await this.drop(tab);
      await this.openTab();
    },
    kill: async (tab) => {
      await tab.page.evaluate(() => globalThis.worker.terminate());
      await tab.reload();
    },
    freeze: async (tab) => {
      const front = this.tabs.find((each) => each !== tab && !each.frozen);
      if (!front) return;
      await front.page.bringToFront();
      await tab.setFrozen(true);
    },
    steal: (tab) => tab.page.evaluate((name) => navigator.locks.request(name, { steal: true }, () => new Promise((letGo) => {
      const channel = new MessageChannel();
      let turns = 200; // long enough that others run
      channel.port1.onmessage = () => (--turns > 0 ? channel.port2.postMessage('') : letGo());
      channel.port2.postMessage('');
    })), folder),
  };

  async round() {
    const names = Object.keys(this.actions);
    const name = names[this.random(names.length)];
    const thawed = this.pick((each) => each.frozen);
    if (thawed && (this.random(2) === 0 || this.tabs.filter((each) => !each.frozen).length < 2)) await thawed.setFrozen(false);
    const asked = this.ask(false); // while the action runs, on purpose
    const owner = this.pick((each) => !each.frozen && each.owns);
    const tab = (this.random(3) > 0 && owner) || this.pick((each) => !each.frozen);
    // A tab that goes away or to sleep need not answer what it was asked in that moment; what it did keep must be there at the end.
    const leaves = ['bequeath', 'close', 'reload', 'kill', 'freeze'].includes(name);
    asked.catch(() => undefined);
    this.log.push(`${name} tab ${tab.number}`);
    await this.actions[name](tab);
    if (!leaves) await asked;
    this.done[name] = (this.done[name] ?? 0) + 1;
    await this.ask(true); // whatever happened: somebody owns it and writes
  }
}

async function fightIn(browser, rounds, without, t) {
  const fight = new Fight(browser, randomFrom(seed), without);
  for (let i = 0; i < 3; ++i) await fight.openTab();
  for (let round = 0; round < rounds; ++round) await fight.round();

  for (const tab of fight.tabs) if (tab.frozen) await tab.setFrozen(false);
  const [last, ...others] = fight.tabs;
  for (const tab of others) {
    fight.gather(tab);
    await tab.page.close();
  }
  // A tab of its own reads what was written, after it has drained what was left.
  await last.reload();
  fight.gather(last);
  const from = 1_000_000;
  const final = last.next('acknowledged', (key) => key === `${last.number}-${from}`);
  await last.order({ order: 'ask', tab: last.number, from, count: 1 });
  await final;
  const reported = last.next('line', (line) => line === 'reported');
  await last.order({ order: 'report' });
  await reported;
  fight.gather(last);

  const lines = last.details('line');
  assert.ok(lines.includes('integrity ok'), lines.filter((line) => !line.startsWith('record')).join('\n'));
  const records = lines.filter((line) => line.startsWith('record ')).map((line) => line.split(' '));
  const epochs = records.map(([, epoch]) => Number(epoch));
  assert.deepEqual(epochs, [...epochs].sort((a, b) => a - b), 'the epochs of two owners come between each other');
  const opened = records.filter(([, , key]) => key === 'opened').map(([, epoch]) => epoch);
  assert.equal(new Set(opened).size, opened.length, 'two owners took the same epoch');
  const keys = records.map(([, , key]) => key).filter((key) => key !== 'opened');
  assert.equal(new Set(keys).size, keys.length, 'a record was written twice');
  const there = new Set(keys);
  assert.deepEqual([...fight.acknowledged].filter((key) => !there.has(key)), [], 'acknowledged, but not there');
  assert.deepEqual([...fight.kept].filter((key) => !there.has(key)), [], 'kept, but lost');
  assert.ok(fight.acknowledged.size >= rounds * perRound, `${fight.acknowledged.size} were acknowledged`);
  assert.ok(opened.length > rounds / 4, `only ${opened.length} owners`);
  t.diagnostic(`${keys.length} records, ${fight.acknowledged.size} acknowledged, ${opened.length} owners: ${JSON.stringify(fight.done)}`);
}

test(`Chromium: three tabs fight for the database for ${rounds} rounds (seed ${seed})`, { timeout: 60_000 + rounds * 4000 }, async (t) => {
  const chromium = await openChromium();
  try {
    await fightIn(chromium.browser, rounds, [], t);
  } finally {
    await chromium.close();
  }
});

// Firefox has no way to freeze a tab from outside.
test(`Firefox: the same for ${firefoxRounds} rounds without freezing (seed ${seed})`, { timeout: 120_000 + firefoxRounds * 8000 }, async (t) => {
  const firefox = await openFirefox();
  try {
    await fightIn(firefox.browser, firefoxRounds, ['freeze'], t);
  } finally {
    await firefox.close();
  }
});
