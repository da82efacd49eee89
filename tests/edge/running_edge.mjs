// hypha-edge as a process of its own, for the tests in Node: started, asked over HTTP, commands run beside it, stopped.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.HYPHA_EDGE ?? join(repository, 'build/native/hypha-edge');

export const command = (...words) => spawnSync(binary, words, { encoding: 'utf8' });

/** The least that an edge serves, in `folder`/site; answers that path. */
export function makeSite(folder) {
  const site = join(folder, 'site');
  mkdirSync(site);
  for (const name of ['index.html', '404.html']) writeFileSync(join(site, name), '<!doctype html><title>Hypha</title>');
  return site;
}

// A session's token and its stream, as bytes and as hexadecimal digits.
export function newSession(data, name, stream) {
  const { stdout, stderr, status } = command('--data', data, '--new-session', name, ...(stream ? ['--stream', stream] : []));
  assert.equal(status, 0, stderr);
  const said = Object.fromEntries(stdout.trim().split('\n').map((line) => line.split(' ')));
  return { token: said.token, stream: Buffer.from(said.stream, 'hex'), hex: said.stream };
}

// `metrics`: its port; without --metrics-port it has none. `log`: the lines of its log so far.
export async function startEdge(site, data, ...flags) {
  const withMetrics = flags.includes('--metrics-port');
  const child = spawn(binary, ['--port', '0', '--host', '127.0.0.1', '--root', site, '--data', data, ...(withMetrics ? [] : ['--metrics-port', 'off']), ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const ports = await new Promise((found, failed) => {
    const ports = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = Number(/:(\d+)(?:\/metrics)?$/.exec(line)?.[1]);
      if (port) ports.push(port);
      if (ports.length === (withMetrics ? 2 : 1)) found(ports);
    });
    child.once('exit', (code) => failed(new Error(`hypha-edge ended with ${code}: ${log.join('\n')}`)));
  });
  const ended = new Promise((done) => child.once('exit', done));
  return { port: ports[0], metrics: ports[1], log, stop: () => (child.kill('SIGTERM'), ended) };
}

export function ask(edge, method, path, { token, body, type, headers, port = edge.port } = {}) {
  return new Promise((answered, failed) => {
    // A connection of its own: one that is kept may be closed by the edge while a test is busy with something else.
    const sent = request({ agent: false, port, host: '127.0.0.1', method, path, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(type ? { 'content-type': type } : {}), ...(body ? { 'content-length': body.length } : {}), ...headers } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    sent.on('error', failed);
    sent.end(body);
  });
}
