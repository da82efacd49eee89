// How a device comes into an account: begin, take, restore. An identity is kept before its registration is sent and counts as this
// device's account only once an edge let it in, so a lost answer is repeated and makes no second account and no second device.
import { forgetIn, isSame, NotKept, type AccountKeep, type KeptAccount } from './account_keep';
import { EdgeAccount, EdgeRefusal, type Identity, type Send } from './edge_account.mjs';
import type { Reach } from './edge_fetch';
import type { KeysWasm } from './keys_wasm.mjs';
import type { AskAccount } from './messages';

export interface WishParts {
  readonly keep: AccountKeep;
  readonly reach: Reach;
  readonly host: string;
}

export class Refused extends Error {
  constructor(readonly code: 'account_here' | 'no_account' | 'no_network') {
    super(code);
  }
}

// An edge lets an identity that it answers with these in no more: the next wish comes with a new one.
const kOver = new Set(['device_revoked', 'account_deleted']);

export class AccountEntry {
  constructor(private readonly keys: KeysWasm, private readonly parts: WishParts, private readonly send: Send) {}

  async enter({ wish, value, name }: AskAccount): Promise<KeptAccount> {
    const there = await this.parts.keep.read();
    if (there?.registered) throw new Refused('account_here');
    const wanted = await this.wanted(wish, value, there);
    // What was begun goes on, be it by another tab this moment.
    const kept = await this.parts.keep.change((now) => (now?.registered || (now?.made_here && wanted.made_here) ? now : wanted));
    if (!kept || kept.registered) throw new Refused('account_here');
    try {
      await new EdgeAccount(this.keys, kept, kept.host, this.send).register(name, kept.offer?.ticket);
    } catch (problem) {
      if (problem instanceof EdgeRefusal && kOver.has(problem.code)) await forgetIn(this.parts.keep, kept);
      throw problem;
    }
    const { offer: _, ...rest } = kept;
    const entered: KeptAccount = { ...rest, registered: true, rotated_ms: Date.now() };
    const after = await this.parts.keep.change((now) => (now && isSame(now.seed, kept.seed) ? entered : now));
    if (!after || !isSame(after.seed, kept.seed)) throw new NotKept('another tab chose another account meanwhile');
    return after;
  }

  // The identity to enter with. One that waits for the same account goes on: its device may be in that account's list already.
  private async wanted(wish: string, value: string, there: KeptAccount | null): Promise<KeptAccount> {
    if (wish === 'begin') return this.keptOf(EdgeAccount.newIdentity(this.keys), null, { made_here: true });
    if (wish === 'restore') return this.keptOf(EdgeAccount.identityOfWords(this.keys, value), there);
    const pairing = this.keys.pairingOf(value);
    if (there?.offer && isSame(there.offer.pairing, pairing)) return there;
    const { identity, ticket } = await EdgeAccount.take(this.keys, value, this.send);
    return this.keptOf(identity, there, { offer: { pairing, ticket } });
  }

  private keptOf({ secret, seed }: Identity, there: KeptAccount | null, more: Partial<KeptAccount> = {}): KeptAccount {
    const { stream, content, blobs } = this.keys.account(secret);
    const goesOn = there && isSame(there.secret, secret);
    return { secret, seed: goesOn ? there.seed : seed, stream, content, blobs, host: this.parts.host, registered: false, made_here: false, rotated_ms: 0, ...more };
  }
}
