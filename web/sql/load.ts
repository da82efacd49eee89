// Finds and instantiates the WebAssembly beside the script that holds this code: in Node from the disk, elsewhere by fetch and
// streaming. locateFile, wasmBinary and instantiateWasm of the configuration replace these, with the meaning they have in sql.js.
import { renewViews, type Wasm } from './engine.ts';
import { functionImports } from './functions.ts';

export interface Configuration {
  locateFile?: (file: string, folder: string) => string;
  wasmBinary?: BufferSource;
  instantiateWasm?: (imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void) => unknown;
  onAbort?: (reason: unknown) => void;
  useOldExtensionFunctions?: boolean;
  [name: string]: unknown;
}

declare const __filename: string | undefined;
declare const require: ((name: string) => unknown) | undefined;
declare const process: { versions?: { node?: string }; type?: string } | undefined;

const isNode = typeof process === 'object' && Boolean(process.versions?.node) && process.type !== 'renderer' && typeof require === 'function';
// document.currentScript is only there while the script runs for the first time.
const scriptAddress = isNode ? String(__filename)
  : typeof document === 'object' ? ((document.currentScript as HTMLScriptElement | null)?.src ?? '')
  : typeof location === 'object' ? location.href : '';
const scriptFolder = scriptAddress.replace(/^blob:.*/, '').replace(/[?#].*/, '').replace(/[^/\\]*$/, '');

const noFiles = (): number => 52; // ENOSYS: the module has no files but its own

let memoryOwner: Wasm | null = null;
function imports(): WebAssembly.Imports {
  return {
    face: {
      ...functionImports,
      now_ms: () => Date.now(),
      random_bytes: (at: number, count: number) => {
        crypto.getRandomValues(new Uint8Array(memoryOwner!.memory.buffer as ArrayBuffer, at >>> 0, count));
      },
      local_offset_minutes: (utcMs: number) => -new Date(utcMs).getTimezoneOffset() || 0,
    },
    env: { emscripten_notify_memory_growth: () => renewViews() },
    wasi_snapshot_preview1: { fd_close: noFiles, fd_write: noFiles, fd_seek: noFiles, environ_get: noFiles, environ_sizes_get: noFiles, proc_exit: noFiles },
  };
}

async function fetchInstance(address: string): Promise<WebAssembly.Instance> {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const fallback = answer.clone();
  try {
    return (await WebAssembly.instantiateStreaming(answer, imports())).instance;
  } catch {
    // A server that names another type than application/wasm.
    return (await WebAssembly.instantiate(await fallback.arrayBuffer(), imports())).instance;
  }
}

function readInNode(address: string): Promise<WebAssembly.Instance> {
  const { readFileSync } = require!('node:fs') as { readFileSync(path: string | URL): Uint8Array<ArrayBuffer> };
  const path = address.startsWith('file://') ? new URL(address) : address;
  return WebAssembly.instantiate(readFileSync(path), imports()).then(({ instance }) => instance);
}

export async function load(file: string, configuration: Configuration): Promise<Wasm> {
  let instance: WebAssembly.Instance;
  if (configuration.instantiateWasm) {
    instance = await new Promise((resolve) => void configuration.instantiateWasm!(imports(), resolve));
  } else if (configuration.wasmBinary) {
    instance = (await WebAssembly.instantiate(configuration.wasmBinary, imports())).instance;
  } else {
    const address = configuration.locateFile ? configuration.locateFile(file, scriptFolder) : scriptFolder + file;
    instance = await (isNode ? readInNode(address) : fetchInstance(address));
  }
  memoryOwner = instance.exports as unknown as Wasm;
  return memoryOwner;
}
