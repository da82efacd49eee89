// From a request's facts to what the service worker does with it. Pure, so that the table in
// tests/service_worker/routes.test.mjs is the whole truth; it never looks into a cache.

export interface RequestFacts {
  method: string;
  url: string;
  /** Request.mode; 'navigate' is a page load. */
  mode: string;
  /** Request.cache; 'no-store' and 'reload' want the network's copy, as web/field_kit.ts does to replace a damaged one. */
  cache: string;
}

export type Strategy =
  /** Leave it to the browser: the worker does not answer. */
  | { kind: 'network' }
  /** A page of the shell: from the shell cache; when even that fails, the emergency card. */
  | { kind: 'page'; path: string }
  /** A file named by its content: shell cache, field cache, network; never stored here. */
  | { kind: 'file'; path: string }
  /** A photo shared by another app. */
  | { kind: 'share' }
  /** A story, named by the SHA-256 of its bytes: kept copy first, for it never changes. */
  | { kind: 'story'; path: string; sha256: string }
  /** A picture of a story, likewise. */
  | { kind: 'picture'; path: string; sha256: string }
  /** A story's page, for a person. */
  | { kind: 'story_page'; path: string; sha256: string }
  /** Today's news as a page, for a person: the network's, or the app, which has what is kept. */
  | { kind: 'news_page'; path: string }
  /** A list of news: network first, the kept copy where there is none. */
  | { kind: 'news'; path: string };

const kOwnPages = new Set(['/emergency.html', '/emergency_es.html']);
const kAppPage = '/index.html';
export const kSharePath = '/share-target';

const kStory = /^\/v1\/news\/story\/([0-9a-f]{64})$/;
const kPicture = /^\/v1\/news\/picture\/([0-9a-f]{64})$/;
const kStoryPage = /^\/read\/([0-9a-f]{64})$/;
const kNewsPage = /^\/read(\/[a-z0-9-]{0,40})?$/;
const kNewsList = /^\/v1\/news\/(regions|[a-z0-9-]{1,40}\/now|[a-z0-9-]{1,40}\/day\/\d{4}-\d{2}-\d{2})$/;

/** The emergency card in the language of the page that failed. */
export const emergencyPageFor = (path: string, languages: readonly string[]): string =>
  path === '/emergency_es.html' || (path !== '/emergency.html' && languages[0]?.toLowerCase().startsWith('es'))
    ? '/emergency_es.html'
    : '/emergency.html';

export function routeOf({ method, url, mode, cache }: RequestFacts, origin: string, isPrecached: (path: string) => boolean): Strategy {
  const address = new URL(url);
  if (address.origin !== origin) return { kind: 'network' };
  const path = address.pathname;
  if (method === 'POST' && path === kSharePath) return { kind: 'share' };
  if (method !== 'GET' || path === '/sw.js' || path === '/kill.js') return { kind: 'network' };
  if (mode === 'navigate') {
    if (kOwnPages.has(path)) return { kind: 'page', path };
    const story = kStoryPage.exec(path);
    if (story) return { kind: 'story_page', path, sha256: story[1]! };
    if (kNewsPage.test(path)) return { kind: 'news_page', path };
    // Deep links live behind '#', so every other page of ours is the app, but a file that is part of the shell
    // (the model's card) stays itself.
    return isPrecached(path) && path !== '/' && path !== kAppPage ? { kind: 'file', path } : { kind: 'page', path: kAppPage };
  }
  if (cache === 'no-store' || cache === 'reload') return { kind: 'network' };
  const story = kStory.exec(path);
  if (story && !address.search) return { kind: 'story', path, sha256: story[1]! };
  const picture = kPicture.exec(path);
  if (picture && !address.search) return { kind: 'picture', path, sha256: picture[1]! };
  if (kNewsList.test(path) && !address.search) return { kind: 'news', path };
  if (path.startsWith('/app/') || isPrecached(path)) return { kind: 'file', path };
  return { kind: 'network' };
}
