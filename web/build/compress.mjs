// Writes name.br (quality 11) and name.gz (level 9) beside a file, so that the edge never compresses while it serves.
// Quality 11 takes about 30 s for the 14 MB runtime, so results are kept under the hash of their content, outside the
// checkout: a second build, and another clone, copies them. A kept file is checked by unpacking it before it is trusted.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hypha', 'compressed');
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// Pictures in PNG or WebP are compressed already.
export const isWorthCompressing = (name) => /\.(html|css|js|mjs|wasm|json|webmanifest|svg|ttf|txt|md|onnx)$/.test(name);

const codings = {
  br: {
    pack: (bytes) => brotli(bytes, { params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    } }),
    unpack: (bytes) => zlib.brotliDecompressSync(bytes),
  },
  gz: { pack: (bytes) => gzip(bytes, { level: 9 }), unpack: (bytes) => zlib.gunzipSync(bytes) },
};

async function packed(bytes, hash, coding) {
  const kept = join(cacheFolder(), `${hash}.${coding}`);
  if (existsSync(kept)) {
    try {
      const found = readFileSync(kept);
      if (sha256(codings[coding].unpack(found)) === hash) return found;
    } catch { /* a torn file is made again */ }
  }
  const made = await codings[coding].pack(bytes);
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = `${kept}.${process.pid}`;
  writeFileSync(partial, made);
  renameSync(partial, kept);
  return made;
}

// Answers { br, gz } with the packed bytes; a coding that does not save a twentieth is left out.
export async function compress(bytes) {
  const hash = sha256(bytes);
  const [br, gz] = await Promise.all([packed(bytes, hash, 'br'), packed(bytes, hash, 'gz')]);
  const worth = (candidate) => (candidate.length < bytes.length * 0.95 ? candidate : null);
  return { br: worth(br), gz: worth(gz) };
}
