// Compiles assets/fungi into C++ tables after checking them (fungi_rules.mjs); with a fault the build stops with all reasons.
// Usage: node assets/build/fungi.mjs OUTPUT, whose name says which table: genera.hpp or species.hpp.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { faultsOf, speciesFaultsOf } from './fungi_rules.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const quoted = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => [...Buffer.from(c)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''));

const byName = (a, b) => (a < b ? -1 : 1); // of ASCII, as std::string_view orders
const header = (asset, type, body) => `// Generated from assets/fungi/${asset} by assets/build/fungi.mjs.\n#pragma once\n#include "core/fungi/${type}.hpp"\n\nnamespace hypha::fungi::generated {\n\n${body}\n\n} // namespace hypha::fungi::generated\n`;

// What an answer remembers of the tables that its risk came from: the beginning of a hash of all that they say.
export const tablesVersion = (genera, species) => createHash('sha256').update(JSON.stringify([genera, species])).digest('hex').slice(0, 12);

export function generaHeader(table, version) {
  const ordered = [...table.genera].sort((a, b) => byName(a.genus, b.genus));
  const lookAlikes = ordered.map(({ genus, look_alikes: others }) => [
    `inline constexpr LookAlike k${genus}LookAlikes[] = {`,
    ...others.map((o) => `    {${quoted(o.name)}, Risk::${o.risk}, ${quoted(o.feature.en)},\n     ${quoted(o.feature.es)}},`),
    '};'].join('\n'));
  const rows = ordered.map((g) => `    {${[g.genus, g.family, g.common.en, g.common.es].map(quoted).join(', ')}, Risk::${g.risk}, k${g.genus}LookAlikes,\n     ${quoted(g.sources.map((s) => table.sources[s]).join('; '))}, ${quoted(g.checked)}},`);
  return header('genera.json', 'genus_table', `inline constexpr std::string_view kTablesVersion = ${quoted(version)};\n\n${lookAlikes.join('\n')}\n\ninline constexpr GenusFacts kGenera[] = {\n${rows.join('\n')}\n};`);
}

// Every name that a poisonous species goes by, and the outdated names, each with the name in use.
export function speciesHeader(table) {
  const rows = [
    ...table.species.flatMap(({ species, synonyms, risk }) => [species, ...synonyms].map((name) => [name, species, risk])),
    ...Object.entries(table.accepted).map(([name, accepted]) => [name, accepted, 'unknown']),
  ].sort(([a], [b]) => byName(a, b));
  const lines = rows.map(([name, accepted, risk]) => `    {${quoted(name)}, ${quoted(accepted)}, Risk::${risk}},`);
  return header('species.json', 'species_table', `inline constexpr SpeciesName kSpecies[] = {\n${lines.join('\n')}\n};`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const output = process.argv[2];
  const headers = { 'genera.hpp': (genera, species) => generaHeader(genera, tablesVersion(genera, species)), 'species.hpp': (_, species) => speciesHeader(species) };
  const headerOf = headers[basename(output ?? '')];
  if (!headerOf) {
    console.error('usage: node assets/build/fungi.mjs OUTPUT, which ends in genera.hpp or species.hpp');
    process.exit(2);
  }
  const read = (path) => JSON.parse(readFileSync(join(repository, path), 'utf8'));
  const genera = read('assets/fungi/genera.json');
  const species = read('assets/fungi/species.json');
  const faults = [...faultsOf(genera, read('models/manifest.json').models.flatMap((model) => model.labels)), ...speciesFaultsOf(species, genera)];
  if (faults.length > 0) {
    console.error(`assets/fungi cannot be used:\n${faults.map((each) => `  ${each}.`).join('\n')}`);
    process.exit(1);
  }
  writeFileSync(output, headerOf(genera, species));
}
