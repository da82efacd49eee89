// text.wasm as JavaScript sees it: pointers stay in here. Which model reads which features, and what its scores mean, is known to the
// C++ alone; this file carries bytes in and numbers out. A failure is a TextError with a code of core/text.

export class TextError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const encoder = new TextEncoder();

export class TextWasm {
  #wasm;

  constructor(wasm) {
    this.#wasm = wasm;
  }

  #with(bytes, use) {
    const pointer = this.#wasm._text_alloc(bytes) >>> 0;
    if (pointer === 0) throw new TextError('out_of_memory');
    try {
      return use(pointer);
    } finally {
      this.#wasm._text_free(pointer);
    }
  }

  /** [{name, version, file, sha256, task, lang}], in the order that features() and judge() count. */
  models() {
    return JSON.parse(this.#wasm.UTF8ToString(this.#wasm._text_models()));
  }

  /** What that model reads of a text (its bytes, whatever they are): {slots, weights}, or null when the text holds no word. */
  features(model, bytes) {
    return this.#with(bytes.length + 1, (pointer) => {
      this.#wasm.HEAPU8.set(bytes, pointer);
      const count = this.#wasm._text_features(model, pointer, bytes.length) >>> 0;
      if (count === 0) return null;
      const slots = this.#wasm._text_slots() >>> 2;
      const weights = this.#wasm._text_weights() >>> 2;
      return { slots: this.#wasm.HEAP32.slice(slots, slots + count), weights: this.#wasm.HEAPF32.slice(weights, weights + count) };
    });
  }

  /** {label, probability, candidates} for the scores of the model with that hash. */
  judge(model, sha256, scores) {
    const hash = encoder.encode(`${sha256}\0`);
    return this.#with(scores.length * 4 + hash.length, (pointer) => {
      this.#wasm.HEAPF32.set(scores, pointer >>> 2);
      this.#wasm.HEAPU8.set(hash, pointer + scores.length * 4);
      const answer = this.#wasm.UTF8ToString(this.#wasm._text_judge(model, pointer + scores.length * 4, pointer, scores.length));
      if (answer.startsWith('!')) throw new TextError(answer.slice(1));
      return JSON.parse(answer);
    });
  }
}
