// What a rude or hostile publisher does to a real hypha-edge ends in a named result of its own source, and nothing else: no request into
// the edge's own network, no markup in a story, no memory without bound, no other source held up. As news.test.mjs otherwise.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startFeeds } from './news_feeds.mjs';
import { importing, lines, list, logged, opmlOf, polled, quick, running, story } from './news_stage.mjs';
import { ask, makeSite } from './running_edge.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hypha-news-'));
const site = makeSite(folder);
let feeds;

before(async () => { feeds = await startFeeds(); });
after(async () => {
  await feeds.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('attack: a source or a redirect into the edge\'s own network is refused, and nothing is asked there', async (t) => {
  const data = join(folder, 'closed');
  const inner = opmlOf(folder, 'inner', `${feeds.url}/feeds/valle`, 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/feed', 'http://10.1.2.3:8080/feed', 'http://localhost/feed', 'http://[::ffff:127.0.0.1]/feed', 'http://[64:ff9b::7f00:1]/feed', 'http://2130706433/feed');
  importing(data, inner);
  const before = feeds.requests.length;
  const edge = await running(t, site, data, '--news-least-seconds', '1');
  for (const [url, result] of [[`${feeds.url}/feeds/valle`, 'port_refused'], ['http://169.254.169.254/latest/meta-data/', 'private_address'], ['http://[::1]/feed', 'private_address'], ['http://10.1.2.3:8080/feed', 'port_refused'], ['http://localhost/feed', 'private_address'], ['http://[::ffff:127.0.0.1]/feed', 'private_address'], ['http://[64:ff9b::7f00:1]/feed', 'private_address'], ['http://2130706433/feed', 'private_address']]) await polled(edge, url, result);
  assert.equal(feeds.requests.length, before);
});

test('attack: gzip bombs, giants, drips, loops and nonsense cost one poll each and leave the others alone', async (t) => {
  const data = join(folder, 'rude');
  const rude = (name, answer) => {
    feeds.rude(`/rude/${name}`, answer);
    return `${feeds.url}/rude/${name}`;
  };
  const bomb = rude('bomb', (request, response) => response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 << 20))));
  const giant = rude('giant', (request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    const more = () => { while (response.writable && response.write(Buffer.alloc(65_536, 32))); };
    response.on('drain', more);
    more();
  });
  const drip = rude('drip', (request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    const timer = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(timer));
  });
  const silent = rude('silent', () => {});
  const loop = rude('loop', (request, response) => response.writeHead(302, { location: '/rude/loop' }).end());
  const page = rude('page', (request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>no feed</body></html>'));
  const coded = rude('coded', (request, response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x'));
  const broken = rude('broken', (request, response) => response.writeHead(500).end());
  const gone = rude('gone', (request, response) => response.writeHead(410).end());
  const later = rude('later', (request, response) => response.writeHead(503, { 'retry-after': '7000' }).end());
  const cut = rude('cut', (request, response) => response.writeHead(200, { 'content-length': '1000' }).write('half', () => request.socket.destroy()));
  importing(data, opmlOf(folder, 'rude', bomb, giant, drip, silent, loop, page, coded, broken, gone, later, cut));
  importing(data, feeds.opml);
  const edge = await running(t, site, data, ...quick, '--metrics-port', '0');
  for (const [url, result] of [[bomb, 'too_large'], [giant, 'too_large'], [drip, 'too_slow'], [silent, 'too_slow'], [loop, 'too_many_redirects'], [page, 'not_a_feed'], [coded, 'bad_answer'], [broken, 'http_500'], [gone, 'gone'], [later, 'http_503'], [cut, 'bad_answer']]) await polled(edge, url, result);
  for (const name of ['valle', 'llaqta', 'field']) await polled(edge, `${feeds.url}/feeds/${name}`, 'ok');
  assert.equal((await list(edge)).rows.length, 6);
  assert.ok(Number((await polled(edge, later, 'http_503')).next_s) >= 7_000, 'Retry-After is kept');
  assert.equal((await polled(edge, gone, 'gone')).next_s, 'never');
  await polled(edge, broken, 'http_500', lines(edge).findIndex((line) => line.source === broken) + 1); // once more
  assert.equal(feeds.count('/rude/gone'), 1);
  assert.equal(feeds.count('/rude/later'), 1);
  const text = (await ask(edge, 'GET', '/metrics', { port: edge.metrics })).body.toString();
  assert.match(text, /hypha_news_polls_total\{result="too_large"\} [2-9]/);
  assert.match(text, /hypha_news_stories 6\n/);
  assert.match(text, /hypha_news_fetched_bytes_total [1-9]/);
});

test('robots.txt keeps the edge from a page; what the feed itself says is the story then', async (t) => {
  const own = await startFeeds();
  t.after(own.stop);
  own.robots('User-agent: hypha-edge\nDisallow: /pages/valle/\nAllow: /pages/valle/radio.html$\n');
  const data = join(folder, 'robots');
  importing(data, own.opml);
  const edge = await running(t, site, data, ...quick);
  await polled(edge, `${own.url}/feeds/valle`, 'ok');
  assert.equal(own.count('/robots.txt'), 1);
  assert.equal(own.count('/pages/valle/lluvia.html'), 0);
  assert.equal(own.count('/pages/valle/radio.html'), 1);
  const row = (await list(edge)).rows.find((one) => one.title.includes('La lluvia vuelve'));
  assert.match(await story(edge, row.hash), /Después de once semanas[^\n]*…\n?$/);
});

test('a page that does not come leaves the summary, and is asked for again', async (t) => {
  const own = await startFeeds();
  t.after(own.stop);
  own.rude('/pages/valle/lluvia.html', (request, response) => response.writeHead(503).end());
  const data = join(folder, 'again');
  importing(data, own.opml);
  const edge = await running(t, site, data, ...quick);
  const url = `${own.url}/feeds/valle`;
  await polled(edge, url, 'ok');
  const summary = (await list(edge)).rows.find((one) => one.title.includes('La lluvia vuelve'));
  assert.doesNotMatch(await story(edge, summary.hash), /botellas cortadas/);
  own.rude('/pages/valle/lluvia.html');
  await logged(edge, (line) => line.source === url && line.result === 'not_modified');
  const whole = (await list(edge)).rows.find((one) => one.title.includes('La lluvia vuelve'));
  assert.match(await story(edge, whole.hash), /botellas cortadas/);
});

test('attack: markup of a publisher is text or nothing in a story', async (t) => {
  const own = await startFeeds();
  t.after(own.stop);
  own.setStories('llaqta', [{ slug: 'x', hours: 1, title: '<img src=x onerror=alert(1)>Title</img> & "more"', text: ['</p><script>alert(2)</script><iframe src="https://evil.example"></iframe><a href="javascript:alert(3)">link</a><p onclick="alert(4)">words of a story that go on for a while'] }]);
  own.rude('/feeds/llaqta', (request, response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(`<rss version="2.0"><channel><title>X&#10;url: https://evil.example</title><item><guid>1</guid><title>One&#10;topic: forged&#9;tab</title><description><![CDATA[<p>Words</p><script>alert(2)</script><a href="javascript:alert(3)">link</a><img src=x onerror=alert(5)><iframe src="https://evil.example/"></iframe>]]></description></item></channel></rss>`));
  const data = join(folder, 'markup');
  importing(data, opmlOf(folder, 'markup', `${own.url}/feeds/llaqta`));
  const edge = await running(t, site, data, ...quick);
  await polled(edge, `${own.url}/feeds/llaqta`, 'ok');
  const { rows } = await list(edge);
  assert.equal(rows.length, 1);
  assert.deepEqual([rows[0].title, rows[0].source], ['One topic: forged tab', 'X url: https://evil.example']);
  assert.notEqual(rows[0].topic, 'forged'); // what the edge judged, never what a title says
  const text = await story(edge, rows[0].hash);
  assert.doesNotMatch(text, /alert|javascript|iframe|<|onerror/);
  assert.deepEqual(text.split('\n').filter((line) => line.startsWith('topic: ')), rows[0].topic ? [`topic: ${rows[0].topic}`] : []);
});

test('a certificate that no root vouches for, or of another host, is not trusted', async (t) => {
  const files = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', files[0], '-out', files[1], '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const feed = `<rss version="2.0"><channel><title>Secure</title><item><guid>1</guid><title>Sealed</title><description>${'A letter. '.repeat(20)}</description></item></channel></rss>`;
  const server = createSecureServer({ key: readFileSync(files[0]), cert: readFileSync(files[1]) }, (request, response) => {
    if (request.url === '/down') response.writeHead(302, { location: `${feeds.url}/feeds/field` }).end();
    else response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  const data = join(folder, 'secure');
  importing(data, opmlOf(folder, 'secure', `https://localhost:${port}/feed`, `https://127.0.0.1:${port}/feed`, `https://localhost:${port}/down`));
  let edge = await running(t, site, data, ...quick);
  await polled(edge, `https://localhost:${port}/feed`, 'not_trusted');
  await edge.stop();
  process.env.SSL_CERT_FILE = files[1];
  edge = await running(t, site, data, ...quick);
  delete process.env.SSL_CERT_FILE;
  await polled(edge, `https://localhost:${port}/feed`, 'ok');
  await polled(edge, `https://127.0.0.1:${port}/feed`, 'not_trusted');
  await polled(edge, `https://localhost:${port}/down`, 'insecure_redirect');
  assert.deepEqual((await list(edge)).rows.map((row) => row.title), ['Sealed']);
  await edge.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
