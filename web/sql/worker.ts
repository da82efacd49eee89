// The worker with sql.js's messages: {id, action, ...} in, {id, ...} or {id, error} out, for open, exec, each, getRowsModified,
// export and close. Runs in a browser's worker and in a worker thread of Node.
import type { Configuration } from './load.ts';
import type { Database, QueryResult } from './database.ts';
import type { BindParameters } from './parameters.ts';
import type { ReadOptions } from './statement.ts';
import initSqlJs from './init.ts';

interface Message {
  id?: unknown;
  action?: string;
  buffer?: ArrayBuffer | Uint8Array;
  sql?: string;
  params?: BindParameters;
  config?: ReadOptions & Pick<Configuration, 'useOldExtensionFunctions'>;
}
interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
}
interface NodePort extends Port {
  on(event: 'message', listener: (message: Message) => void): void;
}

declare const importScripts: unknown;
declare const require: ((name: string) => unknown) | undefined;

let db: Database | null = null;

async function answer(port: Port, message: Message): Promise<void> {
  const { id, action, sql, params } = message;
  const config = message.config ?? {};
  try {
    const { useOldExtensionFunctions } = config;
    const SQL = await initSqlJs({ useOldExtensionFunctions });
    const opened = (): Database => (db ??= new SQL.Database());
    switch (action) {
      case 'open':
        db?.close();
        db = new SQL.Database(message.buffer && new Uint8Array(message.buffer));
        return port.postMessage({ id, ready: true });
      case 'exec': {
        if (!sql) throw new Error('exec: Missing query string');
        const results: QueryResult[] = opened().exec(sql, params, config);
        return port.postMessage({ id, results });
      }
      case 'getRowsModified':
        return port.postMessage({ id, rowsModified: opened().getRowsModified() });
      case 'each':
        opened().each(sql!, params, (row) => port.postMessage({ id, row, finished: false }), () => port.postMessage({ id, finished: true }), config);
        return;
      case 'export': {
        const buffer = opened().export();
        return port.postMessage({ id, buffer }, [buffer.buffer as ArrayBuffer]);
      }
      case 'close':
        db?.close();
        db = null;
        return port.postMessage({ id });
      default:
        throw new Error(`Invalid action : ${action}`);
    }
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

if (typeof importScripts === 'function') {
  const port = self as unknown as Port;
  self.onmessage = ({ data: message }: MessageEvent<Message>) => void answer(port, message);
} else if (typeof require === 'function') {
  const { parentPort } = require('node:worker_threads') as { parentPort: NodePort | null };
  parentPort?.on('message', (message) => void answer(parentPort, message));
}
