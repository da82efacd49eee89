// The files that the arguments name: a file as it is, a folder's pictures with all below it, in the order of their names.
// A path that does not exist is yielded too: it becomes an unreadable answer, so nothing is dropped silently.
// Links to folders inside a folder are not followed, so a loop of links ends.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const picture = /\.(jpe?g|jfif|png|gif|webp|bmp|avif|hei[cf]|tiff?|jxl)$/i;

async function* below(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* below(path);
    else if (picture.test(entry.name)) yield path;
  }
}

export async function* photoFiles(paths) {
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    if (facts?.isDirectory()) yield* below(path);
    else yield path;
  }
}
