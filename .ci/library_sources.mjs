// Dear ImGui, libsodium, Catch2 and SQLite's recovery extension as Debian source packages, unpacked under the user's cache; the tarballs stay there, so a later
// release in the archive does not take away the one that a machine has built with.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache_folder.mjs';
import { openPrivateApt } from './private_apt.mjs';
import { runCommand } from './run_command.mjs';

const sources = join(cacheFolder, 'src');
const tarballs = join(cacheFolder, 'tarballs');
const folderLike = (pattern, proof) => existsSync(sources) && readdirSync(sources).some((name) => pattern.test(name) && existsSync(join(sources, name, proof)));

const libraries = [
  // 1.92 brought dynamic fonts; 1.92.2 is what the app was written against, a later 1.9x is taken where that is gone.
  { name: 'imgui', group: 'start', version: /^1\.9[2-9]/, isThere: () => folderLike(/^imgui-1\.9[2-9]/, 'imgui.h') },
  // ext/recover is not part of the amalgamation. It speaks SQLite's public interface only, so its version need not be the amalgamation's.
  { name: 'sqlite3', group: 'start', version: /^3\.(4[6-9]|5\d)\./, isThere: () => folderLike(/^sqlite3-3\./, 'ext/recover/sqlite3recover.c') },
  // For keys.wasm alone: the native build links Debian's library. 1.0.18 is what both Debian 12 and 13 have, so both builds compute with one version.
  { name: 'libsodium', group: 'start', version: /^1\.0\.(1[89]|2\d)/, isThere: () => folderLike(/^libsodium-(stable|1\.0\.)/, 'src/libsodium/include/sodium.h') },
  { name: 'catch2', group: 'test', version: /^3\.7\./, isThere: () => folderLike(/^Catch2-3\./, 'extras/catch_amalgamated.cpp') },
];
export const librarySources = (group) => libraries.filter((library) => library.group === 'start' || group === 'test');

export async function installLibrarySource(library, must) {
  mkdirSync(tarballs, { recursive: true });
  mkdirSync(sources, { recursive: true });
  const kept = () => readdirSync(tarballs).find((name) => new RegExp(`^${library.name}_.*\\.orig\\.tar\\.`).test(name));
  if (!kept()) {
    const apt = await openPrivateApt(must);
    const { output } = await runCommand('apt-cache', [...apt, 'showsrc', library.name]);
    const versions = [...output.matchAll(/^Version: (\S+)$/gm)].map((match) => match[1]).filter((version) => library.version.test(version)).sort();
    if (!versions.length) throw new Error(`The Debian archive has no ${library.name} ${library.version}.`);
    await must(`${library.name} ${versions[0]}: download`, 'apt-get', [...apt, 'source', '--download-only', `${library.name}=${versions[0]}`], { cwd: tarballs });
  }
  const work = join(sources, `${library.name}.new`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  await must(`${library.name}: unpack`, 'tar', ['-xf', join(tarballs, kept()), '-C', work]);
  const [folder] = readdirSync(work);
  rmSync(join(sources, folder), { recursive: true, force: true });
  renameSync(join(work, folder), join(sources, folder));
  rmSync(work, { recursive: true });
}
