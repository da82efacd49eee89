// What hypha-edge serves a second over the loopback beside nginx, the client on the same cores: the index with pipelined keep-alive
// connections, and the largest file of the site as plain bytes. The client only counts bytes, so as not to be the limit.
import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { builtSite, startEdge } from '../browser/harness.mjs';
import { startNginx } from './nginx_contestant.mjs';
import { printTable, spread } from './spread.mjs';

const connections = 16;
const pipelined = 16;
const requestsEach = 4000;

// Sends `count` requests over one connection and resolves when as many answers of the same length have come.
function drive(port, path, fields, count, depth) {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1');
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
    let answerBytes = 0;
    let received = 0;
    let sent = 0;
    let head = Buffer.alloc(0);
    const send = (more) => { sent += more; socket.write(request.repeat(more)); };
    socket.on('connect', () => send(1));
    socket.on('error', failed);
    socket.on('data', (piece) => {
      received += piece.length;
      if (answerBytes === 0) {
        head = Buffer.concat([head, piece]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const text = head.subarray(0, end).toString();
        if (!text.startsWith('HTTP/1.1 200')) return failed(new Error(text));
        answerBytes = end + 4 + Number(/content-length: (\d+)/i.exec(text)[1]);
      }
      const answered = Math.floor(received / answerBytes);
      if (answered >= count) {
        socket.destroy();
        return done(received);
      }
      const room = Math.min(count - sent, depth - (sent - answered));
      if (room > 0) send(room);
    });
  });
}

async function rate(port, path, fields, count, depth, lanes) {
  const began = performance.now();
  const bytes = await Promise.all(Array.from({ length: lanes }, () => drive(port, path, fields, count, depth)));
  const seconds = (performance.now() - began) / 1000;
  return { requests: (count * lanes) / seconds, megabytes: bytes.reduce((sum, each) => sum + each, 0) / seconds / 1e6 };
}

const { files } = JSON.parse(readFileSync(join(dirname(builtSite), 'sizes.json'), 'utf8'));
const largest = Object.keys(files).sort((a, b) => files[b].raw - files[a].raw)[0];
const edge = await startEdge({ flags: ['--host', '127.0.0.1', '--address-rate', 'off'] });
const nginx = await startNginx(builtSite);
const page = (port) => rate(port, '/', '', requestsEach, pipelined, connections).then(({ requests }) => requests);
const file = (port) => rate(port, largest, '', 8, 1, 2).then(({ megabytes }) => megabytes);
for (const { port } of [edge, nginx]) await rate(port, '/', '', 500, pipelined, connections);
const brotli = [];
const pages = { edge: [], nginx: [] };
const large = { edge: [], nginx: [] };
for (let run = 0; run < 7; ++run) {
  brotli.push((await rate(edge.port, '/', 'Accept-Encoding: br\r\n', requestsEach, pipelined, connections)).requests);
  for (const [name, { port }] of Object.entries({ edge, nginx })) {
    pages[name].push(await page(port));
    large[name].push(await file(port));
  }
}
await edge.stop();
await nginx.stop();
const ratios = ({ edge: ours, nginx: theirs }) => spread(ours.map((value, run) => value / theirs[run]));
const size = (statSync(join(builtSite, largest)).size / 1e6).toFixed(1);
printTable('Static files over the loopback, two threads, in turns', [
  [`hypha-edge: index.html as brotli, ${connections} connections`, spread(brotli), 'requests/s'],
  ['hypha-edge: index.html, not compressed', spread(pages.edge), 'requests/s'],
  ['nginx: the same', spread(pages.nginx), 'requests/s'],
  ['hypha-edge : nginx, index.html', ratios(pages), '×'],
  [`hypha-edge: ${size} MB file, 2 connections`, spread(large.edge), 'MB/s'],
  ['nginx: the same', spread(large.nginx), 'MB/s'],
  ['hypha-edge : nginx, large file', ratios(large), '×'],
]);
