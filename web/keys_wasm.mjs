// keys.wasm as JavaScript sees it: pointers stay in here. Bytes in, bytes out (Uint8Array); what a key is and what a body means is known
// to the C++ alone. The instance's own copies are wiped after each call; JavaScript's cannot be. A failure is a KeysError with a code.

export class KeysError extends Error {
  constructor(code, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
    this.detail = detail;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytesOf = (value) => (typeof value === 'string' ? encoder.encode(value) : value);

export class KeysWasm {
  #wasm;

  constructor(wasm) {
    this.#wasm = wasm;
  }

  #put(bytes) {
    const pointer = this.#wasm._keys_alloc(Math.max(bytes.length, 1)) >>> 0;
    if (pointer === 0) throw new KeysError('out_of_memory', `${bytes.length} bytes`);
    this.#wasm.HEAPU8.set(bytes, pointer);
    return pointer;
  }

  #free(pointer, bytes) {
    this.#wasm._keys_free(pointer, bytes.length);
  }

  // [size, bytes]: of known size, a pointer goes in; [null, bytes]: a pointer and how many.
  #call(name, ...values) {
    const taken = [];
    try {
      const given = [];
      for (const [size, value] of values) {
        const bytes = bytesOf(value);
        if (size !== null && bytes.length !== size) throw new KeysError('malformed', `${name}: ${bytes.length} bytes, not ${size}`);
        const pointer = this.#put(bytes);
        taken.push([pointer, bytes]);
        given.push(pointer, ...(size === null ? [bytes.length] : []));
      }
      return this.#answer(this.#wasm[`_keys_${name}`](...given));
    } finally {
      for (const [pointer, bytes] of taken) this.#free(pointer, bytes);
    }
  }

  #answer(code) {
    const text = this.#wasm.UTF8ToString(code);
    const from = this.#wasm._keys_answer() >>> 0;
    const answer = this.#wasm.HEAPU8.slice(from, from + (this.#wasm._keys_answer_bytes() >>> 0));
    this.#wasm._keys_forget();
    if (text) throw new KeysError(text, decoder.decode(answer));
    return answer;
  }

  /** 32 bytes by chance: an account's secret, or the seed of a device. */
  newSecret() {
    return this.#call('new_secret');
  }

  /** The 24 words that are the secret. */
  words(secret) {
    return decoder.decode(this.#call('words', [32, secret]));
  }

  /** The secret of 24 typed words. Throws words_count, words_unknown (detail: which), words_checksum. */
  secretOfWords(words) {
    return this.#call('secret_of_words', [null, words]);
  }

  /** What follows from the secret: the account's stream and public key, and the keys for values and photos. */
  account(secret) {
    const made = this.#call('account', [32, secret]);
    return { stream: made.slice(0, 16), account: made.slice(16, 48), content: made.slice(48, 80), blobs: made.slice(80, 112) };
  }

  devicePublicKey(seed) {
    return this.#call('public', [32, seed]);
  }

  /** `boundTo`: CBOR [stream, table, key, hlc, device, column] of the place (core/sync/associated_bytes.hpp). */
  seal(key, boundTo, value) {
    return this.#call('seal', [32, key], [null, boundTo], [null, value]);
  }

  /** Throws sealed_newer or sealed_broken. */
  open(key, boundTo, sealed) {
    return this.#call('open', [32, key], [null, boundTo], [null, sealed]);
  }

  /** The parts of a photo as an edge gets them, one after the other; only one photo at a time. */
  *sealPhoto(blobKey, photo) {
    const key = this.#put(blobKey);
    const place = this.#put(photo);
    try {
      const parts = this.#wasm._keys_photo_begin(key, place, photo.length) >>> 0;
      for (let number = 0; number < parts; number += 1) yield this.#answer(this.#wasm._keys_photo_part(number));
    } finally {
      this.#wasm._keys_photo_end();
      this.#free(place, photo);
      this.#free(key, blobKey);
    }
  }

  /** Opens a photo of `sealedSize` bytes that begins with `head`: answers a function of a part's number and bytes. */
  openPhoto(blobKey, head, sealedSize) {
    const key = this.#put(blobKey);
    const place = this.#put(head);
    try {
      this.#answer(this.#wasm._keys_photo_open(key, place, head.length, sealedSize));
    } finally {
      this.#free(place, head);
      this.#free(key, blobKey);
    }
    return (number, part) => {
      const at = this.#put(part);
      try {
        return this.#answer(this.#wasm._keys_photo_piece(number, at, part.length));
      } finally {
        this.#free(at, part);
      }
    };
  }

  /** A new pairing: what to show, and the keys for offer(). Takes a good part of a second. */
  newPairing() {
    const secret = this.#call('new_pairing');
    return { words: decoder.decode(this.#call('pairing_words', [11, secret])), text: decoder.decode(this.#call('pairing_text', [11, secret])), keys: this.#call('pairing_keys', [11, secret]) };
  }

  /** The keys of a code that was scanned, or of 8 words that were typed. */
  pairingOf(text) {
    return this.#call('pairing_keys', [11, this.#call('pairing_of', [null, text])]);
  }

  offer(pairing, secret) {
    return this.#call('offer', [48, pairing], [32, secret]);
  }

  take(pairing) {
    return this.#call('take', [48, pairing]);
  }

  /** {secret, ticket} in the answer to take(). */
  taken(pairing, body) {
    const made = this.#call('taken', [48, pairing], [null, body]);
    return { secret: made.slice(0, 32), ticket: made.slice(32) };
  }

  challenge(body) {
    return this.#call('challenge', [null, body]);
  }

  /** Bodies of POST /v1/device, /v1/session and /v1/account/delete; `host` is the page's own, as in location.host. */
  register(secret, seed, host, challenge, sealedName, ticket = new Uint8Array()) {
    return this.#call('register', [32, secret], [32, seed], [null, host], [null, challenge], [null, sealedName], [null, ticket]);
  }

  signIn(stream, seed, host, challenge) {
    return this.#call('sign_in', [16, stream], [32, seed], [null, host], [null, challenge]);
  }

  /** Bodies of POST /v1/devices/rename, revoke and words; `device` is its public key. */
  rename(device, sealedName) {
    return this.#call('rename', [32, device], [null, sealedName]);
  }

  revoke(device, closeWords) {
    const key = this.#put(device);
    try {
      return this.#answer(this.#wasm._keys_revoke(key, closeWords ? 1 : 0));
    } finally {
      this.#free(key, device);
    }
  }

  /** The body of POST /v1/contributions: `file` (core/news/contribution.hpp) signed by the device of this seed, which stays in here. */
  signContribution(seed, file) {
    return this.#call('contribution', [32, seed], [null, file]);
  }

  setWords(open) {
    return this.#answer(this.#wasm._keys_set_words(open ? 1 : 0));
  }

  /** What an answer says. Throws malformed for whatever is none of an edge's. */
  read(body) {
    return JSON.parse(decoder.decode(this.#call('read', [null, body])));
  }

  delete(secret, host, challenge) {
    return this.#call('delete', [32, secret], [null, host], [null, challenge]);
  }
}
