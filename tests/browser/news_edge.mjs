// An edge that polls the feeds of tests/edge/news_feeds.mjs, for browser tests of reading. Its own state is asked; no time is waited for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startFeeds } from '../edge/news_feeds.mjs';
import { repository, startEdge } from './harness.mjs';

const binary = resolve(process.env.HYPHA_EDGE ?? join(repository, 'build/native-release/hypha-edge'));
const flags = ['--news-allow-private', '--news-least-seconds', '1', '--news-most-seconds', '1'];

/** Asked until it holds, for a minute; answers what held. */
export async function until(what, holds) {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await holds();
    if (found) return found;
    assert.ok(Date.now() < end, `not within a minute: ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Stories of the region andes. `prepare(feeds)`: before the edge first asks for them. Stops all of it with stop(). */
export async function startNewsEdge(prepare = () => undefined) {
  const feeds = await startFeeds();
  const data = mkdtempSync(join(tmpdir(), 'hypha-news-'));
  const admin = (...args) => {
    const done = spawnSync(binary, ['admin', ...args, '--data', data], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
  };
  prepare(feeds);
  admin('sources', 'import', feeds.opml, '--region', 'andes');
  let edge = await startEdge({ data, flags });
  const news = {
    feeds,
    admin,
    get edge() { return edge; },
    /** The lines of the list that the edge has now; a line begins with the story's hash. */
    async rows() {
      const list = await fetch(`${edge.url}/v1/news/andes/now`).then((answer) => (answer.ok ? answer.text() : ''));
      return list.split('\n\n').slice(1).join('').split('\n').filter(Boolean);
    },
    listed: (count) => until(`${count} stories listed`, async () => (await news.rows()).length >= count),
    stopEdge: () => edge.stop(),
    /** At the address that it had. */
    async startAgain() {
      edge = await startEdge({ data, port: edge.port, flags });
    },
    async stop() {
      await edge?.stop();
      await feeds.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
  return news;
}
