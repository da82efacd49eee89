// Text across the border of WebAssembly. Short texts, which are most of what databases hold, come as UTF-16 from C++ and are read by
// hand, and short texts are written by hand, because a call of TextDecoder or TextEncoder costs more; longer ones go through them.
import { allocate, bytes, units, wasm } from './engine.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const chars = String.fromCharCode;

// UTF-16 at an even address, few units (kShortText of src/browser/sql_cells.hpp). Many at a time: one call of fromCharCode builds one flat string.
export function readUnits(address: number, length: number): string {
  const h = units;
  let at = address >>> 1;
  const end = at + length;
  let text = '';
  for (; at + 32 <= end; at += 32) {
    text += chars(h[at]!, h[at + 1]!, h[at + 2]!, h[at + 3]!, h[at + 4]!, h[at + 5]!, h[at + 6]!, h[at + 7]!,
      h[at + 8]!, h[at + 9]!, h[at + 10]!, h[at + 11]!, h[at + 12]!, h[at + 13]!, h[at + 14]!, h[at + 15]!,
      h[at + 16]!, h[at + 17]!, h[at + 18]!, h[at + 19]!, h[at + 20]!, h[at + 21]!, h[at + 22]!, h[at + 23]!,
      h[at + 24]!, h[at + 25]!, h[at + 26]!, h[at + 27]!, h[at + 28]!, h[at + 29]!, h[at + 30]!, h[at + 31]!);
  }
  if (at + 16 <= end) {
    text += chars(h[at]!, h[at + 1]!, h[at + 2]!, h[at + 3]!, h[at + 4]!, h[at + 5]!, h[at + 6]!, h[at + 7]!,
      h[at + 8]!, h[at + 9]!, h[at + 10]!, h[at + 11]!, h[at + 12]!, h[at + 13]!, h[at + 14]!, h[at + 15]!);
    at += 16;
  }
  if (at + 8 <= end) {
    text += chars(h[at]!, h[at + 1]!, h[at + 2]!, h[at + 3]!, h[at + 4]!, h[at + 5]!, h[at + 6]!, h[at + 7]!);
    at += 8;
  }
  if (at + 4 <= end) {
    text += chars(h[at]!, h[at + 1]!, h[at + 2]!, h[at + 3]!);
    at += 4;
  }
  for (; at < end; at += 1) text += chars(h[at]!);
  return text;
}

export const readText = (at: number, length: number): string => decoder.decode(bytes.subarray(at, at + length));

// Up to the zero byte; '' at address 0.
export const readCString = (at: number): string => (at === 0 ? '' : readText(at, bytes.indexOf(0, at) - at));

// Longer texts, in UTF-16 units, are worth the call of TextEncoder.
const kByHand = 256;

// Writes at `at`, where 3 bytes a UTF-16 unit must be free; how many bytes it took. Half a surrogate pair becomes U+FFFD, as with TextEncoder.
export function writeText(text: string, at: number): number {
  const length = text.length;
  if (length > kByHand) return encoder.encodeInto(text, bytes.subarray(at, at + 3 * length)).written;
  const h = bytes;
  let to = at;
  for (let i = 0; i < length; i += 1) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      h[to] = code;
      to += 1;
    } else if (code < 0x800) {
      h[to] = 0xc0 | (code >> 6);
      h[to + 1] = 0x80 | (code & 0x3f);
      to += 2;
    } else {
      if ((code & 0xf800) === 0xd800) {
        const low = i + 1 < length ? text.charCodeAt(i + 1) : 0;
        if (code < 0xdc00 && (low & 0xfc00) === 0xdc00) {
          code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
          h[to] = 0xf0 | (code >> 18);
          h[to + 1] = 0x80 | ((code >> 12) & 0x3f);
          h[to + 2] = 0x80 | ((code >> 6) & 0x3f);
          h[to + 3] = 0x80 | (code & 0x3f);
          to += 4;
          i += 1;
          continue;
        }
        code = 0xfffd;
      }
      h[to] = 0xe0 | (code >> 12);
      h[to + 1] = 0x80 | ((code >> 6) & 0x3f);
      h[to + 2] = 0x80 | (code & 0x3f);
      to += 3;
    }
  }
  return to - at;
}

// One buffer for texts that are used up within the call that they are written for.
let scratchAt = 0;
let scratchBytes = 0;

export function scratch(size: number): number {
  if (size > scratchBytes) {
    wasm.free(scratchAt);
    scratchBytes = 0;
    scratchAt = 0;
    scratchAt = allocate(size + 1024);
    scratchBytes = size + 1024;
  }
  return scratchAt;
}

// As a C string in the scratch buffer, until the next call of scratch().
export function scratchCString(text: string): number {
  const at = scratch(3 * text.length + 1);
  bytes[at + writeText(text, at)] = 0;
  return at;
}

// As a C string of its own; the caller frees it.
export function newCString(text: string): number {
  const at = allocate(3 * text.length + 1);
  bytes[at + writeText(text, at)] = 0;
  return at;
}
