// A page of the built site with its own media worker, spoken to as the app worker does. The 404 page has no scripts, so nothing
// else uses the worker or its storage.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtSite, newPage } from './harness.mjs';

const worker = `/app/${readdirSync(join(builtSite, 'app')).find((name) => /^media_worker-.*\.js$/.test(name))}`;
/** One of these ends each ticket. */
export const ends = ['photo_analysed', 'analysis_failed', 'analysis_cancelled', 'field_checked'];

export async function openWorker(browser, edge) {
  const page = await newPage(browser.context);
  await page.goto(`${edge.url}/404.html`);
  page.problems = []; // the page's own status is an error line
  await page.evaluate(({ url, endings }) => {
    const waiting = new Map();
    globalThis.heard = [];
    globalThis.media = new Worker(url, { type: 'module' });
    globalThis.media.onmessage = async ({ data }) => {
      globalThis.heard.push(data);
      for (const [wanted, found] of waiting) if (wanted(data)) { waiting.delete(wanted); found(data); }
    };
    globalThis.until = (wanted) => {
      const there = globalThis.heard.find(wanted);
      return there ? Promise.resolve(there) : new Promise((found) => waiting.set(wanted, found));
    };
    globalThis.ended = (ticket) => globalThis.until((m) => m.ticket === ticket && endings.includes(m.type));
  }, { url: worker, endings: ends });
  let next = 0;
  return {
    page,
    // Sends a photo and answers how its ticket ended, with everything that was said about it.
    async analyse(bytes) {
      next += 1;
      return page.evaluate(async ({ ticket, base64 }) => {
        const file = new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'photo');
        globalThis.media.postMessage({ type: 'analyse_photo', ticket, slot: 'profile', file });
        const end = await globalThis.ended(ticket);
        return { ...end, said: globalThis.heard.filter((m) => m.ticket === ticket).map((m) => m.type) };
      }, { ticket: next, base64: Buffer.from(bytes).toString('base64') });
    },
    send: (message) => page.evaluate((m) => globalThis.media.postMessage(m), message),
    close: () => page.close(),
  };
}
