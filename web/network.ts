// The mushroom network: ONNX Runtime Web on the verified bytes of the field kit. Loaded once and kept warm; release() lets go of the
// session, the next call loads it again. The hash that comes back with the scores is of the very bytes that ran.
// Codes: those of field_kit.ts, model_corrupt, runtime_failed.
import * as ort from 'onnxruntime-web/wasm';
import { sha256Hex, type FieldKit, type Progress } from './field_kit.ts';
import { MediaError, type ModelFacts } from './media_wasm.mjs';
import { openSession } from './onnx_session.ts';

export interface Scores {
  readonly logits: Float32Array;
  readonly modelSha256: string;
}

export interface Evidence {
  readonly evidence: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly modelSha256: string;
}

export class Network {
  readonly #kit: FieldKit;
  readonly #facts: ModelFacts;
  #session: Promise<ort.InferenceSession> | null = null;
  #isWarm = false;

  constructor(kit: FieldKit, facts: ModelFacts) {
    this.#kit = kit;
    this.#facts = facts;
  }

  get isWarm(): boolean {
    return this.#isWarm;
  }

  async load(signal: AbortSignal, progress: Progress): Promise<void> {
    this.#session ??= this.#open(signal, progress);
    try {
      await this.#session;
      this.#isWarm = true;
    } catch (problem) {
      this.#session = null;
      throw problem;
    }
  }

  async #open(signal: AbortSignal, progress: Progress): Promise<ort.InferenceSession> {
    const [, runtime, model] = (await this.#kit.bytesOf(['runtime_module', 'runtime_wasm', 'model'], signal, progress)) as [ArrayBuffer, ArrayBuffer, ArrayBuffer];
    if ((await sha256Hex(model)) !== this.#facts.sha256) throw new MediaError('model_corrupt', 'the site has another model than this program was made for');
    signal.throwIfAborted();
    return openSession(model, runtime);
  }

  async run(tensor: Float32Array<ArrayBuffer>): Promise<Scores> {
    const logits = (await this.#ask(tensor, this.#facts.logits)).data as Float32Array;
    return { logits, modelSha256: this.#facts.sha256 };
  }

  /** What each cell of the last map says for each leaf: [1, leaves, rows, columns]. */
  async explain(tensor: Float32Array<ArrayBuffer>): Promise<Evidence> {
    if (!this.#facts.evidence) throw new MediaError('runtime_failed', 'this model has no evidence to show');
    const { data, dims } = await this.#ask(tensor, this.#facts.evidence);
    return { evidence: data as Float32Array, rows: dims[2] ?? 0, columns: dims[3] ?? 0, modelSha256: this.#facts.sha256 };
  }

  async #ask(tensor: Float32Array<ArrayBuffer>, output: string): Promise<ort.Tensor> {
    const session = await this.#session;
    if (!session) throw new MediaError('runtime_failed', 'the network is not loaded');
    try {
      const input = new ort.Tensor('float32', tensor, [1, 3, this.#facts.height, this.#facts.width]);
      return (await session.run({ [this.#facts.input]: input }, [output]))[output]!;
    } catch (problem) {
      throw problem instanceof RangeError ? problem : new MediaError('runtime_failed', String(problem));
    }
  }

  async release(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#isWarm = false;
    await (await session?.catch(() => null))?.release();
  }
}
