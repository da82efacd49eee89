// Tabs that want the same database, for fight.test.mjs and handoff.test.mjs: a browser (Chromium, or Firefox on a display of its
// own) over puppeteer, because there a tab that is not in front is really hidden, and can be frozen; a server for one page whose
// worker is fight_worker.ts; and each tab's events as they happen, heard outside the page so that they outlive it.
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, repository } from './harness.mjs';

const contractFolder = resolve(process.env.HYPHA_STORAGE_CONTRACT ?? join(repository, 'build/web-debug/tests/browser'));

const pageScript = `
  import { watchPageLife } from './web/page_life.ts';
  globalThis.begin = () => {
    globalThis.worker = new Worker('/worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => hear(data.event, String(data.detail));
    worker.onerror = (error) => hear('failed', error.message);
    worker.postMessage({ order: 'start', folder: new URLSearchParams(location.search).get('folder') });
    watchPageLife(worker);
  };
  globalThis.order = (order) => worker.postMessage(order);
`;
const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export async function startServer() {
  if (!existsSync(join(contractFolder, 'storage_contract.wasm'))) throw new Error(`${contractFolder} has no storage_contract.wasm: build the target storage_contract_web`);
  const bundle = async (entry) => (await build({ ...entry, bundle: true, format: 'esm', write: false })).outputFiles[0].text;
  const worker = await bundle({ entryPoints: [join(repository, 'tests/browser/fight_worker.ts')] });
  const page = await bundle({ stdin: { contents: pageScript, resolveDir: repository } });
  const bodies = { '/': ['text/html', `<!doctype html><title>fight</title><script type="module">${page}</script>`], '/worker.js': ['text/javascript', worker] };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const body = bodies[pathname];
    if (body) response.writeHead(200, { ...isolated, 'Content-Type': body[0] }).end(body[1]);
    else if (/^\/storage_contract\.(mjs|wasm)$/.test(pathname)) {
      response.writeHead(200, { ...isolated, 'Content-Type': pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript' });
      createReadStream(join(contractFolder, pathname)).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

export async function openChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'hypha-tabs-'));
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium', headless: true, userDataDir: profile, protocolTimeout: 120_000, args: [...chromiumArguments, '--lang=en-GB', '--force-prefers-reduced-motion'],
    defaultViewport: { width: 412, height: 915 },
  });
  const close = async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}

// A tab of the fight. `heard` has every event since it was opened, over reloads too.
export class Tab {
  heard = [];
  frozen = false;
  #waiting = [];

  static async open(browser, url, folder, number) {
    const tab = new Tab();
    tab.number = number;
    tab.page = await browser.newPage();
    await tab.page.exposeFunction('hear', (event, detail) => tab.#hear(event, detail));
    await tab.page.goto(`${url}?folder=${folder}`);
    await tab.begin();
    return tab;
  }

  #hear(event, detail) {
    this.heard.push({ event, detail });
    this.#waiting = this.#waiting.filter((wait) => !wait(event, detail));
  }

  // Resolves with the detail of the next such event.
  next(event, fits = () => true) {
    return new Promise((found, failed) => this.#waiting.push((each, detail) => {
      if (each === 'failed') failed(new Error(detail));
      if (each !== event || !fits(detail)) return each === 'failed';
      found(detail);
      return true;
    }));
  }

  // As far as it has said: the last word about the database was that it has it.
  get owns() {
    const last = this.heard.findLast(({ event }) => ['owner', 'lost', 'mode'].includes(event));
    return last?.event === 'owner' || last?.detail === 'opfs';
  }

  details(event) {
    return this.heard.filter((each) => each.event === event).map(({ detail }) => detail);
  }

  async begin() {
    const mode = this.next('mode');
    await this.page.evaluate(() => globalThis.begin());
    return mode;
  }

  order(order) {
    return this.page.evaluate((each) => globalThis.order(each), order);
  }

  async setFrozen(frozen) {
    this.devtools ??= await this.page.createCDPSession();
    await this.devtools.send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' });
    this.frozen = frozen;
  }

  async reload() {
    await this.page.reload();
    return this.begin();
  }
}
