// What hypha-edge serves a second over the loopback, the client on the same cores: the index with pipelined keep-alive
// connections, and the largest file of the site as plain bytes. The client only counts bytes, so as not to be the limit.
import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { builtSite, startEdge } from '../browser/harness.mjs';
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
const edge = await startEdge({ flags: ['--host', '127.0.0.1'] });
await rate(edge.port, '/', 'Accept-Encoding: br\r\n', 500, pipelined, connections);
const small = [];
const large = [];
for (let run = 0; run < 5; ++run) small.push((await rate(edge.port, '/', 'Accept-Encoding: br\r\n', requestsEach, pipelined, connections)).requests);
for (let run = 0; run < 5; ++run) large.push((await rate(edge.port, largest, '', 8, 1, 2)).megabytes);
await edge.stop();
printTable('hypha-edge over the loopback, two threads', [
  [`index.html as brotli, ${connections} connections`, spread(small), 'requests/s'],
  [`${(statSync(join(builtSite, largest)).size / 1e6).toFixed(1)} MB file, 2 connections`, spread(large), 'MB/s'],
]);
