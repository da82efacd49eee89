// The worker of storage_contract.test.mjs: web/storage_session.ts as the app worker uses it, and the storage's C++ tests as a
// module beside it. Says every event and every line of C++ as { event, … }.
import { StorageSession } from '../../web/storage_session.ts';

type Order = { order: 'start'; folder: string; without_opfs?: boolean } | { order: 'run'; tests: string } |
  { order: 'take_over' | 'release' | 'resume' };

const say = (event: string, detail: unknown = '') => postMessage({ event, detail });
let session: StorageSession | undefined;

onmessage = ({ data }: MessageEvent<Order>) => {
  obey(data).catch((error: unknown) => say('failed', String(error)));
};

async function obey(data: Order): Promise<void> {
  if (data.order === 'start') {
    if (data.without_opfs) Object.defineProperty(StorageManager.prototype, 'getDirectory', { value: undefined });
    session = new StorageSession({ lost: (code) => say('lost', code), gained: (mode) => say('gained', mode) }, data.folder);
    say('mode', await session.start());
  }
  if (data.order === 'take_over') await session?.takeOver();
  if (data.order === 'release') session?.release();
  if (data.order === 'resume') await session?.resume();
  if (data.order === 'run') {
    const url = new URL('/storage_contract.mjs', location.href).href;
    const { default: create } = await import(url);
    const module = await create({ print: (line: string) => say('line', line), printErr: (line: string) => say('line', line) });
    module.hyphaPool = session?.pool;
    say('ended', module.callMain([data.tests, '--colour-mode', 'none']));
  }
}
