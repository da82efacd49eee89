// What src/edge/ops hands to an operator, held against the real things: promtool reads rules and metrics, a real Prometheus scrapes a
// real edge, evaluates every rule and answers every expression of the dashboard; and a stranger on the site's port sees none of it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { encode } from './cbor.mjs';
import { ask, command, newSession, repository, startEdge } from './running_edge.mjs';

const ops = join(repository, 'src/edge/ops');
const folder = mkdtempSync(join(tmpdir(), 'hypha-prometheus-'));
const site = join(folder, 'site');
const data = join(folder, 'data');
let edge;
let mine;

const promtool = (words, input) => {
  const { status, stdout, stderr, error } = spawnSync('promtool', words, { cwd: ops, input, encoding: 'utf8' });
  assert.ifError(error);
  assert.equal(status, 0, stdout + stderr);
  return stdout + stderr;
};
const metrics = async () => (await ask(edge, 'GET', '/metrics', { port: edge.metrics })).body.toString();
const value = (text, series) => Number(text.split('\n').find((line) => line.startsWith(`${series} `))?.split(' ')[1]);

before(async () => {
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Hypha</title>');
  mine = newSession(data, 'Rosa-phone');
  edge = await startEdge(site, data, '--metrics-port', '0', '--log-requests');
});
after(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const push = (no, value) => encode([1, 1, new Uint8Array(mine.stream), 0, 0, 0, 7n, no, 0, [['find', new Uint8Array([no]), BigInt(Date.now()) << 16n, null, null, ['note', value]]]]);

test('what is counted is what happened, and nothing in it is about a person', async () => {
  const secret = 'a note about Rosa';
  const sent = await ask(edge, 'POST', '/v1/push', { type: 'application/cbor', token: mine.token, body: push(1, new TextEncoder().encode(secret)) });
  assert.equal(sent.status, 200);
  assert.equal((await ask(edge, 'POST', '/v1/push', { type: 'application/cbor', token: mine.token, body: push(9, new Uint8Array()) })).status, 409);
  await ask(edge, 'GET', '/');
  await ask(edge, 'GET', '/?q=secret');
  await ask(edge, 'GET', '/v1/pull?ask=Zg');
  const text = await metrics();
  assert.equal(value(text, 'hypha_requests_total{route="push",status="200"}'), 1);
  assert.equal(value(text, 'hypha_requests_total{route="push",status="409"}'), 1);
  assert.equal(value(text, 'hypha_requests_total{route="site",status="200"}'), 2);
  assert.equal(value(text, 'hypha_requests_total{route="pull",status="401"}'), 1);
  assert.equal(value(text, 'hypha_answer_seconds_count{route="push"}'), 2);
  assert.equal(value(text, 'hypha_answer_seconds_bucket{route="push",le="+Inf"}'), 2);
  assert.equal(value(text, 'hypha_operations_total'), 1);
  assert.equal(value(text, 'hypha_refusals_total{code="gap"}'), 1);
  assert.equal(value(text, 'hypha_new_epochs_total'), 1);
  assert.equal(value(text, 'hypha_store_commit_seconds_count') > 0, true);
  assert.equal(value(text, 'hypha_build_info{version="0.1.0",store="sqlite"}'), 1);
  assert.ok(value(text, 'process_resident_memory_bytes') > 1e6);
  assert.ok(Math.abs(value(text, 'process_start_time_seconds') - Date.now() / 1000) < 600);
  assert.ok(value(text, 'process_open_fds') > 5);
  assert.equal(value(text, 'hypha_backup_last_timestamp_seconds'), 0);
  for (const said of [text, edge.log.join('\n')]) {
    for (const private_ of [mine.hex, mine.token, secret, '127.0.0.1', 'secret', 'ask=']) assert.ok(!said.includes(private_), `${private_} is there to be read`);
  }
  const lines = edge.log.map((line) => JSON.parse(line)).filter((line) => line.event === 'request');
  assert.deepEqual(lines[0], { ...lines[0], event: 'request', method: 'POST', route: 'push', status: '200', session: 'Rosa-phone' });
  assert.ok(!text.includes('Rosa'));
});

test('a backup is seen', async () => {
  assert.equal(command('admin', 'backup', join(folder, 'backup'), '--data', data).status, 0);
  assert.ok(Math.abs(value(await metrics(), 'hypha_backup_last_timestamp_seconds') - Date.now() / 1000) < 60);
});

test('a stranger on the port of the site reads no metrics, and the port of metrics has nothing else', async () => {
  assert.equal((await ask(edge, 'GET', '/metrics')).status, 404);
  assert.equal((await ask(edge, 'GET', '/', { port: edge.metrics })).status, 404);
  assert.equal((await ask(edge, 'GET', '/v1/pull?ask=Zg', { port: edge.metrics, token: mine.token })).status, 404);
  assert.equal((await ask(edge, 'POST', '/metrics', { port: edge.metrics, body: 'x' })).status, 404);
  assert.match((await ask(edge, 'GET', '/metrics', { port: edge.metrics })).headers['content-type'], /^text\/plain; version=0\.0\.4/);
});

test('promtool: the configuration, the rules and their tests, and every metric', async () => {
  assert.match(promtool(['check', 'config', 'prometheus.yml']), /SUCCESS: prometheus\.yml/);
  assert.match(promtool(['test', 'rules', 'alerts_test.yml']), /SUCCESS/);
  assert.equal(promtool(['check', 'metrics'], await metrics()), '');
});

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

test('a real Prometheus scrapes it, evaluates every rule and answers every expression of the dashboard', async (t) => {
  const config = parse(readFileSync(join(ops, 'prometheus.yml'), 'utf8'));
  config.global = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' };
  config.rule_files = [join(ops, 'alerts.yml')];
  config.scrape_configs[0].static_configs[0].targets = [`127.0.0.1:${edge.metrics}`];
  writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
  const port = await freePort();
  const said = [];
  const prometheus = spawn('prometheus', [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'tsdb')}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'], { stdio: ['ignore', 'ignore', 'pipe'] });
  prometheus.stderr.on('data', (part) => said.push(part.toString()));
  const ended = new Promise((done) => prometheus.once('exit', done));
  t.after(async () => {
    prometheus.kill('SIGKILL');
    await ended;
  });
  const query = async (expression) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`);
    return answer.json();
  };
  // Until it has scraped twice, so that there is a rate.
  let samples = 0;
  for (const until = Date.now() + 40_000; Date.now() < until && samples < 2; await pause(250)) {
    const got = await query('count_over_time(hypha_build_info[5m])').catch(() => null);
    samples = Number(got?.data?.result?.[0]?.value[1] ?? 0);
  }
  assert.ok(samples >= 2, `not scraped: ${said.join('')}`);
  const up = await query('up{job="hypha-edge"}');
  assert.deepEqual(up.data.result.map((one) => one.value[1]), ['1']);
  const pushes = await query('hypha_requests_total{route="push",status="200"}');
  assert.equal(pushes.data.result[0].value[1], '1');

  // Every rule has been evaluated and none of them failed; a fresh edge that is well fires nothing but what is due.
  let rules = [];
  for (const until = Date.now() + 20_000; Date.now() < until && (!rules.length || rules.some((rule) => rule.health === 'unknown')); await pause(250)) {
    const { data: found } = await (await fetch(`http://127.0.0.1:${port}/api/v1/rules`)).json();
    rules = found.groups.flatMap((group) => group.rules);
  }
  const written = parse(readFileSync(join(ops, 'alerts.yml'), 'utf8')).groups.flatMap((group) => group.rules);
  assert.equal(rules.length, written.length);
  for (const rule of rules) assert.equal(rule.health, 'ok', `${rule.name}: ${rule.lastError}`);
  assert.deepEqual(rules.filter((rule) => rule.state === 'firing').map((rule) => rule.name), []);

  const names = new Set((await metrics()).split('\n').filter((line) => line && !line.startsWith('#')).map((line) => /^\w+/.exec(line)[0]));
  const dashboard = JSON.parse(readFileSync(join(ops, 'dashboard.json'), 'utf8'));
  const expressions = dashboard.panels.flatMap((panel) => panel.targets.map(({ expr }) => [panel.title, expr]));
  assert.ok(expressions.length > 30);
  for (const [title, text] of expressions) {
    const answer = await query(text.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*'));
    assert.equal(answer.status, 'success', `${title}: ${text}: ${answer.error}`);
  }
  // Nothing asks for a metric that is not there.
  for (const text of [...expressions.map(([, expr]) => expr), ...written.map((rule) => rule.expr)]) {
    for (const [name] of text.matchAll(/\b(?:hypha|process)_\w+/g)) assert.ok(names.has(name), `${name} in ${text}`);
  }
});
