// The pixels that the command line's decoder makes of a photo, upright, as a lossless PNG: what a browser makes of this file is what
// Node and native code made of the photo, so that answers can be held to each other without the JPEG decoders between them.
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { buildFolder, instantiate } from '../../web/cli/instantiate.mjs';

function chunk(type, body) {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length);
  whole.write(type, 4, 'latin1');
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
}

function pngOf(width, height, rgbaAt) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8); // 8 bits, RGBA
  const rows = Buffer.alloc(height * (1 + 4 * width)); // each begins with its filter: 0, none
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows.set(rgbaAt(x, y), y * (1 + 4 * width) + 1 + 4 * x);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

let decoder;
export async function exactPng(path) {
  const wasm = await (decoder ??= instantiate(buildFolder(), 'decode'));
  const bytes = readFileSync(path);
  const pointer = wasm._decode_alloc(bytes.length + 16) >>> 0;
  wasm.HEAPU8.set(bytes, pointer + 16);
  const code = wasm.UTF8ToString(wasm._decode_file(pointer + 16, bytes.length, pointer));
  const [width, height, orientation] = wasm.HEAPU32.slice(pointer >> 2, (pointer >> 2) + 3);
  wasm._decode_free(pointer);
  if (code) throw new Error(`${path}: ${code}`);
  const from = wasm._decode_pixels() >>> 0;
  const rgba = wasm.HEAPU8.slice(from, from + 4 * width * height);
  const at = (x, y) => rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 4);
  if (orientation === 1) return pngOf(width, height, at);
  if (orientation === 6) return pngOf(height, width, (x, y) => at(y, height - 1 - x)); // stored a quarter turn to the left
  throw new Error(`${path}: orientation ${orientation} is no golden one`);
}
