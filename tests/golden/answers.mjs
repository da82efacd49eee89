// The golden photos and what media.wasm and ONNX Runtime Web in Node make of them now.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '../../web/cli/engine.mjs';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../fixtures');
const images = ['exact.png', 'alpha.png', 'palette.png', 'grey.png', 'strip.png', 'dark.png', 'blurred.png', 'turned_6.jpg', 'cmyk.jpg', 'progressive.jpg'];
const photos = ['agaricus_augustus', 'armillaria_mellea', 'coprinellus_micaceus', 'ganoderma_applanatum', 'lycogala_epidendrum', 'mycena_haematopus',
  'phyllotopsis_nidulans', 'pluteus_cervinus', 'clothing_1', 'clothing_2'];
export const goldenFiles = [...images.map((name) => `images/${name}`), ...photos.map((name) => `photos/${name}.jpg`)];

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
