// Debian's Firefox on a display of its own (Xvfb, Mesa), over WebDriver BiDi, with an empty profile. Everything that is started here
// is ended by close().
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

export const patience = 180_000;

// Resolves with a display that nobody else has.
function startDisplay() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return new Promise((done, failed) => {
    let said = '';
    child.stdio[3].on('data', (text) => {
      said += text;
      if (said.endsWith('\n')) done({ name: `:${said.trim()}`, stop: () => child.kill('SIGTERM') });
    });
    child.once('error', () => failed(new Error('Xvfb is not installed (apt: xvfb)')));
    child.once('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
}

export async function openFirefox() {
  const display = await startDisplay();
  const profile = mkdtempSync(join(tmpdir(), 'hypha-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: false, userDataDir: profile, protocolTimeout: patience,
    env: { ...process.env, DISPLAY: display.name, MOZ_DISABLE_CONTENT_SANDBOX: '1', LIBGL_ALWAYS_SOFTWARE: '1', HOME: profile, LANG: 'C.UTF-8' },
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB, en', 'ui.prefersReducedMotion': 1, 'webgl.force-enabled': true, 'dom.serviceWorkers.testing.enabled': true },
  });
  const close = async () => {
    await browser.close();
    display.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}
