// media.wasm as JavaScript sees it: numbers and pointers stay in here. The same file serves the media worker and the command line,
// so both make the same tensor from the same pixels. A failure is a MediaError with a code of ports/messages.def.
// Memory of an instance grows and never shrinks; heapBytes() lets the owner throw a swollen instance away.

export class MediaError extends Error {
  constructor(code, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
    this.detail = detail;
  }
}

const imageKinds = ['', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'avif', 'heic'];

export class MediaWasm {
  #wasm;

  constructor(wasm) {
    this.#wasm = wasm;
  }

  heapBytes() {
    return this.#wasm.HEAPU8.byteLength;
  }

  #text(pointer) {
    return this.#wasm.UTF8ToString(pointer);
  }

  // Memory that the caller gives back; `use` gets its address.
  #allocate(bytes) {
    const pointer = this.#wasm._media_alloc(bytes) >>> 0;
    if (pointer === 0) throw new MediaError('out_of_memory', `${bytes} bytes`);
    return pointer;
  }

  #with(bytes, use) {
    const pointer = this.#allocate(bytes);
    try {
      return use(pointer);
    } finally {
      this.#wasm._media_free(pointer);
    }
  }

  model() {
    const [name, version, file, sha256, input, width, height, logits, evidence] = this.#text(this.#wasm._media_model()).split('\n');
    if (!sha256) throw new MediaError('model_corrupt', 'the compiled-in manifest is unusable');
    return { name, version, file, sha256, input, width: Number(width), height: Number(height), logits, evidence };
  }

  // What a file claims to be; nothing is decoded. Throws the codes of core/vision/image_header.hpp.
  header(bytes) {
    return this.#with(bytes.length + 16, (pointer) => {
      this.#wasm.HEAPU8.set(bytes, pointer + 16);
      const code = this.#text(this.#wasm._media_header(pointer + 16, bytes.length, pointer));
      if (code) throw new MediaError(code);
      const [kind, width, height, orientation] = this.#wasm.HEAPU32.subarray(pointer >> 2, (pointer >> 2) + 4);
      return { kind: imageKinds[kind], width, height, orientation };
    });
  }

  // An upright JPEG, PNG or WebP without what is hidden in its file. Throws decode_failed.
  bare(bytes) {
    return this.#with(bytes.length, (pointer) => {
      this.#wasm.HEAPU8.set(bytes, pointer);
      const size = this.#wasm._media_bare(pointer, bytes.length);
      if (size === 0) throw new MediaError('decode_failed', 'nothing can be taken out of this file');
      return this.#wasm.HEAPU8.slice(pointer, pointer + size);
    });
  }

  // Room for pixels in wasm memory, four bytes each, so that they are written once. fill(bytes) may be asynchronous; no other call
  // of this instance may run meanwhile, for growing the memory would detach the view. It answers whether blue came first.
  // The caller releases the photo.
  async photo(width, height, orientation, fill) {
    const pointer = this.#allocate(width * height * 4);
    let blueFirst;
    try {
      blueFirst = Boolean(await fill(this.#wasm.HEAPU8.subarray(pointer, pointer + width * height * 4)));
    } catch (problem) {
      this.#wasm._media_free(pointer);
      throw problem;
    }
    return {
      width, height,
      prepare: (crop) => this.#prepare(pointer, width, height, orientation, blueFirst, crop),
      thumbnail: (longestPx) => this.#thumbnail(pointer, width, height, orientation, blueFirst, longestPx),
      release: () => this.#wasm._media_free(pointer),
    };
  }

  // crop: left, top, width, height in fractions of the upright picture; none or empty: the whole picture.
  #prepare(pixels, width, height, orientation, blueFirst, crop = []) {
    const floats = this.#wasm._media_tensor_floats();
    if (floats === 0) throw new MediaError('model_corrupt', 'the compiled-in manifest is unusable');
    return this.#with(floats * 4 + 8 + 16, (pointer) => {
      const part = pointer + 8 + floats * 4;
      this.#wasm.HEAPF32.set(crop, part >> 2);
      this.#wasm._media_prepare(pixels, width, height, orientation, blueFirst, pointer + 8, pointer, crop.length === 4 ? part : 0);
      const [sharpness, exposure] = this.#wasm.HEAPF32.subarray(pointer >> 2, (pointer >> 2) + 2);
      return { tensor: this.#wasm.HEAPF32.slice((pointer >> 2) + 2, (pointer >> 2) + 2 + floats), sharpness, exposure };
    });
  }

  #thumbnail(pixels, width, height, orientation, blueFirst, longestPx) {
    return this.#with(longestPx * longestPx * 4 + 8, (pointer) => {
      this.#wasm._media_thumbnail(pixels, width, height, orientation, blueFirst, longestPx, pointer + 8, pointer);
      const [w, h] = this.#wasm.HEAPU32.subarray(pointer >> 2, (pointer >> 2) + 2);
      return { width: w, height: h, rgba: new Uint8ClampedArray(this.#wasm.HEAPU8.slice(pointer + 8, pointer + 8 + w * h * 4).buffer) };
    });
  }

  // logitsByView: arrays of the same length. Throws model_mismatch or logits_invalid.
  verdict(logitsByView, modelSha256) {
    const labels = logitsByView[0].length;
    return this.#with(labels * logitsByView.length * 4 + 65, (pointer) => {
      logitsByView.forEach((logits, view) => this.#wasm.HEAPF32.set(logits, (pointer >> 2) + view * labels));
      const sha = pointer + labels * logitsByView.length * 4;
      this.#wasm.stringToUTF8(modelSha256, sha, 65);
      const text = this.#text(this.#wasm._media_verdict_json(pointer, labels, logitsByView.length, sha));
      if (text.startsWith('!')) throw new MediaError(text.slice(1));
      return JSON.parse(text);
    });
  }
}
