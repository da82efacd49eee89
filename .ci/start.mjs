// `npm start`: installs what is missing, builds what changed, and serves the app with hypha-edge on http://localhost:8080.
// What follows `--` goes to hypha-edge: npm start -- --port 9000. Interrupting stops the server gracefully.
// With nothing changed no build tool is asked: the server starts within a second.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BuildError, buildSite, siteIsFresh } from './build.mjs';
import { PrepareError, prepare } from './prepare.mjs';
import { repository } from './run_command.mjs';

try {
  await prepare('start');
  if (!siteIsFresh()) {
    console.log('Building (a first build takes some minutes):');
    await buildSite(console.log);
  }
} catch (error) {
  if (error.message) console.error(error instanceof BuildError || error instanceof PrepareError ? error.message : error.stack);
  process.exit(1);
}

const edge = spawn(join(repository, 'build/native-release/hypha-edge'), ['--root', join(repository, 'build/web/site'), '--data', join(repository, 'build/edge-data'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.removeAllListeners('SIGINT');
process.removeAllListeners('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => edge.kill(signal));
edge.on('error', (error) => {
  console.error(`hypha-edge did not start: ${error.message}`);
  process.exit(1);
});
edge.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
