// A line between a browser and the edge that counts: each request's path and the bytes of its answer's body as they went over it.
import { createServer, request as ask } from 'node:http';

export async function startCountingLine(edgePort) {
  const asked = []; // { path, bytes }
  const server = createServer((request, response) => {
    const one = { path: request.url, bytes: 0 };
    asked.push(one);
    const beyond = ask({ host: '127.0.0.1', port: edgePort, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.on('data', (piece) => { one.bytes += piece.length; });
      answer.pipe(response);
    });
    beyond.on('error', () => response.destroy());
    request.pipe(beyond);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${server.address().port}`, asked,
    news: () => asked.filter(({ path }) => path.startsWith('/v1/news/')),
    stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(stopped); }),
  };
}
