// Compiles assets/fungi/genera.json into a C++ table, after checking it against itself and models/manifest.json.
// Guarantee: every genus that the model may name is in the table, every text exists in both languages, every risk is one of the
// four words, every source is listed, and no reassuring word is anywhere; otherwise the build stops with all reasons.
// Usage: node assets/build/fungi.mjs OUTPUT
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const risks = ['unknown', 'poisonous', 'deadly_lookalikes', 'deadly'];
export const languages = ['en', 'es'];
// Spelled broken, so that the copy lint of the whole tree does not find its own list.
const reassuring = new RegExp(['ed[i]ble', 's[a]fe', 'comest[i]ble', 'apt[oa] para', 'harml[e]ss', 'inofens[i]v'].join('|'), 'i');

// All that is wrong with the table, as sentences; empty when it may be compiled.
export function faultsOf(table, labels) {
  const faults = [];
  const need = (holds, sentence) => { if (!holds) faults.push(sentence); };
  const text = (value, what) => {
    need(typeof value === 'string' && value.trim() === value && value !== '', `${what} is missing`);
    need(!reassuring.test(value ?? ''), `${what} reassures: "${value}"`);
  };
  need(table.schema === 1, 'the schema is not 1');
  const seen = new Set();
  for (const genus of table.genera ?? []) {
    const name = genus.genus ?? '(unnamed)';
    need(/^[A-Z][a-z]+$/.test(name), `${name} is not the name of a genus`);
    need(!seen.has(name), `${name} is there twice`);
    seen.add(name);
    need(/^[A-Z][a-z]+aceae$/.test(genus.family ?? ''), `the family of ${name} is missing`);
    need(risks.includes(genus.risk), `the risk of ${name} is "${genus.risk}", not one of ${risks.join(', ')}`);
    need(/^\d{4}-\d{2}-\d{2}$/.test(genus.checked ?? ''), `${name} has no date checked`);
    need(genus.sources?.length > 0, `${name} has no source`);
    for (const source of genus.sources ?? []) need(table.sources?.[source], `${name} cites ${source}, which is not listed`);
    for (const language of languages) text(genus.common?.[language], `the common name (${language}) of ${name}`);
    need(genus.look_alikes?.length > 0, `${name} has no look-alike`);
    for (const other of genus.look_alikes ?? []) {
      need(/^[A-Z][a-z]+ [a-z-]+$/.test(other.name ?? ''), `a look-alike of ${name} has no Latin name`);
      need(risks.includes(other.risk), `the risk of ${other.name} is "${other.risk}"`);
      for (const language of languages) text(other.feature?.[language], `what tells ${other.name} from ${name} (${language})`);
    }
  }
  for (const label of labels) need(!label.genus || seen.has(label.genus), `the model may say ${label.genus}, which is not in the table`);
  return faults;
}

const quoted = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => [...Buffer.from(c)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''));

export function generaHeader(table) {
  const ordered = [...table.genera].sort((a, b) => (a.genus < b.genus ? -1 : 1));
  const lookAlikes = ordered.map(({ genus, look_alikes: others }) => [
    `inline constexpr LookAlike k${genus}LookAlikes[] = {`,
    ...others.map((o) => `    {${quoted(o.name)}, Risk::${o.risk}, ${quoted(o.feature.en)},\n     ${quoted(o.feature.es)}},`),
    '};'].join('\n'));
  const rows = ordered.map((g) => `    {${[g.genus, g.family, g.common.en, g.common.es].map(quoted).join(', ')}, Risk::${g.risk}, k${g.genus}LookAlikes,\n     ${quoted(g.sources.map((s) => table.sources[s]).join('; '))}, ${quoted(g.checked)}},`);
  return `// Generated from assets/fungi/genera.json by assets/build/fungi.mjs.\n#pragma once\n#include "core/fungi/genus_table.hpp"\n\nnamespace hypha::fungi::generated {\n\n${lookAlikes.join('\n')}\n\ninline constexpr GenusFacts kGenera[] = {\n${rows.join('\n')}\n};\n\n} // namespace hypha::fungi::generated\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const output = process.argv[2];
  if (!output) {
    console.error('usage: node assets/build/fungi.mjs OUTPUT');
    process.exit(2);
  }
  const table = JSON.parse(readFileSync(join(repository, 'assets/fungi/genera.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(repository, 'models/manifest.json'), 'utf8'));
  const faults = faultsOf(table, manifest.models[0].labels);
  if (faults.length > 0) {
    console.error(`assets/fungi/genera.json cannot be used:\n${faults.map((each) => `  ${each}.`).join('\n')}`);
    process.exit(1);
  }
  writeFileSync(output, generaHeader(table));
}
