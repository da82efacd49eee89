// A device's side of an account: first start, pairing, recovery, sessions, the list of devices, deletion. No screen, no storage: `identity`
// is what the caller keeps ({secret, seed}, 32 bytes each), `send` is how it reaches the edge. In a browser that is sendByFetch, whose
// cookie no script sees. A session that ended is begun again by the device's key, once a request; a device that was revoked stays out.
// A refusal is an EdgeRefusal with the edge's code; no network is what `send` throws.
import { KeysError } from './keys_wasm.mjs';

export class EdgeRefusal extends Error {
  constructor(code, status) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

const cbor = 'application/cbor';
const text = new TextEncoder();
const fromBase64url = (value) => Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/** `send` of a page: the edge that served it, its cookie, and the field that a page of another site cannot add. */
export async function sendByFetch(method, path, body, type) {
  const answer = await fetch(path, { method, body, cache: 'no-store', credentials: 'same-origin', redirect: 'error', headers: { 'Hypha-App': '1', ...(type ? { 'Content-Type': type } : {}) } });
  return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
}

export class EdgeAccount {
  #keys;
  #send;
  #host;

  /** `host`: the page's location.host, which is what this device signs for. `send(method, path, body, type)` answers {status, body}. */
  constructor(keys, identity, host, send = sendByFetch) {
    this.#keys = keys;
    this.#host = host;
    this.#send = send;
    this.identity = identity;
    Object.assign(this, keys.account(identity.secret));
  }

  /** An identity of an account of its own, which exists at no edge until register(). */
  static newIdentity(keys) {
    return { secret: keys.newSecret(), seed: keys.newSecret() };
  }

  /** The same account on a device without any other: throws the codes of secretOfWords. */
  static identityOfWords(keys, words) {
    return { secret: keys.secretOfWords(words), seed: keys.newSecret() };
  }

  /** {identity, ticket} from what another device shows, as a code or as 8 words. Throws no_offer when it is too late or was taken. */
  static async take(keys, code, send = sendByFetch) {
    const pairing = keys.pairingOf(code);
    const answer = await send('POST', '/v1/pairing/take', keys.take(pairing), cbor);
    if (answer.status !== 200) throw refusalOf(keys, answer);
    const { secret, ticket } = keys.taken(pairing, answer.body);
    return { identity: { secret, seed: keys.newSecret() }, ticket };
  }

  words() {
    return this.#keys.words(this.identity.secret);
  }

  async #challenge() {
    const answer = await this.#send('GET', '/v1/challenge');
    if (answer.status !== 200) throw refusalOf(this.#keys, answer);
    return this.#keys.challenge(answer.body);
  }

  async #ask(method, path, body) {
    const answer = await this.#send(method, path, body, body ? cbor : undefined);
    if (answer.status !== 200) throw refusalOf(this.#keys, answer);
    return this.#keys.read(answer.body);
  }

  /** This device comes in; {expiresMs}. `name` is sealed here; `ticket` is of take(). May be repeated: where the answer was lost it is in. */
  async register(name, ticket) {
    const { secret, seed } = this.identity;
    try {
      return await this.#register(secret, seed, name, ticket);
    } catch (problem) {
      if (problem instanceof EdgeRefusal && problem.code === 'device_known') return this.signIn();
      throw problem;
    }
  }

  async #register(secret, seed, name, ticket) {
    return this.#ask('POST', '/v1/device', this.#keys.register(secret, seed, this.#host, await this.#challenge(), this.#sealName(name, this.#keys.devicePublicKey(seed)), ticket));
  }

  async signIn() {
    return this.#ask('POST', '/v1/session', this.#keys.signIn(this.stream, this.identity.seed, this.#host, await this.#challenge()));
  }

  /** The next cookie: once a day is enough. */
  rotate() {
    return this.withSession(() => this.#ask('POST', '/v1/session/rotate'));
  }

  /** Runs `work`, which throws an EdgeRefusal of 401 when the session ended; then signs in and runs it once more. */
  async withSession(work) {
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof EdgeRefusal) || problem.status !== 401) throw problem;
      await this.signIn();
      return work();
    }
  }

  /** {wordsOpen, devices: [{key, name or null, addedMs, seenMs, revokedMs, isAsking}]}. A name that does not open is null. */
  async devices() {
    const list = await this.withSession(() => this.#ask('GET', '/v1/devices'));
    return {
      wordsOpen: list.wordsOpen,
      devices: list.devices.map((device) => {
        const key = fromBase64url(device.key);
        return { ...device, key, name: this.#openName(fromBase64url(device.name), key) };
      }),
    };
  }

  rename(device, name) {
    return this.withSession(() => this.#ask('POST', '/v1/devices/rename', this.#keys.rename(device, this.#sealName(name, device))));
  }

  /** `closeWords`: whoever has that device may have the secret; words alone let nobody in any more. */
  revoke(device, closeWords) {
    return this.withSession(() => this.#ask('POST', '/v1/devices/revoke', this.#keys.revoke(device, closeWords)));
  }

  setWords(open) {
    return this.withSession(() => this.#ask('POST', '/v1/devices/words', this.#keys.setWords(open)));
  }

  /** What to show to the other device: {words, text, untilMs}. */
  async offer() {
    const shown = this.#keys.newPairing();
    const { untilMs } = await this.withSession(() => this.#ask('POST', '/v1/pairing', this.#keys.offer(shown.keys, this.identity.secret)));
    return { words: shown.words, text: shown.text, untilMs };
  }

  /** All that the edge keeps of this account goes; its receipt, which is JSON. */
  async delete() {
    const challenge = await this.#challenge();
    const answer = await this.withSession(async () => {
      const asked = await this.#send('POST', '/v1/account/delete', this.#keys.delete(this.identity.secret, this.#host, challenge), cbor);
      if (asked.status !== 200) throw refusalOf(this.#keys, asked);
      return asked;
    });
    return JSON.parse(new TextDecoder().decode(answer.body));
  }

  // A name is bound to the device that it is the name of.
  #sealName(name, device) {
    return this.#keys.seal(this.content, nameOf(device), text.encode(name));
  }

  #openName(sealed, device) {
    try {
      return new TextDecoder().decode(this.#keys.open(this.content, nameOf(device), sealed));
    } catch (problem) {
      if (problem instanceof KeysError) return null;
      throw problem;
    }
  }
}

// Of a constant length: no place of core/sync/associated_bytes.hpp, which is CBOR, has these bytes.
const nameOf = (device) => Uint8Array.from([...text.encode('hypha device name 1'), ...device]);

function refusalOf(keys, { status, body }) {
  let code = status === 401 ? 'no_session' : status === 429 ? 'too_many' : 'not_understood';
  try {
    code = keys.read(body).refused ?? code;
  } catch (problem) {
    if (!(problem instanceof KeysError)) throw problem; // text, or a captive portal's page
  }
  return new EdgeRefusal(code, status);
}
