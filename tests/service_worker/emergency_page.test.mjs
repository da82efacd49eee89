// The table of poison lines and the pages made from it: no number without its source, no number that cannot be dialled,
// and no word that reassures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { emergencyPickerStyle, fillEmergencyPage } from '../../web/build/emergency_page.mjs';
import { repository } from './load.mjs';

const table = JSON.parse(readFileSync(join(repository, 'assets/emergency/poison_centres.json'), 'utf8'));
const template = (name) => readFileSync(join(repository, 'web', name), 'utf8');
const pages = { en: fillEmergencyPage(template('emergency.html'), table, 'en', 'any'), es: fillEmergencyPage(template('emergency_es.html'), table, 'es', 'es') };

test('each country has its buttons, its rule and its row, in both languages', () => {
  for (const [language, page] of Object.entries(pages)) {
    for (const { code, emergency, lines } of table.countries) {
      assert.ok(page.includes(`id="in_${code}"`), `${language} ${code}`);
      assert.ok(page.includes(`<div class="for for_${code} calls">`), `${language} ${code} has no call buttons`);
      for (const { tel, shown } of [...emergency, ...lines]) {
        assert.ok(page.includes(`href="tel:${tel}"`) && page.includes(shown), `${language} ${code} ${tel}`);
      }
      assert.ok(emergencyPickerStyle(table).includes(`#in_${code}:checked`));
    }
    assert.equal(page.match(/ checked>/g).length, 1);
    assert.doesNotMatch(page, /\{\{|<script|style=|\son\w+=/, `${language}: markers, scripts and inline styles have no place here`);
  }
});

test('the numbers that SAFETY names are there', () => {
  const lineOf = (code) => table.countries.find((country) => country.code === code).lines[0].tel;
  assert.deepEqual(['us', 'ch', 'es'].map(lineOf), ['+18002221222', '145', '+34915620420']);
});

test('no page reassures', () => {
  const banned = ['ed[i]ble', 's[a]fe to e[a]t', 'comest[i]ble', 'apt[oa] para', 'harml[e]ss', 'inofens[i]v'].map((each) => new RegExp(each, 'i'));
  for (const page of Object.values(pages)) for (const word of banned) assert.doesNotMatch(page, word);
});

test('a wrong table stops the build with the reason', () => {
  const spoiled = (change) => {
    const copy = structuredClone(table);
    change(copy);
    return () => fillEmergencyPage(template('emergency.html'), copy, 'en', 'any');
  };
  const spain = (copy) => copy.countries.find(({ code }) => code === 'es');
  assert.throws(spoiled((copy) => { delete spain(copy).source; }), /es lacks a source/);
  assert.throws(spoiled((copy) => { spain(copy).lines[0].tel = '+34 915'; }), /cannot be dialled/);
  assert.throws(spoiled((copy) => { spain(copy).lines[0].tel = '+34915620421'; }), /is not 91 562 04 20/);
  assert.throws(spoiled((copy) => { spain(copy).emergency = []; }), /lacks an emergency number/);
  assert.throws(spoiled((copy) => { copy.countries.push(spain(copy)); }), /listed twice/);
  assert.throws(spoiled((copy) => { copy.checked = 'soon'; }), /not a date/);
  assert.throws(() => fillEmergencyPage('{{nothing}}', table, 'en', 'any'), /unknown marker/);
});
