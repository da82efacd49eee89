// A device with an account in Node, for the tests: messages of core/sync/account_wire by cbor.mjs, signatures by Node's own Ed25519. It
// shares no code with the C++ side.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { decode, encode } from './cbor.mjs';
import { ask } from './running_edge.mjs';

export const cborType = 'application/cbor';
export const page = { 'hypha-app': '1' };

function keyPair() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(createPublicKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))).export({ type: 'spki', format: 'der' }).subarray(-32));
  return { raw, sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
}

export class AccountClient {
  constructor(edge, shared) {
    this.edge = edge;
    this.account = shared?.account ?? keyPair();
    this.device = keyPair();
    this.stream = new Uint8Array(createHash('sha256').update('hypha stream 1').update(this.account.raw).digest().subarray(0, 16));
    this.cookie = null;
  }

  get host() {
    return `127.0.0.1:${this.edge.port}`;
  }

  headers(more = {}) {
    return { ...page, ...(this.cookie ? { cookie: `__Host-hypha=${this.cookie}` } : {}), ...more };
  }

  get(path, headers = this.headers()) {
    return ask(this.edge, 'GET', path, { headers });
  }

  async post(path, message, { type = cborType, headers = this.headers(), body = message === undefined ? undefined : encode(message) } = {}) {
    const answer = await ask(this.edge, 'POST', path, { type: body ? type : undefined, body, headers });
    const [cookie] = answer.headers['set-cookie'] ?? [];
    if (cookie) this.cookie = /^__Host-hypha=([^;]*)/.exec(cookie)[1];
    return answer;
  }

  async challenge() {
    return decode((await ask(this.edge, 'GET', '/v1/challenge')).body)[2];
  }

  registration(challenge, { ticket = new Uint8Array(), name = new Uint8Array([1, 2, 3]) } = {}) {
    const said = encode(['hypha register 1', this.host, challenge, this.account.raw, this.device.raw, name, ticket]);
    return [1, 21, this.account.raw, this.device.raw, challenge, name, ticket, this.account.sign(said), this.device.sign(said)];
  }

  signIn(challenge) {
    return [1, 22, this.stream, this.device.raw, challenge, this.device.sign(encode(['hypha sign in 1', this.host, challenge, this.stream, this.device.raw]))];
  }

  deletion(challenge) {
    return [1, 32, challenge, this.account.sign(encode(['hypha delete 1', this.host, challenge, this.stream]))];
  }

  async enter(options) {
    return this.post('/v1/device', this.registration(await this.challenge(), options));
  }
}

export const lookup = () => new Uint8Array(randomBytes(16));
