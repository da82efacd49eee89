// The golden photos and what media.wasm and ONNX Runtime Web in Node make of them now.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '../../web/cli/engine.mjs';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../fixtures');
export const goldenFiles = ['images/exact.png', 'images/alpha.png', 'images/palette.png', 'images/turned_6.jpg', 'images/cmyk.jpg', 'photos/agaricus_augustus.jpg',
  'photos/coprinellus_micaceus.jpg', 'photos/mycena_haematopus.jpg', 'photos/clothing_1.jpg'];

// FNV-1a (32 bit) over the bytes: equal fingerprints mean equal bits.
export function fingerprint(floats) {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

export async function answersOf(files) {
  const engine = await Engine.open();
  const photos = [];
  for (const file of files) {
    const { tensor, logits, sharpness, exposure } = await engine.look(join(fixtures, file));
    const { verdict } = await engine.identify(join(fixtures, file));
    photos.push({ file, tensor: fingerprint(tensor), sharpness, exposure, logits: [...logits], verdict });
  }
  return { model_sha256: engine.model.sha256, photos };
}
