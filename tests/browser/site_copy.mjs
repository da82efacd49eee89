// A copy of the built site that a test may change: a new version, a damaged one, one whose update cannot install.
// The service worker's list is patched as the bundle would have written it, so the browser sees a real update.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtSite } from './harness.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function replaceFile(root, url, content) {
  for (const coding of ['.br', '.gz']) rmSync(join(root, url + coding), { force: true });
  rmSync(join(root, url));
  writeFileSync(join(root, url), content);
}

export function copySite() {
  const root = mkdtempSync(join(tmpdir(), 'hypha-site-'));
  cpSync(builtSite, root, { recursive: true });
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

const versionOf = (worker) => {
  const versions = [...worker.matchAll(/"([0-9a-f]{12})"/g)].map((match) => match[1]);
  if (versions.length !== 1) throw new Error(`sw.js holds ${versions.length} versions, not one`);
  return versions[0];
};

// Changes index.html and writes the service worker that belongs to it. `breakHash`: its list does not match the files.
export function releaseNewVersion(root, mark, { breakHash = false } = {}) {
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const changed = page.replace('</body>', `<!-- ${mark} --></body>`);
  let worker = readFileSync(join(root, 'sw.js'), 'utf8');
  const before = `bytes:${Buffer.byteLength(page)},sha256:"${sha256(page)}"`;
  if (!worker.includes(before)) throw new Error('sw.js does not list index.html as it is');
  const listed = breakHash ? `${changed} but not this` : changed;
  worker = worker.replace(before, `bytes:${Buffer.byteLength(listed)},sha256:"${sha256(listed)}"`);
  const oldVersion = versionOf(worker);
  const version = sha256(worker + mark).slice(0, 12);
  worker = worker.replaceAll(oldVersion, version);
  replaceFile(root, 'index.html', changed);
  replaceFile(root, 'sw.js', worker);
  return { version, oldVersion };
}

export function damageFile(root, url) {
  if (!existsSync(join(root, url))) throw new Error(`${url} is not in the site`);
  replaceFile(root, url, 'this is not the file');
}
