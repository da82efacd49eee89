// Voices of a real engine for Chromium: Debian's speech-dispatcher with eSpeak NG, its sound going nowhere (libao's null driver, so a
// sentence takes as long as its synthesis). A daemon of the test's own, ended by stop(); what it was told to say is read from its log.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const voiceArguments = ['--enable-speech-dispatcher'];

export async function startVoices() {
  const folder = mkdtempSync(join(tmpdir(), 'hypha-voices-'));
  const socket = join(folder, 'socket');
  mkdirSync(join(folder, 'modules'));
  writeFileSync(join(folder, '.libao'), 'default_driver=null\n');
  writeFileSync(join(folder, 'modules/espeak-ng.conf'), '');
  writeFileSync(join(folder, 'speechd.conf'), [
    'LogLevel 5', `LogDir "${folder}"`, 'CommunicationMethod "unix_socket"', `SocketPath "${socket}"`, 'AudioOutputMethod "libao"',
    'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"', 'DefaultModule espeak-ng', 'Timeout 0', ''].join('\n'));
  const child = spawn('speech-dispatcher', ['--run-single', '-C', folder, '-P', join(folder, 'pid')], { stdio: 'ignore', env: { ...process.env, HOME: folder } });
  const ended = new Promise((done) => child.once('exit', done));
  child.once('error', () => {});
  const end = Date.now() + 10_000;
  while (!existsSync(socket)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error('speech-dispatcher does not start (apt: speech-dispatcher, speech-dispatcher-espeak-ng)');
    await new Promise((next) => setTimeout(next, 50));
  }
  return {
    env: { ...process.env, SPEECHD_ADDRESS: `unix_socket:${socket}` },
    /** What the engine was given so far, in order: { voice, rate, words }. */
    said() {
      const said = [];
      let voice = '', rate = 0;
      for (const line of readFileSync(join(folder, 'speech-dispatcher.log'), 'utf8').split('\n')) {
        voice = /DATA:\|SET SELF SYNTHESIS_VOICE (.*?)\r?$/.exec(line)?.[1] ?? voice;
        rate = Number(/DATA:\|SET SELF RATE (-?\d+)/.exec(line)?.[1] ?? rate);
        const words = /Queueing message \|(.*)\| with priority/.exec(line)?.[1];
        if (words) said.push({ voice, rate, words });
      }
      return said;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
