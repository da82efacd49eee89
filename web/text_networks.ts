// The text models: ONNX Runtime Web on the verified bytes of the field kit, each loaded when it is first asked and named by the hash of the
// bytes that run. What a text's features and scores mean is known to the C++ alone (core/text). Codes: those of field_kit.ts, runtime_failed.
import * as ort from 'onnxruntime-web/wasm';
import type { FieldKit } from './field_kit.ts';
import { MediaError } from './media_wasm.mjs';
import { openSession, runtimeStarted } from './onnx_session.ts';

export class TextNetworks {
  readonly #kit: FieldKit;
  readonly #sessions = new Map<string, ort.InferenceSession>();

  constructor(kit: FieldKit) {
    this.#kit = kit;
  }

  /** A score for each label. `slots` and `weights` have one length, at least 1. With `mayFetch` false only what is on this device runs. */
  async scores(sha256: string, slots: Int32Array, weights: Float32Array, mayFetch: boolean, signal: AbortSignal): Promise<Float32Array> {
    const session = this.#sessions.get(sha256) ?? await this.#open(sha256, mayFetch, signal);
    try {
      const { scores } = await session.run({ slots: new ort.Tensor('int32', slots, [slots.length]), weights: new ort.Tensor('float32', weights, [weights.length]) });
      return scores!.data as Float32Array;
    } catch (problem) {
      throw problem instanceof RangeError ? problem : new MediaError('runtime_failed', String(problem));
    }
  }

  async #open(sha256: string, mayFetch: boolean, signal: AbortSignal): Promise<ort.InferenceSession> {
    const ignore = (): void => undefined; // nobody waits for it in sight
    const runtime = runtimeStarted() ? null : (await this.#kit.bytesOf(['runtime_module', 'runtime_wasm'], signal, ignore, mayFetch))[1]!;
    const [model] = (await this.#kit.bytesOf([{ sha256 }], signal, ignore, mayFetch)) as [ArrayBuffer];
    signal.throwIfAborted();
    const session = await openSession(model, runtime);
    this.#sessions.set(sha256, session);
    return session;
  }

  async release(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of sessions) await session.release();
  }
}
