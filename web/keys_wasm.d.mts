// Types of keys_wasm.mjs.
type Bytes = Uint8Array<ArrayBuffer>;

export class KeysError extends Error {
  constructor(code: string, detail?: string);
  readonly code: string;
  readonly detail: string;
}
export interface AccountKeys {
  readonly stream: Bytes;
  readonly account: Bytes;
  readonly content: Bytes;
  readonly blobs: Bytes;
}
export interface ShownPairing {
  readonly words: string;
  readonly text: string;
  readonly keys: Bytes;
}
export class KeysWasm {
  constructor(wasm: object);
  newSecret(): Bytes;
  words(secret: Bytes): string;
  secretOfWords(words: string): Bytes;
  account(secret: Bytes): AccountKeys;
  devicePublicKey(seed: Bytes): Bytes;
  seal(key: Bytes, boundTo: Bytes, value: Bytes): Bytes;
  open(key: Bytes, boundTo: Bytes, sealed: Bytes): Bytes;
  sealPhoto(blobKey: Bytes, photo: Bytes): Generator<Bytes>;
  openPhoto(blobKey: Bytes, head: Bytes, sealedSize: number): (number: number, part: Bytes) => Bytes;
  newPairing(): ShownPairing;
  pairingOf(text: string): Bytes;
  offer(pairing: Bytes, secret: Bytes): Bytes;
  take(pairing: Bytes): Bytes;
  taken(pairing: Bytes, body: Bytes): { readonly secret: Bytes; readonly ticket: Bytes };
  challenge(body: Bytes): Bytes;
  register(secret: Bytes, seed: Bytes, host: string, challenge: Bytes, sealedName: Bytes, ticket?: Bytes): Bytes;
  signIn(stream: Bytes, seed: Bytes, host: string, challenge: Bytes): Bytes;
  rename(device: Bytes, sealedName: Bytes): Bytes;
  revoke(device: Bytes, closeWords: boolean): Bytes;
  signContribution(seed: Bytes, file: Bytes): Bytes;
  setWords(open: boolean): Bytes;
  read(body: Bytes): Record<string, unknown>;
  delete(secret: Bytes, host: string, challenge: Bytes): Bytes;
}
