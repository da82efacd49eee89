// From the address to the first interactive frame: on a first visit over the loopback, and cold without a network: a new
// browser process on a profile that has the app installed, the server gone. Times come from the page's own clock, from
// navigation start to the app's first frame (performance mark hypha_first_frame) and to its first idle, when the mirror
// holds the whole screen and nothing is under way.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtSite, checkOffline, newPage, openApp, openBrowser, startEdge, waitControlled } from '../browser/harness.mjs';
import { printTable, spread } from './spread.mjs';

const runs = Number(process.env.HYPHA_BENCH_RUNS ?? 9);

const noteIdle = () => new MutationObserver((_, observer) => {
  if (document.querySelector('#mirror[data-idle="true"]')) {
    globalThis.firstIdleMs ??= performance.now();
    observer.disconnect();
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-idle'] });

async function measure(edge, keptProfile) {
  const browser = await openBrowser({ keptProfile });
  try {
    await browser.context.addInitScript(noteIdle);
    const page = await newPage(browser.context);
    await openApp(page, edge);
    const times = await page.evaluate(() => ({
      frame: performance.getEntriesByName('hypha_first_frame')[0].startTime,
      idle: globalThis.firstIdleMs,
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    }));
    await waitControlled(page);
    const report = await checkOffline(page);
    if (!report.ready) throw new Error(`not ready offline: ${JSON.stringify(report)}`);
    return times;
  } finally {
    await browser.close();
  }
}

const first = [];
const cold = [];
const edge = await startEdge();
const profile = mkdtempSync(join(tmpdir(), 'hypha-bench-'));
for (let run = 0; run < Math.max(3, runs / 3); ++run) first.push(await measure(edge));
await measure(edge, profile);
await edge.stop();
for (let run = 0; run < runs; ++run) cold.push(await measure(edge, profile));
rmSync(profile, { recursive: true, force: true });

const of = (list, key) => spread(list.map((each) => each[key]).filter((value) => value !== undefined));
printTable('Start', [
  ['first visit, first paint', of(first, 'paint'), 'ms'],
  ['first visit, first interactive frame', of(first, 'frame'), 'ms'],
  ['cold and offline, first paint', of(cold, 'paint'), 'ms'],
  ['cold and offline, first interactive frame', of(cold, 'frame'), 'ms'],
  ['cold and offline, idle', of(cold, 'idle'), 'ms'],
]);
const sizes = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
console.log(`\nBytes to the first interactive screen, brotli: ${sizes.firstScreenBrotliBytes} (budget 900000). Shell ${sizes.shellBrotliBytes}, field kit ${sizes.fieldBrotliBytes}.`);
