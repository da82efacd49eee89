// assets/fungi as a whole: its JSON schemas, the two tables against each other, and that a deadly look-alike is always listed.
// Each rule is seen to refuse what it is there for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { speciesHeader } from '../../assets/build/fungi.mjs';
import { speciesFaultsOf } from '../../assets/build/fungi_rules.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const genera = read('assets/fungi/genera.json');
const species = read('assets/fungi/species.json');
const labels = read('models/manifest.json').models.flatMap((model) => model.labels);
const genusOf = (name) => name.split(' ')[0];
const genusRow = (name, table = genera) => table.genera.find((row) => row.genus === name);
const speciesRow = (name, table = species) => table.species.find((row) => row.species === name);

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addSchema(read('assets/fungi/genera.schema.json'), 'genera.schema.json');
ajv.addSchema(read('assets/fungi/species.schema.json'), 'species.schema.json');
const schemaErrors = (name, value) => {
  const validate = ajv.getSchema(name);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
};
const spoiltSchema = (name, value, spoil) => {
  const copy = structuredClone(value);
  spoil(copy);
  return schemaErrors(name, copy);
};

describe('the schemas of assets/fungi', () => {
  it('hold for the tables', () => {
    assert.equal(schemaErrors('genera.schema.json', genera), '');
    assert.equal(schemaErrors('species.schema.json', species), '');
  });

  const spoiltGenera = {
    'a field that nobody reads': [(t) => { t.genera[0].edibility = 'x'; }, /additional properties/],
    'a risk that only look-alikes give': [(t) => { t.genera[0].risk = 'deadly_lookalikes'; }, /risk must be equal to one/],
    'a third language': [(t) => { t.genera[0].common.de = 'x'; }, /additional properties/],
    'a feature too long for a card': [(t) => { t.genera[0].look_alikes[0].feature.es = 'x'.repeat(113); }, /more than 112/],
    'a feature with its full stop': [(t) => { t.genera[0].look_alikes[0].feature.en = 'Look for a sac at the base.'; }, /must match pattern/],
    'no look-alike': [(t) => { t.genera[0].look_alikes = []; }, /fewer than 1/],
    'a day that does not exist': [(t) => { t.genera[0].checked = '2026-11-32'; }, /must match pattern/],
    'a source twice': [(t) => t.genera[0].sources.push(t.genera[0].sources[0]), /duplicate items/],
  };
  for (const [what, [spoil, error]] of Object.entries(spoiltGenera)) {
    it(`refuse a genus with ${what}`, () => assert.match(spoiltSchema('genera.schema.json', genera, spoil), error));
  }
  const spoiltSpecies = {
    'a region that is not covered': [(t) => t.species[0].regions.push('asia'), /must be equal to one/],
    'an unknown risk': [(t) => { t.species[0].risk = 'unknown'; }, /must be equal to one/],
    'no syndrome': [(t) => { delete t.species[0].syndrome; }, /required property 'syndrome'/],
    'a genus for a name': [(t) => { t.species[0].species = 'Amanita'; }, /must match pattern/],
    'a feature too long for a card': [(t) => { t.species[0].feature.en = 'x'.repeat(113); }, /more than 112/],
  };
  for (const [what, [spoil, error]] of Object.entries(spoiltSpecies)) {
    it(`refuse a species with ${what}`, () => assert.match(spoiltSchema('species.schema.json', species, spoil), error));
  }
});

