// One ONNX Runtime Web for all networks of this worker: started with the first session, from bytes that were verified; later sessions need
// no bytes of it. Threads only where the page is cross-origin isolated. Code: runtime_failed.
import * as ort from 'onnxruntime-web/wasm';
import { runtimeModuleUrl, runtimeWasmUrl } from 'hypha:urls';
import { MediaError } from './media_wasm.mjs';

const mostThreads = 4;
let started = false;

export const runtimeStarted = (): boolean => started;

/** `runtime`: the runtime's wasm; null once it has started. */
export async function openSession(model: ArrayBuffer, runtime: ArrayBuffer | null): Promise<ort.InferenceSession> {
  ort.env.wasm.wasmPaths = { mjs: runtimeModuleUrl, wasm: runtimeWasmUrl };
  if (runtime) ort.env.wasm.wasmBinary = runtime;
  ort.env.wasm.numThreads = self.crossOriginIsolated ? Math.max(1, Math.min(mostThreads, navigator.hardwareConcurrency)) : 1;
  ort.env.logLevel = 'error';
  try {
    const session = await ort.InferenceSession.create(new Uint8Array(model), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
    started = true;
    return session;
  } catch (problem) {
    throw new MediaError('runtime_failed', String(problem));
  } finally {
    delete ort.env.wasm.wasmBinary; // 14 MB that the compiled module does not need
  }
}
