// The worker of crash.test.mjs: the storage session as the app worker uses it, and the C++ test [.crash] on its pool. Every line
// of C++ goes to the test's server and is answered before C++ goes on, so what was said was heard, whatever is killed next.
import { StorageSession } from '../../web/storage_session.ts';

function tell(line: string): void {
  const request = new XMLHttpRequest();
  request.open('POST', '/said', false);
  request.send(line);
}

async function run(): Promise<void> {
  const session = new StorageSession({ lost: (code) => tell(`failed lost ${code}`), gained: () => undefined }, 'crash');
  const mode = await session.start();
  if (mode !== 'opfs') throw new Error(`the storage is ${mode}: ${session.failure}`);
  const url = new URL('/storage_contract.mjs', location.href).href;
  const { default: create } = await import(url);
  const module = await create({ print: tell, printErr: tell });
  module.hyphaPool = session.pool;
  tell('starts 0');
  tell(`failed ended ${module.callMain(['[.crash]', '--colour-mode', 'none'])}`);
}

run().catch((problem: unknown) => tell(`failed ${String(problem)}`));
