// Three etcd, three PostgreSQL under Patroni and an haproxy on this machine, from the very files of src/edge/ops/ha, in a folder of their
// own on ports of their own. PostgreSQL does not run as root: then all of it runs as the user postgres.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ops = fileURLToPath(new URL('../../src/edge/ops/ha', import.meta.url));
const password = 'only-on-this-machine';
const address = '127.0.0.1';

export const isInstalled = () => ['/usr/bin/patroni', '/usr/bin/etcd', '/usr/sbin/haproxy'].every(existsSync);

async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((done) => {
    const server = createServer().listen(0, address, () => done(server));
  })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

const fill = (name, facts) => readFileSync(join(ops, name), 'utf8').replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole);

function programs() {
  const [newest] = readdirSync('/usr/lib/postgresql').filter((name) => existsSync(`/usr/lib/postgresql/${name}/bin/postgres`)).sort((a, b) => b - a);
  return `/usr/lib/postgresql/${newest}/bin`;
}

// From /proc: a machine need not have ps.
const childrenOf = (parent) => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S /s, '').split(' ')[0]) === parent;
  } catch {
    return false; // it has ended
  }
});

const answer = (port, path) => new Promise((done) => {
  get({ host: address, port, path, timeout: 2000, agent: false }, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; });
    response.on('end', () => done({ status: response.statusCode, text }));
  }).on('error', () => done({ status: 0, text: '' })).on('timeout', function over() { this.destroy(); });
});

export async function startCluster() {
  const folder = mkdtempSync('/tmp/hypha-ha-'); // short: a socket's path has at most 107 bytes
  const isRoot = process.getuid() === 0;
  const as = isRoot ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : {};
  const own = (path) => {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o700);
    if (isRoot) chownSync(path, as.uid, as.gid);
    return path;
  };
  own(folder);
  const ports = await freePorts(13);
  const running = new Set();
  // Each in a process group of its own, so that one signal reaches what it started.
  const run = (name, program, words) => {
    const log = openSync(join(folder, `${name}.log`), 'a');
    const child = spawn(program, words, { ...as, cwd: folder, detached: true, stdio: ['ignore', log, log], env: { PATH: `${programs()}:/usr/bin:/bin`, LC_ALL: 'C', HOME: folder } });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const kill = (child, signal) => {
    try { process.kill(-child.pid, signal); } catch { /* it has ended */ }
  };

  const etcds = [0, 1, 2].map((i) => ({ name: `etcd${i}`, client: ports[i], peer: ports[3 + i] }));
  for (const { name, client, peer } of etcds) {
    run(name, '/usr/bin/etcd', ['--name', name, '--data-dir', own(join(folder, name)), '--listen-client-urls', `http://${address}:${client}`, '--advertise-client-urls', `http://${address}:${client}`,
      '--listen-peer-urls', `http://${address}:${peer}`, '--initial-advertise-peer-urls', `http://${address}:${peer}`, '--initial-cluster-state', 'new',
      '--initial-cluster', etcds.map((each) => `${each.name}=http://${address}:${each.peer}`).join(','), '--heartbeat-interval', '200', '--election-timeout', '2000']);
  }
  const nodes = [0, 1, 2].map((i) => ({ name: `pg${i}`, port: ports[6 + i], rest: ports[9 + i], child: null }));
  for (const node of nodes) {
    writeFileSync(join(folder, `${node.name}.yml`), fill('patroni.yml', {
      name: node.name, address, rest_port: node.rest, port: node.port, folder: own(join(folder, node.name)), programs: programs(), password, network: `${address}/32`,
      etcd_hosts: `[${etcds.map(({ client }) => `'${address}:${client}'`).join(', ')}]`,
    }));
  }
  const start = (node) => { node.child = run(node.name, '/usr/bin/patroni', [join(folder, `${node.name}.yml`)]); };
  nodes.forEach(start);
  writeFileSync(join(folder, 'haproxy.cfg'), fill('haproxy.cfg', {
    address, port: ports[12], servers: nodes.map(({ name, port, rest }) => `    server ${name} ${address}:${port} check port ${rest}`).join('\n'),
  }));
  run('haproxy', '/usr/sbin/haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')]);

  const log = (name) => readFileSync(join(folder, `${name}.log`), 'utf8').split('\n').slice(-30).join('\n');
  async function until(what, seconds, holds) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(200)) {
      const found = await holds();
      if (found) return found;
    }
    throw new Error(`${what}: not within ${seconds} s\n${nodes.map(({ name }) => `${name}:\n${log(name)}`).join('\n')}`);
  }
  async function leader() {
    for (const node of nodes) if ((await answer(node.rest, '/primary')).status === 200) return node;
    return null;
  }
  // A leader, and two servers that follow it, one of them synchronously.
  async function whole(seconds) {
    await until('a leader and two followers', seconds, async () => {
      if (!(await leader())) return false;
      const up = await Promise.all(nodes.map(async ({ rest }) => (await answer(rest, '/health')).status === 200));
      const followers = await Promise.all(nodes.map(async ({ rest }) => (await answer(rest, '/synchronous')).status === 200));
      return up.every(Boolean) && followers.some(Boolean);
    });
  }
  const url = (where, more = '') => `postgresql://postgres:${password}@${where}/hypha?connect_timeout=3${more}`;
  return {
    folder, leader, whole, start, until,
    /** As an operator gives it: all hosts, or haproxy's address. */
    direct: url(nodes.map(({ port }) => `${address}:${port}`).join(','), '&target_session_attrs=read-write'),
    proxied: url(`${address}:${ports[12]}`),
    async createDatabase() {
      const { port } = await leader();
      execFileSync(join(programs(), 'psql'), ['-X', '-d', `postgresql://postgres:${password}@${address}:${port}/postgres`, '-c', 'CREATE DATABASE hypha'], { stdio: 'pipe' });
    },
    /** Patroni and its PostgreSQL at once, as when a machine loses its power. */
    killNode(node) {
      const pid = Number(readFileSync(join(folder, node.name, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
      kill(node.child, 'SIGKILL');
      const children = childrenOf(pid);
      for (const each of [pid, ...children]) try { process.kill(each, 'SIGKILL'); } catch { /* it has ended */ }
    },
    async stop() {
      for (const child of running) kill(child, 'SIGKILL');
      for (const { name } of nodes) {
        const pidFile = join(folder, name, 'data/postmaster.pid');
        if (existsSync(pidFile)) try { process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT'); } catch { /* it has ended */ }
      }
      await pause(1000);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
