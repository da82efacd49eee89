// A tab's worker in fight.test.mjs: web/storage_session.ts and web/request_outbox.ts as the app worker uses them, with the C++ of
// tests/contract/browser/fight_writer.cpp in the place of the application. Says every event as { event, detail }.
import { RequestOutbox } from '../../web/request_outbox.ts';
import { letGo, type Lifecycle } from '../../web/page_life.ts';
import { StorageSession } from '../../web/storage_session.ts';

type Order = { order: 'start'; folder: string } | { order: 'ask'; tab: number; from: number; count: number } |
  { order: 'take_over' | 'report' | 'busy' };

const say = (event: string, detail: unknown = '') => postMessage({ event, detail });
let module: any;
let session: StorageSession | undefined;
let outbox: RequestOutbox;

onmessage = ({ data }: MessageEvent<Order | Lifecycle>) => {
  if ('type' in data) {
    if (data.shown) session?.resume();
    else {
      session?.release();
      letGo(data);
    }
    return;
  }
  obey(data).catch((error: unknown) => say('failed', String(error)));
};

function own(): void {
  module.hyphaPool = session?.pool;
  const epoch: number = module._fight_open();
  if (epoch === 0) say('failed', 'the owner could not open the database');
  say('owner', epoch);
  void outbox.drain();
}

async function obey(data: Order): Promise<void> {
  switch (data.order) {
    case 'start': {
      const { default: create } = await import(new URL('/storage_contract.mjs', location.href).href);
      module = await create({ print: (line: string) => say('line', line), printErr: (line: string) => say('line', line) });
      session = new StorageSession({
        lost: (code) => {
          if (code !== 'owner_asleep') module._fight_close();
          say('lost', code);
        },
        gained: own,
      }, data.folder);
      outbox = new RequestOutbox(`${data.folder}-requests`, {
        owns: () => Boolean(session?.pool),
        arrived: ({ key }) => {
          const [tab = 0, record = 0] = key.split('-').map(Number);
          if (module._fight_write(tab, record) === 0) return; // it stays in the outbox
          say('acknowledged', key);
          void outbox.finish(key);
        },
        finished: (key) => say('acknowledged', key),
      });
      const mode = await session.start();
      if (mode === 'opfs') own();
      say('mode', mode);
      break;
    }
    case 'ask':
      for (let record = data.from; record < data.from + data.count; ++record) {
        const key = `${data.tab}-${record}`;
        void outbox.keep({ key, kind: 'record', observation: 0, value: '', file: new Blob([key]) }).then(() => say('kept', key));
      }
      break;
    case 'busy': // transactions without end, a few in each task
      for (let record = 0; session?.pool; ) {
        for (let i = 0; i < 20 && module._fight_write(0, record) !== 0; ++i) ++record;
        say('busy', record);
        await new Promise<void>((next) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => next();
          port2.postMessage('');
        });
      }
      break;
    case 'take_over': session?.takeOver(); break;
    case 'report': module._fight_report(); break;
  }
}
