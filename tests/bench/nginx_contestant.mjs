// The peer of edge.bench.mjs: Debian's nginx on the same folder, as many workers as the edge has threads, nothing compressed, no log.
// It is no dependency of the project: the package is unpacked into the user's cache when this bench first runs.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../.ci/cache_folder.mjs';
import { runCommand } from '../../.ci/run_command.mjs';

const folder = join(cacheFolder, 'bench', 'nginx');
const program = join(folder, 'usr/sbin/nginx');

async function must(command, args) {
  const { code, output } = await runCommand(command, args, { cwd: folder });
  if (code !== 0) throw new Error(`nginx could not be fetched (${command}):\n${output}`);
}

async function install() {
  if (existsSync(program)) return;
  mkdirSync(folder, { recursive: true });
  await must('apt-get', ['download', 'nginx']);
  await must('dpkg-deb', ['-x', readdirSync(folder).find((name) => name.endsWith('.deb')), '.']);
}

export async function startNginx(root) {
  await install();
  const port = await new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => { const { port: free } = server.address(); server.close(() => found(free)); });
  });
  const home = mkdtempSync(join(tmpdir(), 'hypha-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
  writeFileSync(join(home, 'nginx.conf'), `daemon off; ${process.getuid() === 0 ? 'user root;' : ''} worker_processes 2; pid ${home}/pid; error_log stderr error;
events { worker_connections 2048; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; ${temporary}
  types { text/html html; application/wasm wasm; text/javascript js; }
  server { listen 127.0.0.1:${port}; root ${root}; index index.html; } }\n`);
  const child = spawn(program, ['-p', home, '-c', join(home, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  for (let tries = 0; ; tries += 1) {
    const up = await new Promise((answer) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); answer(true); });
      socket.once('error', () => answer(false));
    });
    if (up) break;
    if (tries === 100) throw new Error('nginx does not start');
    await new Promise((later) => setTimeout(later, 50));
  }
  return { port, stop: async () => { child.kill('SIGTERM'); await ended; rmSync(home, { recursive: true, force: true }); } };
}
