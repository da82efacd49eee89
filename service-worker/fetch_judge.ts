// fetch.wasm (src/browser/fetch_exports.cpp) as the service worker sees it: whether texts may come now, whether a list is to be believed, and
// which texts and pictures to fetch. The same C++ decides in the app.
import type { Surroundings } from './network_facts';

interface FetchExports {
  readonly memory: WebAssembly.Memory;
  _initialize?(): void;
  fetch_buffer(part: number, bytes: number): number;
  fetch_may(now_ms: number, zone_min: number, line: number, saves_data: number): number;
  fetch_believe(): number;
  fetch_choose(now_ms: number, zone_min: number, line: number, saves_data: number): number;
  fetch_pictures(): number;
  fetch_answer(): number;
}

export type May =
  | { readonly may: 'go'; readonly day: number; readonly left: number; readonly region: string; readonly picturesLeft: number }
  /** until: a minute of the day, or -1. */
  | { readonly may: 'wait'; readonly why: string; readonly until: number };

export interface Wanted {
  readonly hash: string;
  readonly bytes: number;
  readonly source: string;
}

export const enum Part { plan, journal, list, hashes, story }

export class FetchJudge {
  private constructor(private readonly wasm: FetchExports) {}

  static async open(bytes: ArrayBuffer): Promise<FetchJudge> {
    // It writes nothing and never ends: whatever it imports is never called but to be told that memory has grown.
    const nothing = new Proxy({}, { get: () => () => 0 });
    const imports = new Proxy({}, { get: () => nothing }) as WebAssembly.Imports;
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    const wasm = instance.exports as unknown as FetchExports;
    wasm._initialize?.();
    return new FetchJudge(wasm);
  }

  /** False where the part is larger than any that is right; it is empty then. */
  give(part: Part, bytes: Uint8Array): boolean {
    const at = this.wasm.fetch_buffer(part, bytes.length);
    if (at === 0) {
      this.wasm.fetch_buffer(part, 0);
      return false;
    }
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    return true;
  }

  may({ now_ms, zone_min, line, savesData }: Surroundings): May {
    const [what, ...fields] = this.said(this.wasm.fetch_may(now_ms, zone_min, line, savesData ? 1 : 0)).split('\t');
    if (what === 'go') return { may: 'go', day: Number(fields[0]), left: Number(fields[1]), region: fields[2] ?? '', picturesLeft: Number(fields[3] ?? 0) };
    return { may: 'wait', why: fields[0] ?? '', until: what === 'wait' ? Number(fields[1]) : -1 };
  }

  /** Empty, or the code of why the list is not believed. */
  believe(): string {
    const [what, code] = this.said(this.wasm.fetch_believe()).split('\t');
    return what === 'list' ? '' : (code ?? 'not_understood');
  }

  choose({ now_ms, zone_min, line, savesData }: Surroundings): Wanted[] {
    const lines = this.said(this.wasm.fetch_choose(now_ms, zone_min, line, savesData ? 1 : 0)).split('\n').filter(Boolean);
    return lines.map((text) => {
      const [hash = '', bytes, source = ''] = text.split('\t');
      return { hash, bytes: Number(bytes), source };
    });
  }

  /** Of the story that was given: the pictures that the person wants without a tap. */
  pictures(): Pick<Wanted, 'hash' | 'bytes'>[] {
    return this.said(this.wasm.fetch_pictures()).split('\n').filter(Boolean).map((text) => {
      const [hash = '', bytes] = text.split('\t');
      return { hash, bytes: Number(bytes) };
    });
  }

  private said(length: number): string {
    return new TextDecoder().decode(new Uint8Array(this.wasm.memory.buffer, this.wasm.fetch_answer(), length));
  }
}
