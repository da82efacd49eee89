// Devices for the account's tests: the app worker's side with keys.wasm as it ships, a storage in memory that outlives its tabs, and a
// browser's cookie, over a real hypha-edge. Counts what is sent, and loses answers on demand.
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';
import { load } from '../service_worker/load.mjs';

export const { AccountLink, AccountWishes, KeysWasm, NotKept, askOverHttp } = await load('tests/web/account_parts.ts');
export const keys = new KeysWasm(await instantiate(buildFolder(), 'keys'));

export class MemoryKeep {
  record = null;
  async read() {
    return structuredClone(this.record);
  }
  async change(next) {
    this.record = structuredClone(next(structuredClone(this.record)));
    return structuredClone(this.record);
  }
}

// fetch as a page of the edge has it. `faults`: path to a function that gets the request's own road and does with it what it likes.
export function browser(edge) {
  const host = `127.0.0.1:${edge.port}`;
  const made = { host, cookie: '', asked: [], faults: new Map() };
  const road = async (path, { method, headers, ...options }) => {
    const answer = await fetch(`http://${host}${path}`, {
      method, ...options, headers: { ...headers, 'sec-fetch-site': 'same-origin', ...(method === 'GET' ? {} : { origin: `http://${host}` }), ...(made.cookie ? { cookie: `__Host-hypha=${made.cookie}` } : {}) },
    });
    for (const cookie of answer.headers.getSetCookie()) made.cookie = /^__Host-hypha=([^;]*)/.exec(cookie)[1];
    return answer;
  };
  made.reach = (path, options) => {
    const plain = path.split('?')[0];
    made.asked.push(`${options.method} ${plain}`);
    const fault = made.faults.get(plain);
    return fault ? fault(() => road(path, options)) : road(path, options);
  };
  made.count = (what) => made.asked.filter((each) => each === what).length;
  // The edge does what it is asked once, and nobody hears of it.
  made.loseOnce = (path) => made.faults.set(path, async (go) => {
    made.faults.delete(path);
    const { cookie } = made;
    await go();
    made.cookie = cookie;
    throw new TypeError('Failed to fetch');
  });
  return made;
}

// A tab of a device: the same keep and browser for another tab of it.
export function tab(edge, { keep = new MemoryKeep(), web = browser(edge), load: loadWishes } = {}) {
  const waiting = new Map();
  let tickets = 0;
  let loads = 0;
  const link = new AccountLink({
    keep, reach: web.reach, host: web.host,
    load: loadWishes ?? (async (parts) => { loads += 1; return new AccountWishes(keys, parts); }),
    answer: (message) => {
      const name = message.type === 'account_found' ? 'found' : message.ticket;
      const answered = waiting.get(name);
      if (!answered) throw new Error(`${message.type} was not asked, or came twice`);
      waiting.delete(name);
      answered(message);
    },
  });
  // Waits for what follows the answer, too.
  const asked = async (name, work) => {
    const answer = new Promise((answered) => waiting.set(name, answered));
    await work();
    if (waiting.has(name)) throw new Error('no answer came');
    return answer;
  };
  return {
    keep, web, link, loads: () => loads,
    find: async () => (await asked('found', () => link.find())).bytes,
    wish: async (wish, more = {}) => {
      const ticket = ++tickets;
      const { code, answer, bytes } = await asked(ticket, () => link.ask({ type: 'ask_account', ticket, wish, value: '', device: '', name: '', ...more }));
      return { code, bytes, ...JSON.parse(answer) };
    },
    edge: async (method, target, bytes, kind = bytes ? 'application/cbor' : '') => {
      const ticket = ++tickets;
      return asked(ticket, () => link.askEdge({ type: 'ask_edge', ticket, method, target, kind, ...(bytes ? { bytes } : {}) }));
    },
  };
}
