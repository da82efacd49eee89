// What assets/fungi must hold beyond its JSON schemas: the tables against each other and against models/manifest.json.
// Guarantee of an empty answer: every genus that the model may name is in the table, every text exists in both languages, every
// source is listed, no reassuring word is anywhere, no risk of a species is above that of its genus, and a deadly species stands
// in the row of every genus that it may be taken for, before what is milder.
export const risks = ['unknown', 'poisonous', 'deadly']; // of a kind itself, mildest first
export const languages = ['en', 'es'];
// Spelled broken, so that the copy lint of the whole tree does not find its own list.
const reassuring = new RegExp(['ed[i]ble', 's[a]fe', 'comest[i]ble', 'apt[oa] para', 'harml[e]ss', 'inofens[i]v'].join('|'), 'i');
const binomial = /^[A-Z][a-z]+ [a-z-]+$/;
const genusOf = (name) => name.split(' ')[0];

// Collects sentences; `text` asks for a trimmed, not empty one that does not reassure.
function complaints() {
  const faults = [];
  const need = (holds, sentence) => { if (!holds) faults.push(sentence); };
  const text = (value, what) => {
    need(typeof value === 'string' && value.trim() === value && value !== '', `${what} is missing`);
    need(!reassuring.test(value ?? ''), `${what} reassures: "${value}"`);
  };
  const cites = (row, name, sources) => {
    need(/^\d{4}-\d{2}-\d{2}$/.test(row.checked ?? ''), `${name} has no date checked`);
    need(row.sources?.length > 0, `${name} has no source`);
    for (const source of row.sources ?? []) need(sources?.[source], `${name} cites ${source}, which is not listed`);
  };
  return { faults, need, text, cites };
}

function genusFaults(genus, name, { need, text }) {
  need(/^[A-Z][a-z]+$/.test(name), `${name} is not the name of a genus`);
  need(/^[A-Z][a-z]+aceae$/.test(genus.family ?? ''), `the family of ${name} is missing`);
  need(risks.includes(genus.risk), `the risk of ${name} is "${genus.risk}", not one of ${risks.join(', ')}`);
  for (const language of languages) text(genus.common?.[language], `the common name (${language}) of ${name}`);
  const others = genus.look_alikes ?? [];
  need(others.length > 0, `${name} has no look-alike`);
  need(new Set(others.map((other) => other.name)).size === others.length, `${name} has a look-alike twice`);
  need(genus.risk !== 'deadly' || others.some((other) => other.risk === 'deadly'), `${name} kills and lists nothing deadly`);
  others.forEach((other, at) => {
    need(binomial.test(other.name ?? ''), `a look-alike of ${name} has no Latin name`);
    need(risks.includes(other.risk), `the risk of ${other.name} is "${other.risk}"`);
    need(at === 0 || risks.indexOf(other.risk) <= risks.indexOf(others[at - 1].risk), `${other.name} stands after what is milder in ${name}`);
    for (const language of languages) text(other.feature?.[language], `what tells ${other.name} from ${name} (${language})`);
  });
}

// All that is wrong with the genera, as sentences; empty when they may be compiled. `labels`: those of the model.
export function faultsOf(table, labels) {
  const said = complaints();
  said.need(table.schema === 1, 'the schema is not 1');
  const seen = new Set();
  for (const genus of table.genera ?? []) {
    const name = genus.genus ?? '(unnamed)';
    said.need(!seen.has(name), `${name} is there twice`);
    seen.add(name);
    genusFaults(genus, name, said);
    said.cites(genus, name, table.sources);
  }
  for (const label of labels) said.need(!label.genus || seen.has(label.genus), `the model may say ${label.genus}, which is not in the table`);
  return said.faults;
}

function speciesFaults(row, name, genera, { need, text }) {
  need(binomial.test(name), `${name} is not the name of a species`);
  need(risks.indexOf(row.risk) > 0, `the risk of ${name} is "${row.risk}", not poisonous or deadly`);
  need(row.regions?.length > 0, `${name} grows nowhere`);
  for (const language of languages) {
    text(row.syndrome?.[language], `what ${name} does (${language})`);
    text(row.feature?.[language], `what tells ${name} (${language})`);
  }
  const own = genera.get(genusOf(name));
  need(!own || risks.indexOf(own.risk) >= risks.indexOf(row.risk), `${name} is ${row.risk}, its genus only ${own?.risk}`);
  need(!own || own.family === row.family, `${name} is of ${row.family}, its genus of ${own?.family}`);
  need(row.mistaken_for?.length > 0, `${name} is mistaken for nothing`);
  for (const taken of row.mistaken_for ?? []) {
    const genus = genera.get(genusOf(taken));
    need(genus, `${name} is mistaken for ${taken}, which is not in genera.json`);
    const listed = genus?.look_alikes?.find((other) => other.name === name);
    need(!genus || listed, `${name} may be taken for ${taken} and is not among its look-alikes`);
    need(!listed || listed.risk === row.risk, `${name} is ${row.risk}, as a look-alike of ${genusOf(taken)} ${listed?.risk}`);
  }
}

// All that is wrong with the species, and with the genera as seen from them.
export function speciesFaultsOf(table, { genera: rows = [], sources }) {
  const said = complaints();
  const { need } = said;
  need(table.schema === 1, 'the schema of the species is not 1');
  const genera = new Map(rows.map((genus) => [genus.genus, genus]));
  const species = new Map();
  const names = new Set(); // accepted, synonyms and outdated: each stands for one kind
  const claim = (name) => {
    need(!names.has(name), `${name} is there twice`);
    names.add(name);
  };
  for (const row of table.species ?? []) {
    const name = row.species ?? '(unnamed)';
    claim(name);
    species.set(name, row);
    speciesFaults(row, name, genera, said);
    said.cites(row, name, sources);
  }
  const accepted = new Set(species.keys());
  for (const row of species.values()) for (const synonym of row.synonyms ?? []) claim(synonym);
  for (const [outdated, name] of Object.entries(table.accepted ?? {})) {
    claim(outdated);
    need(binomial.test(outdated) && binomial.test(name), `${outdated}: ${name} is not a pair of species`);
    need(!table.accepted[name], `${outdated} leads to ${name}, which is outdated itself`);
  }
  const outside = new Set(table.outside_area ?? []);
  for (const { genus, look_alikes: others = [] } of rows) {
    for (const { name, risk } of others) {
      const row = species.get(name);
      need(row || !names.has(name), `${genus} lists ${name}, an outdated name`);
      need(row || risk !== 'deadly' || outside.has(name), `${genus} lists ${name} as deadly, which has no row of its own`);
      need(!row || row.mistaken_for?.some((taken) => genusOf(taken) === genus), `${genus} lists ${name}, which does not say so`);
    }
  }
  for (const name of outside) {
    need(!accepted.has(name), `${name} has a row and is called outside the area`);
    need(rows.some((genus) => genus.look_alikes?.some((other) => other.name === name)), `${name} is outside the area and listed nowhere`);
  }
  return said.faults;
}