describe('assets/fungi/species.json', () => {
  const spoilt = (spoil) => {
    const copies = structuredClone([species, genera]);
    spoil(...copies);
    return speciesFaultsOf(...copies);
  };
  it('agrees with the genera', () => assert.deepEqual(speciesFaultsOf(species, genera), []));

  const word = ['saf', 'e'].join('');
  const deathCap = 'Amanita phalloides';
  const faults = {
    'a species is worse than its genus': [(s, g) => { genusRow('Amanita', g).risk = 'poisonous'; }, /Amanita phalloides is deadly, its genus only poisonous/],
    'a species is of another family than its genus': [(s) => { speciesRow(deathCap, s).family = 'Agaricaceae'; }, /Amanita phalloides is of Agaricaceae, its genus of Amanitaceae/],
    'a deadly species is missing where it is mistaken': [(s, g) => { const agaricus = genusRow('Agaricus', g); agaricus.look_alikes = agaricus.look_alikes.filter((o) => o.name !== deathCap); }, /may be taken for Agaricus and is not among its look-alikes/],
    'a look-alike does not say so': [(s) => { const row = speciesRow(deathCap, s); row.mistaken_for = row.mistaken_for.filter((name) => name !== 'Agaricus'); }, /Agaricus lists Amanita phalloides, which does not say so/],
    'a look-alike has a milder risk there': [(s, g) => { genusRow('Agaricus', g).look_alikes.find((o) => o.name === deathCap).risk = 'poisonous'; }, /is deadly, as a look-alike of Agaricus poisonous/],
    'a deadly look-alike has no row': [(s) => { s.species = s.species.filter((row) => row.species !== 'Galerina marginata'); }, /Kuehneromyces lists Galerina marginata as deadly, which has no row/],
    'a look-alike goes by an outdated name': [(s, g) => { genusRow('Calocybe', g).look_alikes.find((o) => o.name === 'Inosperma erubescens').name = 'Inocybe patouillardii'; }, /Calocybe lists Inocybe patouillardii, an outdated name/],
    'it is mistaken for what is not in the table': [(s) => speciesRow(deathCap, s).mistaken_for.push('Nonesuch bonus'), /mistaken for Nonesuch bonus, which is not in genera.json/],
    'it is mistaken for nothing': [(s) => { speciesRow(deathCap, s).mistaken_for = []; }, /mistaken for nothing/],
    'a genus stands for a species': [(s) => { s.species[0].species = 'Amanita'; }, /Amanita is not the name of a species/],
    'a species is there twice': [(s) => s.species.push(s.species[0]), /is there twice/],
    'a synonym stands for two': [(s) => speciesRow(deathCap, s).synonyms.push('Boletus satanas'), /Boletus satanas is there twice/],
    'an outdated name is that of a poisonous species': [(s) => { s.accepted[deathCap] = 'Amanita vaginata'; }, /Amanita phalloides is there twice/],
    'an outdated name leads to another': [(s) => { s.accepted['Boletus erythropus'] = 'Neoboletus erythropus'; }, /which is outdated itself/],
    'an outdated name leads to a genus': [(s) => { s.accepted['Boletus erythropus'] = 'Neoboletus'; }, /is not a pair of species/],
    'a species outside the area is listed nowhere': [(s) => s.outside_area.push('Trogia venenata'), /outside the area and listed nowhere/],
    'a species outside the area has a row': [(s) => s.outside_area.push(deathCap), /has a row and is called outside/],
    'the risk is none': [(s) => { s.species[0].risk = 'unknown'; }, /not poisonous or deadly/],
    'it grows nowhere': [(s) => { s.species[0].regions = []; }, /grows nowhere/],
    'a source is not listed': [(s) => { s.species[0].sources = ['hearsay1999']; }, /hearsay1999/],
    'there is no date': [(s) => { delete s.species[0].checked; }, /no date checked/],
    'the syndrome is in one language only': [(s) => { delete s.species[0].syndrome.es; }, /what Agaricus moelleri does \(es\) is missing/],
    'a word reassures': [(s) => { s.species[0].feature.en = `A ${word} one`; }, /reassures/],
    'the schema is another': [(s) => { s.schema = 2; }, /schema of the species is not 1/],
  };
  for (const [what, [spoil, sentence]] of Object.entries(faults)) {
    it(`is refused when ${what}`, () => assert.match(spoilt(spoil).join('\n'), sentence));
  }

  it('goes to C++ with every name, sorted', () => {
    const names = [...speciesHeader(species).matchAll(/^ {4}\{"([^"]+)", "([^"]+)", Risk::(\w+)\}/gm)].map(([, name, accepted, risk]) => [name, accepted, risk]);
    assert.equal(names.length, species.species.reduce((sum, row) => sum + 1 + row.synonyms.length, Object.keys(species.accepted).length));
    assert.deepEqual(names.map(([name]) => name), names.map(([name]) => name).sort());
    assert.deepEqual(names.find(([name]) => name === 'Conocybe filaris'), ['Conocybe filaris', 'Pholiotina rugosa', 'deadly']);
    assert.deepEqual(names.find(([name]) => name === 'Neoboletus erythropus'), ['Neoboletus erythropus', 'Neoboletus luridiformis', 'unknown']);
  });
});

