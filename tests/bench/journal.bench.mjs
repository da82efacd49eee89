// A journal of 5,000 finds scrolled from top to bottom with a wheel, in headless Chromium: how long each frame's callback in the
// app worker takes (all of the C++: input, layout, draw calls, semantics), against the target of 8 ms at the 95th percentile.
// The finds are real rows: hypha_seed_journal writes the pool's files natively, and the page copies them into its OPFS.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPage, openApp, openBrowser, repository, startEdge, waitIdle } from '../browser/harness.mjs';
import { printTable, spread } from './spread.mjs';

const finds = 5000;
const folder = mkdtempSync(join(tmpdir(), 'hypha-journal-'));
const build = join(repository, 'build/native-release');
execFileSync('cmake', ['--build', build, '--target', 'hypha_seed_journal'], { stdio: ['ignore', 'ignore', 'inherit'] });
execFileSync(join(build, 'hypha_seed_journal'), [folder, String(finds)]);

const edge = await startEdge();
const browser = await openBrowser();
try {
  const page = await newPage(browser.context);
  await page.goto(`${edge.url}/404.html`); // the same origin, without the app on its files
  for (const name of readdirSync(folder)) {
    await page.evaluate(async ({ name: slot, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('hypha-database', { create: true });
      const writer = await (await kept.getFileHandle(slot, { create: true })).createWritable();
      await writer.write(bytes);
      await writer.close();
    }, { name, base64: readFileSync(join(folder, name)).toString('base64') });
  }
  await openApp(page, edge, '/#/journal');
  await page.getByRole('heading', { name: /5,000 finds/ }).waitFor();
  const worker = page.workers().find((each) => /app/.test(each.url()));
  await worker.evaluate(() => {
    globalThis.frameTimes = [];
    const original = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (draw) => original((time) => {
      const start = performance.now();
      draw(time);
      globalThis.frameTimes.push(performance.now() - start);
    });
  });
  await page.mouse.move(200, 500);
  for (let turn = 0; turn < 400; ++turn) {
    await page.mouse.wheel(0, 1300);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  await waitIdle(page);
  const times = await worker.evaluate(() => globalThis.frameTimes);
  const last = await page.getByRole('link').last().innerText();
  const sorted = [...times].sort((a, b) => a - b);
  printTable(`Journal of ${finds} finds, scrolled by wheel`, [['frame callback in the app worker', spread(times), 'ms']]);
  console.log(`\n95th percentile ${sorted[Math.floor(sorted.length * 0.95)].toFixed(2)} ms, longest ${sorted.at(-1).toFixed(2)} ms, ${times.length} frames; ended at: ${last.slice(0, 60)}`);
} finally {
  await browser.close();
  await edge.stop();
  rmSync(folder, { recursive: true, force: true });
}
