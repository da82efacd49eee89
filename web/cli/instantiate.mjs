// What both engines of the command line begin with: the folder of the build, a wasm module of it in Node, and ONNX Runtime on a model
// whose SHA-256 is the one that the build was made for. What is missing is an EngineError whose message is a sentence for people.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const buildFolder = () => process.env.HYPHA_WEB_BUILD ?? join(repository, 'build/web');

/** The program itself cannot work; the message is a sentence for people. */
export class EngineError extends Error {}

export function requireBuild(build, names) {
  const missing = names.filter((name) => !existsSync(join(build, name)));
  if (missing.length > 0) throw new EngineError(`The web build is missing (${missing.join(', ')}): run "npm start" once in ${repository}.`);
}

// The glue of Emscripten for workers asks where it is; Node has no `self`, and others (ONNX Runtime) judge by its absence.
export async function instantiate(build, name) {
  const wasmBinary = await readFile(join(build, `${name}.wasm`));
  const { default: factory } = await import(pathToFileURL(join(build, `${name}.js`)).href);
  globalThis.self = { location: { href: pathToFileURL(build).href } };
  try {
    return await factory({ wasmBinary });
  } finally {
    delete globalThis.self;
  }
}

/** ONNX Runtime on models/FILE, or nothing at all when its bytes are not those that the build knows. */
export async function openModel(file, expectedSha256) {
  const bytes = await readFile(join(repository, 'models', file)).catch(() => null);
  if (!bytes) throw new EngineError(`The model models/${file} is missing: it belongs to the repository.`);
  if (createHash('sha256').update(bytes).digest('hex') !== expectedSha256) {
    throw new EngineError(`models/${file} is not the model that the build was made for, so nothing is named: build again with "npm start".`);
  }
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1; // threads would keep Node alive; a batch is better served by several processes
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  return { ort, session };
}
