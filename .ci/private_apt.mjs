// A second apt configuration in the cache, for packages of newer Debian releases: it downloads, it installs nothing, it needs
// no root, and the system's apt never sees it. Mirror and signing key are those the machine already uses.
// Algorithm: read sources.list and sources.list.d (one-line and deb822 form), take the first Debian archive that is no
// security or updates suite, and ask it for the suites given.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache_folder.mjs';

const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const releases = /^(bookworm|trixie|forky|duke|sid|stable|testing|unstable|oldstable)$/;

// [{uri, suites, key}] of both forms of sources.
export function readSources(texts) {
  const found = [];
  for (const { name, text } of texts) {
    if (name.endsWith('.sources')) {
      for (const paragraph of text.split(/\n\s*\n/)) {
        const field = (key) => new RegExp(`^${key}:[ \\t]*(.*)$`, 'im').exec(paragraph.replace(/^#.*\n?/gm, ''))?.[1].trim() ?? '';
        if (!/\bdeb\b/.test(field('Types')) || /^no$/i.test(field('Enabled'))) continue;
        for (const uri of field('URIs').split(/\s+/).filter(Boolean)) found.push({ uri, suites: field('Suites').split(/\s+/), key: field('Signed-By') });
      }
    } else {
      for (const line of text.split('\n')) {
        const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)/.exec(line);
        if (match) found.push({ uri: match[2], suites: [match[3]], key: /signed-by=(\S+)/.exec(match[1] ?? '')?.[1] ?? '' });
      }
    }
  }
  return found;
}

export function debianArchive(sources) {
  return sources.find(({ suites, uri }) => suites.some((suite) => releases.test(suite)) && !/security/.test(uri));
}

function machineSources() {
  const texts = [];
  const add = (path) => existsSync(path) && texts.push({ name: path, text: readFileSync(path, 'utf8') });
  const folder = '/etc/apt/sources.list.d';
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) if (/\.(list|sources)$/.test(name)) add(join(folder, name));
  add('/etc/apt/sources.list');
  return readSources(texts);
}

// Makes the configuration and reads the package lists; answers the arguments that every apt call of it needs.
export async function openPrivateApt(must) {
  const archive = debianArchive(machineSources());
  if (!archive) throw new Error("No Debian archive in this machine's apt sources; install Emscripten >= 3.1.69 by hand and put emcc on the PATH.");
  const folder = join(cacheFolder, 'apt');
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true });
  const key = archive.key || (existsSync(debianKeyring) ? debianKeyring : '');
  const stanza = (types, suites) => `Types: ${types}\nURIs: ${archive.uri}\nSuites: ${suites}\nComponents: main\n${key ? `Signed-By: ${key}\n` : ''}`;
  writeFileSync(join(folder, 'private.sources'), `${stanza('deb deb-src', 'trixie')}\n${stanza('deb-src', 'testing unstable')}`);
  // Read last, so it can take away what the machine's configuration hooks to updates (Docker images empty the archive folder).
  writeFileSync(join(folder, 'private.conf'), `#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
Dir::State::Lists "${folder}/lists";
Dir::Cache "${folder}/cache";
Dir::Etc::SourceList "${folder}/private.sources";
Dir::Etc::SourceParts "/dev/null";
Acquire::Languages "none";
APT::Sandbox::User "${process.env.USER ?? 'root'}";
`);
  const options = [`-c${join(folder, 'private.conf')}`, '-q'];
  await must('package lists of newer Debian releases', 'apt-get', [...options, 'update']);
  return options;
}
