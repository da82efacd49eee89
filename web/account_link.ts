// The app worker's line to the account on this device and to the edge. Wishes are granted by account_wishes.ts, which is fetched with the
// first of them: whether there is an account is answered without it, and so is every request while its session holds. A session that
// ended is begun again by the device's key, once however many requests ran into it; once a day the cookie changes. Each question has
// exactly one answer, and none within the call that asked.
import { bytesOf, within, type Bytes } from './account_keep';
import type { WishParts } from './account_entry';
import type { AccountWishes } from './account_wishes';
import { askOverHttp, type EdgeReply } from './edge_fetch';
import type { AccountAnswered, AccountFound, AskAccount, AskEdge, EdgeAnswered } from './messages';

export interface LinkParts extends WishParts {
  readonly answer: (message: AccountFound | AccountAnswered | EdgeAnswered) => void;
  readonly load: (parts: WishParts) => Promise<AccountWishes>;
}

const kFindPatience_ms = 2_000; // the first screen waits for it
const kDay_ms = 24 * 60 * 60 * 1000;
const kTryAgain_ms = 60 * 60 * 1000;
const kNothing: Bytes = new Uint8Array(0);

export class AccountLink {
  private wishes: Promise<AccountWishes> | null = null;
  private signingIn: Promise<'in' | 'out' | 'unreached'> | null = null;
  private sessions = 0; // begun here so far
  private nextRotation_ms = 0;

  constructor(private readonly parts: LinkParts) {}

  async find(): Promise<void> {
    const kept = await within(kFindPatience_ms, this.parts.keep.read()).catch(() => null);
    this.parts.answer({ type: 'account_found', bytes: kept?.registered ? bytesOf(kept) : kNothing });
  }

  async ask(wish: AskAccount): Promise<void> {
    const { code, answer, bytes } = await this.loaded().then(
      (wishes) => wishes.grant(wish),
      (problem: unknown) => {
        console.warn(`the account does not load: ${String(problem)}`); // it is in no cache yet
        return { code: 'no_network', answer: '{}', bytes: kNothing };
      },
    );
    this.parts.answer({ type: 'account_answered', ticket: wish.ticket, code, answer, bytes });
  }

  async askEdge({ ticket, method, target, kind, bytes = kNothing }: AskEdge): Promise<void> {
    const once = (): Promise<EdgeReply> => askOverHttp(this.parts.reach, method, target, bytes as Bytes, kind);
    const session = this.sessions;
    let reply = await once();
    let { sent_bytes, received_bytes } = reply;
    if (reply.status === 401) {
      const state = await this.signedInSince(session);
      if (state === 'in') {
        reply = await once();
        sent_bytes += reply.sent_bytes;
        received_bytes += reply.received_bytes;
      } else if (state === 'unreached') reply = { ...reply, status: 0, body: kNothing };
    }
    this.parts.answer({ type: 'edge_answered', ticket, status: reply.status, sent_bytes, received_bytes, bytes: reply.body });
    if (reply.status === 200) await this.rotateWhenDue().catch(() => undefined); // the old cookie holds; tried again later
  }

  private loaded(): Promise<AccountWishes> {
    this.wishes ??= this.parts.load(this.parts);
    this.wishes.catch(() => (this.wishes = null));
    return this.wishes;
  }

  /** unreached: nobody knows, for no answer came. out: this device is in no account, or no longer. */
  private async signedInSince(session: number): Promise<'in' | 'out' | 'unreached'> {
    if (session !== this.sessions) return 'in';
    this.signingIn ??= this.signIn().finally(() => (this.signingIn = null));
    return this.signingIn;
  }

  private async signIn(): Promise<'in' | 'out' | 'unreached'> {
    const kept = await this.parts.keep.read().catch(() => null);
    if (!kept?.registered) return 'out';
    const state = await this.loaded().then((wishes) => wishes.signIn(kept), () => 'unreached' as const);
    if (state === 'in') this.sessions += 1;
    return state;
  }

  private async rotateWhenDue(): Promise<void> {
    const now_ms = Date.now();
    if (now_ms < this.nextRotation_ms) return;
    this.nextRotation_ms = now_ms + kTryAgain_ms;
    const kept = await this.parts.keep.read();
    if (!kept?.registered) return;
    const age_ms = now_ms - kept.rotated_ms;
    if (age_ms >= 0 && age_ms < kDay_ms) {
      this.nextRotation_ms = kept.rotated_ms + kDay_ms;
      return;
    }
    const { status, type } = await askOverHttp(this.parts.reach, 'POST', '/v1/session/rotate');
    if (status !== 200 || !type.startsWith('application/cbor')) return; // a captive portal's page changes no cookie
    this.nextRotation_ms = now_ms + kDay_ms;
    await this.parts.keep.change((there) => there && { ...there, rotated_ms: now_ms });
  }
}
