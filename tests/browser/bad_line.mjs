// A bad line between a browser and the edge: a proxy on a port of its own that delays every piece, stalls some as a lost packet does
// until it is sent again, cuts connections in the middle of an answer, and answers everything itself as the login page of a Wi-Fi does.
// Chances come from a seed, so that a run can be repeated. What is set holds for the next piece, also of connections that are open.
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';

// mulberry32, public domain.
function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `line` fields: delay_ms each way, loss (share of pieces that come kResend_ms later), cut (share of pieces after which it breaks), portal. */
export async function startBadLine(edgePort, seed = 1) {
  const kResend_ms = 1000;
  const line = { delay_ms: 0, loss: 0, cut: 0, portal: false };
  const counted = { connections: 0, cuts: 0, stalls: 0, portal: 0 };
  const chance = chances(seed);
  const sockets = new Set();
  const portal = createServer((request, response) => {
    counted.portal += 1;
    request.resume();
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title><form>Sign in to our Wi-Fi</form>');
  });
  await new Promise((done) => portal.listen(0, '127.0.0.1', done));

  const carry = (from, to) => {
    let free_ms = 0; // pieces stay in their order
    from.on('data', (piece) => {
      const stalled = chance() < line.loss;
      counted.stalls += stalled ? 1 : 0;
      const cuts = chance() < line.cut;
      free_ms = Math.max(free_ms, performance.now() + line.delay_ms + (stalled ? kResend_ms : 0));
      setTimeout(() => {
        if (cuts && !to.destroyed) {
          counted.cuts += 1;
          to.write(piece.subarray(0, piece.length >> 1), () => { to.resetAndDestroy(); from.resetAndDestroy(); });
        } else if (!to.destroyed) to.write(piece);
      }, Math.max(0, free_ms - performance.now()));
    });
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, free_ms - performance.now()) + 1));
    from.on('error', () => to.destroy());
    from.on('close', () => { sockets.delete(from); setTimeout(() => to.destroy(), line.delay_ms + kResend_ms); });
  };
  const server = createTcpServer((browser) => {
    counted.connections += 1;
    const beyond = connect(line.portal ? portal.address().port : edgePort, '127.0.0.1');
    for (const socket of [browser, beyond]) { sockets.add(socket); socket.setNoDelay(true); }
    carry(browser, beyond);
    carry(beyond, browser);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const hangUp = () => { for (const socket of sockets) socket.destroy(); };
  return {
    url: `http://localhost:${server.address().port}`, counted,
    /** What the line is like from now on; connections that were made under another end. */
    become(wanted) {
      Object.assign(line, { delay_ms: 0, loss: 0, cut: 0, portal: false }, wanted);
      hangUp();
    },
    async stop() {
      hangUp();
      await Promise.all([server, portal].map((each) => new Promise((done) => each.close(done))));
    },
  };
}
