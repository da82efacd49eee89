// One photo at a time through decode.wasm (JPEG, PNG to pixels), media.wasm (tensor, quality, verdict) and ONNX Runtime Web: the
// browser's own wasm, so the same pixels give the same answer. The model's SHA-256 is checked before anything is named.
import { readFile, stat } from 'node:fs/promises';
import { MediaError, MediaWasm } from '../media_wasm.mjs';
import { buildFolder, instantiate, openModel, requireBuild } from './instantiate.mjs';

const largestFileBytes = 40_000_000;

async function readPhoto(path) {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new MediaError('not_an_image', 'a folder');
    if (facts.size > largestFileBytes) throw new MediaError('too_large', `${facts.size} bytes`);
    return await readFile(path);
  } catch (problem) {
    if (problem instanceof MediaError) throw problem;
    throw new MediaError(problem.code === 'ENOENT' ? 'not_found' : 'unreadable_file', problem.message);
  }
}

export class Engine {
  #media;
  #decode;
  #session;
  #ort;
  #model;

  static async open(build = buildFolder()) {
    requireBuild(build, ['media.js', 'media.wasm', 'decode.js', 'decode.wasm']);
    const engine = new Engine();
    engine.#media = new MediaWasm(await instantiate(build, 'media'));
    engine.#decode = await instantiate(build, 'decode');
    engine.#model = engine.#media.model();
    const { ort, session } = await openModel(engine.#model.file, engine.#model.sha256);
    engine.#ort = ort;
    engine.#session = session;
    return engine;
  }

  get model() {
    const { name, version, sha256 } = this.#model;
    return { name, version, sha256 };
  }

  /** Pixels of a file in media.wasm; the caller releases them. */
  async #pixels(bytes) {
    this.#media.header(bytes); // the same size rules as in the browser
    const decode = this.#decode;
    const pointer = decode._decode_alloc(bytes.length + 16) >>> 0;
    if (pointer === 0) throw new MediaError('out_of_memory');
    decode.HEAPU8.set(bytes, pointer + 16);
    const code = decode.UTF8ToString(decode._decode_file(pointer + 16, bytes.length, pointer));
    const [width, height, orientation] = decode.HEAPU32.slice(pointer >> 2, (pointer >> 2) + 3);
    decode._decode_free(pointer);
    if (code) throw new MediaError(code);
    try {
      const from = decode._decode_pixels() >>> 0;
      return await this.#media.photo(width, height, orientation, (pixels) => pixels.set(decode.HEAPU8.subarray(from, from + pixels.length)));
    } finally {
      decode._decode_drop();
    }
  }

  /** Tensor, logits and quality of one file; throws a MediaError. */
  async look(path) {
    const photo = await this.#pixels(await readPhoto(path));
    try {
      const { tensor, sharpness, exposure } = photo.prepare();
      const input = new this.#ort.Tensor('float32', tensor, [1, 3, this.#model.height, this.#model.width]);
      const outputs = await this.#session.run({ [this.#model.input]: input }, [this.#model.logits]);
      return { tensor, logits: outputs[this.#model.logits].data, sharpness, exposure };
    } finally {
      photo.release();
    }
  }

  beginEvaluation() {
    this.#decode._evaluate_begin();
  }

  /** Looks at one labelled photo (latin empty: no mushroom) and counts what the app would have said. Throws a MediaError. */
  async addToEvaluation(path, latin) {
    const from = performance.now();
    const { logits } = await this.look(path);
    const name = Buffer.from(`${latin}\0${this.#model.sha256}\0`, 'utf8');
    const room = (name.length + 3) & ~3;
    const pointer = this.#decode._decode_alloc(room + 4 * logits.length) >>> 0;
    if (pointer === 0) throw new MediaError('out_of_memory');
    this.#decode.HEAPU8.set(name, pointer);
    this.#decode.HEAPF32.set(logits, (pointer + room) >> 2);
    const hash = pointer + Buffer.byteLength(latin) + 1;
    const code = this.#decode.UTF8ToString(this.#decode._evaluate_add(pointer, hash, pointer + room, logits.length, performance.now() - from));
    this.#decode._decode_free(pointer);
    if (code) throw new MediaError(code);
  }

  evaluation() {
    return JSON.parse(this.#decode.UTF8ToString(this.#decode._evaluate_report()));
  }

  /** Never throws for what is wrong with a file: that is the answer `unreadable`. */
  async identify(path) {
    try {
      const { logits, sharpness, exposure } = await this.look(path);
      const verdict = this.#media.verdict([logits], this.#model.sha256);
      return { file: path, verdict, quality: { sharpness, exposure }, model: this.model };
    } catch (problem) {
      if (!(problem instanceof MediaError)) throw problem;
      return { file: path, reason: problem.code, model: this.model };
    }
  }
}
