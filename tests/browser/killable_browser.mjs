// A Chromium that can be killed as a whole, as a phone does when it needs the memory: its own process group, SIGKILL, nothing
// asked. The profile folder outlives it. Nobody drives it unless asked to (`connect`), so that a page alone decides its pace.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { chromiumArguments } from './harness.mjs';

// The processes of a group that are still there; a zombie is not.
function alive(group) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      const [state, , processGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
      return Number(processGroup) === group && state !== 'Z';
    } catch {
      return false; // it ended meanwhile
    }
  });
}

export function startKillable(profile, url, args = []) {
  // A killed browser leaves the mark by which it keeps a second one off the profile.
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profile, name), { force: true });
  const child = spawn('/usr/bin/chromium', [
    '--headless', ...chromiumArguments, '--disable-breakpad', '--noerrdialogs', '--hide-crash-restore-bubble',
    '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...args, url,
  ], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((done) => child.once('exit', done));
  const address = new Promise((found, failed) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const match = /^DevTools listening on (ws:\S+)/.exec(line);
      if (match) found(match[1]);
    });
    ended.then(() => failed(new Error('Chromium ended before it listened')));
  });
  address.catch(() => undefined);
  return {
    connect: async () => chromium.connectOverCDP(await address),
    // Resolves when every process of the browser is gone.
    kill: async () => {
      process.kill(-child.pid, 'SIGKILL');
      await ended;
      while (alive(child.pid).length) await new Promise(setImmediate);
    },
  };
}
