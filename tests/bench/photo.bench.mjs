// From a photo to its scores, warm, in headless Chromium: the media worker's whole road (hash, original and thumbnail stored, decode,
// prepare, network) against the bare network on a ready tensor, and against two plain canvas ways in JavaScript that store nothing.
// Pairs: every round runs each once, in turning order, so that what else the machine does falls on all of them.
// Then 50 identifications, and the memory of the page before and after (performance.measureUserAgentSpecificMemory).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { newPage, openBrowser, repository, startEdge } from '../browser/harness.mjs';
import { copySite } from '../browser/site_copy.mjs';
import { printTable, spread } from './spread.mjs';

const rounds = Number(process.env.HYPHA_BENCH_RUNS ?? 15);
const site = copySite();
const named = (pattern) => `/app/${readdirSync(join(site.root, 'app')).find((name) => pattern.test(name))}`;
const urls = { media: named(/^media_worker-.*\.js$/), mjs: named(/^ort-.*\.mjs$/), wasm: named(/^ort-.*\.wasm$/), model: named(/^hypha-fungi-.*\.onnx$/) };
const bundled = await build({
  entryPoints: [join(repository, 'tests/bench/photo_baselines.ts')], bundle: true, minify: true, write: false, format: 'esm', target: 'chrome110', conditions: ['onnxruntime-web-use-extern-wasm'],
});
writeFileSync(join(site.root, 'app/photo_baselines.js'), bundled.outputFiles[0].contents);

const edge = await startEdge({ root: site.root });
const browser = await openBrowser({ args: ['--enable-blink-features=ForceEagerMeasureMemory'] });
try {
  const page = await newPage(browser.context);
  await page.goto(`${edge.url}/404.html`);
  const threads = await page.evaluate(async ({ urls: at, base64 }) => {
    const waiting = new Map();
    let next = 0;
    const media = new Worker(at.media, { type: 'module' });
    media.onmessage = ({ data }) => ['photo_analysed', 'analysis_failed'].includes(data.type) && waiting.get(data.ticket)(data);
    const baselines = new Worker('/app/photo_baselines.js', { type: 'module' });
    baselines.onmessage = ({ data }) => waiting.get(data.id)(data.answer);
    const ask = (worker, message) => new Promise((found) => { next += 1; waiting.set(next, found); worker.postMessage({ ...message, id: next, ticket: next }); });
    const small = new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'small.jpg');
    // 12 megapixels: the small photo enlarged, with grain.
    const bitmap = await createImageBitmap(small);
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0, 4000, 3000);
    const pixels = context.getImageData(0, 0, 4000, 3000);
    for (let i = 0, state = 1; i < pixels.data.length; i += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      if (i % 4 !== 3) pixels.data[i] += (state >>> 28) - 8;
    }
    context.putImageData(pixels, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 })).arrayBuffer());
    let marks = 0;
    // Bytes after the end of a JPEG are ignored, so every run has a photo that was never seen: hash and storing are paid each time.
    globalThis.photos = { small: () => new File([small, `#${(marks += 1)}`], 'small.jpg'), large: () => new File([bytes, `#${(marks += 1)}`], 'large.jpg') };
    globalThis.largeBytes = bytes.length;
    globalThis.roads = {
      app: async (photo) => {
        const answer = await ask(media, { type: 'analyse_photo', slot: '', file: photo });
        if (answer.type !== 'photo_analysed') throw new Error(`${answer.code}: ${answer.detail}`);
        return answer;
      },
      bare: () => ask(baselines, { kind: 'bare' }),
      small: (photo) => ask(baselines, { kind: 'small', photo }),
      full: (photo) => ask(baselines, { kind: 'full', photo }),
    };
    return ask(baselines, { kind: 'open', urls: at });
  }, { urls, base64: readFileSync(join(repository, 'tests/fixtures/photos/agaricus_augustus.jpg')).toString('base64') });

  for (const [size, title] of [['large', 'a 12 megapixel JPEG'], ['small', 'a JPEG of 388 x 320']]) {
    const rows = await page.evaluate(async ({ size: which, rounds: count }) => {
      const { roads, photos } = globalThis;
      const names = Object.keys(roads);
      const times = [];
      for (let round = -3; round < count; round += 1) {
        const row = {};
        for (let i = 0; i < names.length; i += 1) {
          const name = names[(i + round + 3) % names.length];
          const photo = photos[which]();
          const began = performance.now();
          const answer = await roads[name](photo);
          row[name] = performance.now() - began;
          if (name === 'app') Object.assign(row, { decode: answer.decode_ms, prepare: answer.prepare_ms, network: answer.run_ms });
        }
        if (round >= 0) times.push(row); // the first three warm up
      }
      return times;
    }, { size, rounds });
    const of = (key) => spread(rows.map((row) => row[key]));
    const ratio = (over, under) => spread(rows.map((row) => over(row) / under(row)));
    printTable(`From ${title} to its scores, ${threads} threads`, [
      ['app: photo to scores, stored', of('app'), 'ms'],
      ['app: of it decode, with reading and hashing', of('decode'), 'ms'],
      ['app: of it prepare (C++)', of('prepare'), 'ms'],
      ['app: of it the network', of('network'), 'ms'],
      ['bare session.run on a ready tensor', of('bare'), 'ms'],
      ['canvas shrinks, JavaScript, nothing stored', of('small'), 'ms'],
      ['canvas in full, area average in JavaScript, nothing stored', of('full'), 'ms'],
      ['app without decode / bare session.run (target 1.10)', ratio((r) => r.app - r.decode, (r) => r.bare), '×'],
      ['prepare and network / bare session.run', ratio((r) => r.prepare + r.network, (r) => r.bare), '×'],
      ['canvas in full / app (target 1.2)', ratio((r) => r.full, (r) => r.app), '×'],
      ['canvas shrinks / app', ratio((r) => r.small, (r) => r.app), '×'],
    ]);
  }

  const memory = await page.evaluate(async () => {
    const measured = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
    const after = [];
    for (let i = 0; i <= 60; i += 1) {
      if (i === 10 || i === 35 || i === 60) after.push(await measured());
      await globalThis.roads.app(globalThis.photos.large());
    }
    return after;
  });
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`\nMemory of the page and its workers after 10, 35 and 60 identifications of 12 Mpx: ${memory.map(megabytes).join(', ')}.`);
} finally {
  await browser.close();
  await edge.stop();
  site.remove();
}
