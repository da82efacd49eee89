// What every browser test starts from: hypha-edge on a free port with the built site, and Debian's Chromium with an empty
// profile. Guarantees: everything started here is ended by close(), console errors and policy violations are collected
// from the first moment, and waiting is always for an event or a state of the page.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const builtSite = resolve(process.env.HYPHA_SITE ?? join(repository, 'build/web/site'));
export const screensFolder = join(repository, 'build/screens');
const edgeBinary = resolve(process.env.HYPHA_EDGE ?? join(repository, 'build/native-release/hypha-edge'));

export const phone = { viewport: { width: 412, height: 915 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };

export const chromiumArguments = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];

// Starts the edge and resolves when it says its address. `stop` resolves with the exit code.
export async function startEdge({ root = builtSite, port = 0, data, flags = [] } = {}) {
  if (!existsSync(edgeBinary)) throw new Error(`${edgeBinary} is not built`);
  const kept = data ?? mkdtempSync(join(tmpdir(), 'hypha-edge-')); // what it keeps; a folder is held by one edge
  const child = spawn(edgeBinary, ['--port', String(port), '--root', root, '--data', kept, '--metrics-port', 'off', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => child.once('exit', (code) => {
    if (!data) rmSync(kept, { recursive: true, force: true });
    done(code);
  }));
  let complaint = '';
  child.stderr.on('data', (text) => { complaint += text; });
  const lines = createInterface({ input: child.stdout });
  const waiting = new Map();
  const seen = [];
  lines.on('line', (line) => {
    seen.push(line);
    for (const [pattern, found] of waiting) if (pattern.test(line)) { waiting.delete(pattern); found(line); }
  });
  const line = (pattern) => new Promise((found, failed) => {
    waiting.set(pattern, found);
    ended.then((code) => failed(new Error(`hypha-edge ended with ${code}: ${complaint}`)));
  });
  const url = /http:\S+/.exec(await line(/^Hypha is at/))[0];
  return {
    url, port: Number(new URL(url).port), process: child, seen,
    // Reads the site again; resolves when the edge says that it did.
    reload: () => { const said = line(/^Serving the new site/); child.kill('SIGHUP'); return said; },
    stop: () => { child.kill('SIGTERM'); return ended; },
  };
}

// A Chromium context with an empty profile on disk: not incognito, so that installing and storage are the real thing.
// `keptProfile` names a folder that outlives the browser, for what a second start finds.
export async function openBrowser({ device = phone, args = [], keptProfile, ...options } = {}) {
  const profile = keptProfile ?? mkdtempSync(join(tmpdir(), 'hypha-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', headless: true, args: [...chromiumArguments, ...args],
    locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...device, ...options,
  });
  await context.addInitScript(() => {
    globalThis.policyViolations = [];
    addEventListener('securitypolicyviolation', (event) => globalThis.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  const close = async () => {
    open.delete(own);
    await context.close();
    if (!keptProfile) rmSync(profile, { recursive: true, force: true });
  };
  const own = { context, close };
  open.add(own);
  return own;
}

// A failed test leaves its browser: its pages are drawn to build/screens/left_open_*.png and it ends, or the file would hang until its
// limit. Only as a test: the bench and the screenshots start browsers from here too.
const open = new Set();
if (process.env.NODE_TEST_CONTEXT) after(async () => {
  let count = 0;
  for (const { context, close } of [...open]) {
    for (const page of context.pages()) await screenshot(page, `left_open_${process.pid}_${count += 1}`).catch(() => undefined);
    await close();
  }
});

// What a screen reader would have found where a test failed: a time-out alone does not say what was there instead.
if (process.env.NODE_TEST_CONTEXT) afterEach(async (told) => {
  if (told.passed !== false) return;
  for (const { context } of open) for (const page of context.pages()) {
    const said = await page.locator('#mirror').ariaSnapshot({ timeout: 2000 }).catch((error) => error.message);
    told.diagnostic(`${page.url()} idle=${await page.evaluate(() => document.getElementById('mirror')?.dataset.idle).catch(() => '?')}\n${said.slice(0, 4000)}`);
  }
});

// A page that remembers what went wrong in it. Failed requests while offline are expected and asked for by `mayFail`.
export async function newPage(context) {
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => message.type() === 'error' && page.problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.problems.push(`page: ${error.message}`));
  page.on('crash', () => page.problems.push('the page crashed'));
  return page;
}

// Nothing is drawn and nothing is under way: main.ts says so on the mirror (ShowIdle).
export async function waitIdle(page, timeout = 30_000) {
  await page.locator('#mirror[data-idle="true"]').waitFor({ state: 'attached', timeout });
}

export async function openApp(page, edge, path = '/') {
  await page.goto(edge.url + path);
  await page.locator('html[data-state="running"]').waitFor({ state: 'attached', timeout: 60_000 });
  await page.evaluate(() => new Promise(requestAnimationFrame)); // a change of the address alone is told after goto() resolves
  await waitIdle(page);
}

// Resolves when this version's worker is active and controls the page.
export async function waitControlled(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    }
  });
}

// What the service worker's self-check says, asked as offline.ts asks it.
export const checkOffline = (page) => page.evaluate(async () => {
  const { active } = await navigator.serviceWorker.ready;
  const channel = new MessageChannel();
  const answer = new Promise((done) => { channel.port1.onmessage = ({ data }) => done(data); });
  active.postMessage({ type: 'check_offline' }, [channel.port2]);
  return answer;
});

export async function screenshot(page, name, options = { type: 'png' }) {
  mkdirSync(screensFolder, { recursive: true });
  const path = join(screensFolder, `${name}.${options.type}`);
  await page.screenshot({ path, ...options });
  return path;
}
