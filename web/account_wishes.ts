// What a person asks about their account, granted one by one over keys.wasm and the edge. A wish that fails changes nothing here. Codes:
// src/ports/messages.def.
import { encode } from 'uqr';
import { AccountEntry, Refused, type WishParts } from './account_entry';
import { bytesOf, forgetIn, type Bytes, type KeptAccount } from './account_keep';
import { EdgeAccount, EdgeRefusal, type Send } from './edge_account.mjs';
import { askOverHttp, fromBase64url, toBase64url } from './edge_fetch';
import type { KeysWasm } from './keys_wasm.mjs';
import type { AskAccount } from './messages';

export interface Granted {
  readonly code: string;
  readonly answer: string;
  readonly bytes: Bytes;
}

const kNothing: Bytes = new Uint8Array(0);

/** Rows of the QR code, '1' is dark. Without the quiet zone, which is whoever draws it's to leave. */
export const modulesOf = (text: string): string[] =>
  encode(text, { ecc: 'M', boostEcc: false, border: 0 }).data.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));

export class AccountWishes {
  private readonly send: Send = async (method, path, body, type) => {
    const reply = await askOverHttp(this.parts.reach, method, path, body, type);
    if (reply.status === 0) throw new Refused('no_network');
    return reply;
  };

  constructor(private readonly keys: KeysWasm, private readonly parts: WishParts) {}

  async grant(wish: AskAccount): Promise<Granted> {
    try {
      if (wish.wish === 'begin' || wish.wish === 'take' || wish.wish === 'restore') return { code: '', answer: '{}', bytes: bytesOf(await new AccountEntry(this.keys, this.parts, this.send).enter(wish)) };
      if (wish.wish === 'sign') return { code: '', answer: '{}', bytes: await this.sign(wish.value) };
      return { code: '', answer: JSON.stringify(await this.inside(wish)), bytes: kNothing };
    } catch (problem) {
      const { code } = problem as { code?: unknown };
      if (typeof code !== 'string') console.error('the account:', problem);
      return { code: typeof code === 'string' ? code : 'failed', answer: '{}', bytes: kNothing };
    }
  }

  /** A new session where the old one ended. out: the edge does not let this device in any more. */
  async signIn(kept: KeptAccount): Promise<'in' | 'out' | 'unreached'> {
    try {
      await this.accountOf(kept).signIn();
    } catch (problem) {
      return problem instanceof EdgeRefusal && problem.status < 500 && problem.status !== 429 ? 'out' : 'unreached';
    }
    const rotated_ms = Date.now();
    await this.parts.keep.change((there) => there && { ...there, rotated_ms }).catch(() => undefined);
    return 'in';
  }

  private accountOf(kept: KeptAccount): EdgeAccount {
    return new EdgeAccount(this.keys, kept, kept.host, this.send);
  }

  /** A contribution with the signature of this device, whose key stays in keys.wasm. */
  private async sign(file: string): Promise<Bytes> {
    const kept = await this.parts.keep.read();
    if (!kept?.registered) throw new Refused('no_account');
    return this.keys.signContribution(kept.seed, new TextEncoder().encode(file));
  }

  private async inside({ wish, value, device, name }: AskAccount): Promise<unknown> {
    const kept = await this.parts.keep.read();
    if (!kept?.registered) throw new Refused('no_account');
    const account = this.accountOf(kept);
    switch (wish) {
      case 'offer': {
        const { words, text, untilMs } = await account.offer();
        return { words, untilMs, modules: modulesOf(text) };
      }
      case 'words': return { words: account.words() };
      case 'devices': {
        const { wordsOpen, devices } = await account.devices();
        return { wordsOpen, devices: devices.map((each) => ({ ...each, key: toBase64url(each.key) })) };
      }
      case 'rename': await account.rename(fromBase64url(device), name); return {};
      case 'revoke': await account.revoke(fromBase64url(device), value === 'close'); return {};
      case 'set_words': await account.setWords(value === 'open'); return {};
      case 'leave': await forgetIn(this.parts.keep, kept); return {};
      case 'delete': {
        const receipt = await account.delete();
        await forgetIn(this.parts.keep, kept);
        return receipt;
      }
      default: throw new Error(`no wish is called ${wish}`);
    }
  }
}
