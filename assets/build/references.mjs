// Compiles assets/references/references.json into a C++ table, after checking it against its files and models/manifest.json: every
// picture that the model may call nearest is there, with a licence that allows it and a link to the page that names its author.
// Usage: node assets/build/references.mjs OUTPUT
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
// 2.x and 3.0 need the author's name, which the source does not give; ND and NC would not allow what is done here.
export const licences = ['Public domain', 'CC0 1.0', 'CC BY 4.0', 'CC BY-SA 4.0'];

/** All that is wrong, as sentences. `has(file)`: whether assets/references holds it. */
export function faultsOf(table, labels, has) {
  const faults = [];
  const need = (holds, sentence) => { if (!holds) faults.push(sentence); };
  need(table.schema === 1, 'the schema is not 1');
  need(typeof table.changes === 'string' && table.changes !== '', 'what was changed is not said');
  const seen = new Set();
  for (const { picture = '', species, licence, licence_url: terms, source_url: source } of table.pictures ?? []) {
    need(/^[a-z_]+$/.test(picture), `"${picture}" is not the name of a picture`);
    need(!seen.has(picture), `${picture} is there twice`);
    seen.add(picture);
    need(/^[A-Z][a-z]+ [a-z-]+/.test(species ?? ''), `${picture} has no species`);
    need(licences.includes(licence), `the licence of ${picture} is "${licence}"`);
    need(/^https:\/\/creativecommons\.org\//.test(terms ?? ''), `the terms of ${picture} are not linked`);
    need(/^https:\/\/commons\.wikimedia\.org\/wiki\/File:/.test(source ?? ''), `the source of ${picture} is not linked`);
    need(has(`${picture}.webp`), `${picture}.webp is missing`);
  }
  for (const { kind, picture } of labels) need(kind !== 'reference' || seen.has(picture), `the model may show ${picture}, which is not in the table`);
  return faults;
}

const quoted = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => [...Buffer.from(c)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''));

export const headerOf = ({ pictures }) => `// Generated from assets/references/references.json by assets/build/references.mjs.
#pragma once
#include <string_view>

namespace hypha::ui {

struct ReferenceCredit {
    std::string_view picture, licence, source_url;
};
inline constexpr ReferenceCredit kReferenceCredits[] = {
${pictures.map(({ picture, licence, source_url: source }) => `    {${[picture, licence, source].map(quoted).join(', ')}},`).join('\n')}
};

} // namespace hypha::ui
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = join(repository, 'assets/references');
  const table = JSON.parse(readFileSync(join(folder, 'references.json'), 'utf8'));
  const { labels } = JSON.parse(readFileSync(join(repository, 'models/manifest.json'), 'utf8')).models[0];
  const faults = faultsOf(table, labels, (file) => existsSync(join(folder, file)));
  if (faults.length > 0) {
    console.error(faults.map((fault) => `assets/references: ${fault}`).join('\n'));
    process.exit(1);
  }
  writeFileSync(process.argv[2], headerOf(table));
}
