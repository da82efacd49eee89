// A device's side of contributed stories: what it sends to an edge and what it is told, in JSON (web/openapi.yaml has its shapes). No screen, no
// storage: files are core/news/contribution's, written by the app; the key signs in keys.wasm. Whatever is sent may be sent again: it
// happens once. A refusal is an EdgeRefusal with the edge's code, and with `rev` and `state` where the edge says how it stands.
import { EdgeRefusal } from '../../web/edge_account.mjs';

const octets = 'application/octet-stream';
const json = 'application/json';
const encoder = new TextEncoder();

export class EdgeContributions {
  #keys;
  #account;
  #send;

  /** `account`: an EdgeAccount, whose device signs; `send` as it has it. */
  constructor(keys, account, send) {
    this.#keys = keys;
    this.#account = account;
    this.#send = send;
  }

  async #ask(method, path, body, type) {
    const answer = await this.#account.withSession(async () => {
      const asked = await this.#send(method, path, body, type);
      if (asked.status !== 200) throw refusalOf(asked);
      return asked;
    });
    return answer.body;
  }

  async #read(...words) {
    return JSON.parse(new TextDecoder().decode(await this.#ask(...words)));
  }

  /** A new story, or an edit. Answers how it stands: state, rev, held_for, photos_missing… */
  submit(file) {
    return this.#read('POST', '/v1/contributions', this.#keys.signContribution(this.#account.identity.seed, file), octets);
  }

  /** {moderator, contributions, next}: twenty of one's own, the newest first; `before` is `next` of the page before. */
  own(before) {
    return this.#read('GET', `/v1/contributions${before ? `?before=${before}` : ''}`);
  }

  takeBack(id) {
    return this.#read('DELETE', `/v1/contributions/${id}`);
  }

  /** After the story that names it. `type`: image/jpeg or image/webp. */
  putPhoto(sha256, bytes, type) {
    return this.#read('PUT', `/v1/contributions/photo/${sha256}`, bytes, type);
  }

  /** Of one's own, of one that is listed, and for a moderator of any. */
  photo(sha256) {
    return this.#ask('GET', `/v1/contributions/photo/${sha256}`);
  }

  /** `name`: the id, or the hash of the story in the list. */
  flag(name, reason) {
    return this.#read('POST', `/v1/contributions/${name}/flag`, encoder.encode(JSON.stringify({ reason })), json);
  }

  /** {waiting, contributions, next}, for a moderator; `after` is `next` of the page before. */
  queue(after) {
    return this.#read('GET', `/v1/moderation${after ? `?after=${after}` : ''}`);
  }

  /** `decision`: accept or reject, which wants a reason; `rev`: what was looked at. */
  decide(id, decision, rev, reason = '') {
    return this.#read('POST', `/v1/moderation/${id}`, encoder.encode(JSON.stringify({ decision, rev, reason })), json);
  }
}

function refusalOf({ status, body }) {
  let said = {};
  try {
    said = JSON.parse(new TextDecoder().decode(body));
  } catch {
    // text of a limit, or a captive portal's page
  }
  const code = typeof said?.refused === 'string' ? said.refused : status === 401 ? 'no_session' : status === 429 ? 'too_many' : 'not_understood';
  return Object.assign(new EdgeRefusal(code, status), { rev: said?.rev, state: said?.state, detail: said?.detail });
}
