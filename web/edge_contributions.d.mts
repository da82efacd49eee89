// Types of edge_contributions.mjs.
import type { EdgeAccount, Send } from './edge_account.mjs';
import type { KeysWasm } from './keys_wasm.mjs';

type Bytes = Uint8Array<ArrayBuffer>;

export interface SentContribution {
  readonly id: string;
  readonly rev: number;
  readonly state: 'held' | 'published' | 'rejected' | 'withdrawn';
  readonly held_for: readonly ('new_contributor' | 'rejected_before' | 'flags' | 'links' | 'resembles' | 'photos')[];
  readonly reason: string;
  readonly region: string;
  readonly title: string;
  readonly received_ms: number;
  readonly changed_ms: number;
  readonly flags: number;
  readonly story: string;
  readonly photos_missing: readonly string[];
  readonly file: string;
}
export interface WaitingContribution extends SentContribution {
  readonly author: string;
  readonly author_accepted: number;
  readonly author_rejected: number;
  readonly flag_reasons: readonly string[];
}
export class EdgeContributions {
  constructor(keys: KeysWasm, account: EdgeAccount, send: Send);
  submit(file: Bytes): Promise<SentContribution>;
  own(before?: string): Promise<{ readonly moderator: boolean; readonly contributions: readonly SentContribution[]; readonly next: string | null }>;
  takeBack(id: string): Promise<SentContribution>;
  putPhoto(sha256: string, bytes: Bytes, type: 'image/jpeg' | 'image/webp'): Promise<{ readonly sha256: string; readonly type: string }>;
  photo(sha256: string): Promise<Bytes>;
  flag(name: string, reason: string): Promise<{ readonly flagged: true }>;
  queue(after?: string): Promise<{ readonly waiting: number; readonly contributions: readonly WaitingContribution[]; readonly next: string | null }>;
  decide(id: string, decision: 'accept' | 'reject', rev: number, reason?: string): Promise<SentContribution>;
}