// Not asked of the tables but of what is known: a row that vanishes from both at once is missed here.
describe('a deadly look-alike is always listed', () => {
  const known = {
    'Amanita phalloides': ['Agaricus', 'Amanita', 'Pluteus', 'Russula', 'Tricholoma', 'Volvariella', 'Volvopluteus', 'Lycoperdon', 'Calvatia', 'Tuber', 'Phallus'],
    'Amanita virosa': ['Agaricus', 'Leucoagaricus', 'Lycoperdon', 'Volvariella'],
    'Amanita verna': ['Agaricus', 'Calocybe', 'Leucoagaricus'],
    'Amanita bisporigera': ['Agaricus', 'Leucoagaricus', 'Lycoperdon'],
    'Amanita ocreata': ['Agaricus', 'Leucoagaricus'],
    'Amanita smithiana': ['Amanita', 'Tricholoma'],
    'Amanita proxima': ['Amanita'],
    'Galerina marginata': ['Armillaria', 'Kuehneromyces', 'Flammulina', 'Hypholoma', 'Psilocybe', 'Pholiota', 'Cyclocybe', 'Gymnopilus', 'Galerina'],
    'Pholiotina rugosa': ['Agrocybe', 'Psilocybe', 'Panaeolina', 'Tubaria'],
    'Lepiota brunneoincarnata': ['Macrolepiota', 'Marasmius', 'Chlorophyllum', 'Lepiota'],
    'Lepiota subincarnata': ['Lepiota', 'Marasmius'],
    'Lepiota castanea': ['Lepiota'],
    'Cortinarius rubellus': ['Cantharellus', 'Craterellus', 'Cortinarius', 'Hygrophoropsis', 'Psilocybe'],
    'Cortinarius orellanus': ['Cantharellus', 'Cortinarius'],
    'Gyromitra esculenta': ['Morchella', 'Verpa', 'Helvella', 'Gyromitra'],
    'Paxillus involutus': ['Lactarius', 'Paxillus', 'Tapinella', 'Hygrophoropsis'],
    'Tricholoma equestre': ['Tricholoma'],
    'Pleurocybella porrigens': ['Pleurotus', 'Sarcomyxa'],
    'Clitocybe rivulosa': ['Marasmius', 'Clitopilus', 'Cuphophyllus', 'Leucocybe', 'Infundibulicybe', 'Calocybe', 'Clitocybe'],
    'Inosperma erubescens': ['Calocybe', 'Inocybe', 'Inosperma', 'Hebeloma'],
    'Rubroboletus pulcherrimus': ['Boletus', 'Rubroboletus'],
  };
  it('with a row, deadly, and before what is milder', () => {
    for (const [name, taken] of Object.entries(known)) {
      assert.equal(speciesRow(name)?.risk, 'deadly', name);
      for (const genus of taken) {
        const others = genusRow(genus)?.look_alikes ?? [];
        const at = others.findIndex((other) => other.name === name);
        assert.ok(at >= 0 && others.slice(0, at + 1).every((other) => other.risk === 'deadly'), `${name} in ${genus}`);
      }
    }
  });
  it('for every genus that the model may name', () => {
    const named = [...new Set(labels.map((label) => label.genus).filter(Boolean))];
    assert.ok(named.length >= 26);
    for (const genus of named) {
      const listed = genusRow(genus).look_alikes.map((other) => other.name);
      for (const row of species.species) {
        if (row.mistaken_for.some((taken) => genusOf(taken) === genus) || genusOf(row.species) === genus && row.risk === 'deadly') assert.ok(listed.includes(row.species), `${row.species} in ${genus}`);
      }
    }
  });
  it('within every genus that kills, the species of the table that do', () => {
    for (const { species: name, risk } of species.species) {
      const own = genusRow(genusOf(name));
      if (own && risk === 'deadly') assert.ok(own.look_alikes.some((other) => other.name === name), `${name} in its own genus`);
    }
  });
});
