// What the app's road is compared with, in a worker of its own with the same runtime, the same model and as many threads: the bare
// network on a ready tensor, and two plain ways to prepare a photo in JavaScript with a canvas. Bundled by photo.bench.mjs.
import * as ort from 'onnxruntime-web/wasm';

const side = 224;
const plane = side * side;
let session: ort.InferenceSession;
let ready: ort.Tensor;

async function open(urls: { mjs: string; wasm: string; model: string }): Promise<number> {
  ort.env.wasm.wasmPaths = { mjs: urls.mjs, wasm: urls.wasm };
  ort.env.wasm.numThreads = self.crossOriginIsolated ? Math.max(1, Math.min(4, navigator.hardwareConcurrency)) : 1;
  session = await ort.InferenceSession.create(urls.model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  ready = new ort.Tensor('float32', Float32Array.from({ length: 3 * plane }, (_, i) => Math.sin(i)), [1, 3, side, side]);
  return ort.env.wasm.numThreads;
}

const run = async (tensor: ort.Tensor) => (await session.run({ input: tensor }, ['logits']))['logits']!.data as Float32Array;

// The shortest that people write: the canvas shrinks.
async function canvasSmall(photo: Blob): Promise<Float32Array> {
  const bitmap = await createImageBitmap(photo);
  const short = Math.min(bitmap.width, bitmap.height);
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (bitmap.width - short) / 2, (bitmap.height - short) / 2, short, short, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  bitmap.close();
  const tensor = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) tensor[channel * plane + i] = data[i * 4 + channel]! / 127.5 - 1;
  }
  return run(new ort.Tensor('float32', tensor, [1, 3, side, side]));
}

// The same resize as the app's (area average), in JavaScript on all pixels, as libraries do that read the whole photo first.
async function canvasFull(photo: Blob): Promise<Float32Array> {
  const bitmap = await createImageBitmap(photo);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  bitmap.close();
  const short = Math.min(width, height);
  const left = (width - short) >> 1;
  const top = (height - short) >> 1;
  const tensor = new Float32Array(3 * plane);
  for (let y = 0; y < side; y += 1) {
    const y0 = Math.floor((y * short) / side);
    const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * short) / side));
    for (let x = 0; x < side; x += 1) {
      const x0 = Math.floor((x * short) / side);
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * short) / side));
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = y0; sy < y1; sy += 1) {
        for (let at = ((top + sy) * width + left + x0) * 4, end = at + (x1 - x0) * 4; at < end; at += 4) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      const scale = 1 / ((y1 - y0) * (x1 - x0) * 127.5);
      tensor[y * side + x] = red * scale - 1;
      tensor[plane + y * side + x] = green * scale - 1;
      tensor[2 * plane + y * side + x] = blue * scale - 1;
    }
  }
  return run(new ort.Tensor('float32', tensor, [1, 3, side, side]));
}

type Order = { id: number; kind: 'open'; urls: { mjs: string; wasm: string; model: string } } | { id: number; kind: 'bare' } | { id: number; kind: 'small' | 'full'; photo: Blob };

self.onmessage = async ({ data: order }: MessageEvent<Order>) => {
  const answer =
    order.kind === 'open' ? await open(order.urls) : order.kind === 'bare' ? await run(ready) : order.kind === 'small' ? await canvasSmall(order.photo) : await canvasFull(order.photo);
  self.postMessage({ id: order.id, answer });
};
