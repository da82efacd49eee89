// Types of edge_account.mjs.
import type { KeysWasm } from './keys_wasm.mjs';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Identity {
  readonly secret: Bytes;
  readonly seed: Bytes;
}
export interface EdgeAnswer {
  readonly status: number;
  readonly body: Bytes;
}
export type Send = (method: string, path: string, body?: Bytes, type?: string) => Promise<EdgeAnswer>;
export interface ListedDevice {
  readonly key: Bytes;
  readonly name: string | null;
  readonly addedMs: number;
  readonly seenMs: number;
  readonly revokedMs: number;
  readonly isAsking: boolean;
}
export class EdgeRefusal extends Error {
  constructor(code: string, status: number);
  readonly code: string;
  readonly status: number;
}
export const sendByFetch: Send;
export class EdgeAccount {
  constructor(keys: KeysWasm, identity: Identity, host: string, send?: Send);
  static newIdentity(keys: KeysWasm): Identity;
  static identityOfWords(keys: KeysWasm, words: string): Identity;
  static take(keys: KeysWasm, code: string, send?: Send): Promise<{ readonly identity: Identity; readonly ticket: Bytes }>;
  readonly identity: Identity;
  readonly stream: Bytes;
  readonly account: Bytes;
  readonly content: Bytes;
  readonly blobs: Bytes;
  words(): string;
  register(name: string, ticket?: Bytes): Promise<{ readonly expiresMs: number }>;
  signIn(): Promise<{ readonly expiresMs: number }>;
  rotate(): Promise<{ readonly expiresMs: number }>;
  withSession<T>(work: () => Promise<T>): Promise<T>;
  devices(): Promise<{ readonly wordsOpen: boolean; readonly devices: readonly ListedDevice[] }>;
  rename(device: Bytes, name: string): Promise<object>;
  revoke(device: Bytes, closeWords: boolean): Promise<object>;
  setWords(open: boolean): Promise<object>;
  offer(): Promise<{ readonly words: string; readonly text: string; readonly untilMs: number }>;
  delete(): Promise<Record<string, unknown>>;
}
