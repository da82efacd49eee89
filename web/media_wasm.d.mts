// Types of media_wasm.mjs.
export class MediaError extends Error {
  constructor(code: string, detail?: string);
  readonly code: string;
  readonly detail: string;
}
export interface ImageHeader {
  readonly kind: 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic';
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
}
export interface Prepared {
  readonly tensor: Float32Array<ArrayBuffer>;
  readonly sharpness: number;
  readonly exposure: number;
}
export interface Photo {
  readonly width: number;
  readonly height: number;
  /** crop: left, top, width, height in fractions of the upright picture; none or empty: the whole picture. */
  prepare(crop?: readonly number[]): Prepared;
  thumbnail(longestPx: number): { width: number; height: number; rgba: Uint8ClampedArray<ArrayBuffer> };
  release(): void;
}
export interface ModelFacts {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly input: string;
  readonly width: number;
  readonly height: number;
  readonly logits: string;
  readonly evidence: string;
}
export class MediaWasm {
  constructor(wasm: unknown);
  heapBytes(): number;
  model(): ModelFacts;
  header(bytes: Uint8Array): ImageHeader;
  bare(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  photo(width: number, height: number, orientation: number, fill: (pixels: Uint8Array<ArrayBuffer>) => boolean | void | Promise<boolean | void>): Promise<Photo>;
  verdict(logitsByView: readonly ArrayLike<number>[], modelSha256: string): unknown;
}
