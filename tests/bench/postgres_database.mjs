// A PostgreSQL of the bench's own, with its usual durability, on a free port and in a folder of its own. As root it runs as the user postgres.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.once('error', () => done(false));
});

export async function startPostgres() {
  const [newest] = readdirSync('/usr/lib/postgresql').filter((name) => existsSync(`/usr/lib/postgresql/${name}/bin/postgres`)).sort((a, b) => b - a);
  const program = (name) => `/usr/lib/postgresql/${newest}/bin/${name}`;
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres']));
  const as = process.getuid() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
  const folder = mkdtempSync('/tmp/hypha-bench-pg-'); // short: a socket's path has at most 107 bytes
  if (as.uid) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const how = { ...as, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: folder } };
  execFileSync(program('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], { ...how, stdio: 'ignore' });
  const port = await freePort();
  const child = spawn(program('postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'max_connections=200'], { ...how, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  for (const end = Date.now() + 30_000; !(await answers(port)); await pause(50)) {
    if (Date.now() > end || child.exitCode !== null) throw new Error('PostgreSQL does not start');
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
