// Fills an emergency page: the country picker, the call buttons and the table of poison lines, from
// assets/emergency/poison_centres.json, and the style rules that show one country's buttons. No script is involved on
// the page: the picker is a set of radio buttons and sibling selectors. Numbers are typed once, for both languages.
const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const phoneIcon = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.6 2.8 9.3 2l2.4 5.6-2.5 2a12 12 0 0 0 5.2 5.2l2-2.5 5.6 2.4-.8 2.7c-.4 1.5-1.7 2.5-3.2 2.4C10 19.2 4.8 14 4.2 6c-.1-1.5.9-2.8 2.4-3.2Z" fill="currentColor"/></svg>';
const chevron = '<svg class="chevron" viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>';

function checkTable({ countries, checked }) {
  const problems = [];
  if (!/^\d{4}-\d\d-\d\d$/.test(checked)) problems.push('checked is not a date');
  const codes = countries.map(({ code }) => code);
  if (new Set(codes).size !== codes.length) problems.push('a country is listed twice');
  for (const { code, en, es, emergency, lines, source } of countries) {
    if (!en || !es) problems.push(`${code} lacks a name`);
    if (!emergency?.length) problems.push(`${code} lacks an emergency number`);
    if (lines.length > 0 && !source) problems.push(`${code} lacks a source`);
    for (const line of [...emergency, ...lines]) {
      if (!/^\+?\d{2,15}$/.test(line.tel)) problems.push(`${code}: ${line.tel} cannot be dialled`);
      if (!line.shown || !line.en || !line.es) problems.push(`${code}: ${line.tel} lacks words`);
      if (line.tel.startsWith('+') && !line.tel.endsWith(line.shown.replace(/^0|\D/g, '').slice(-6))) problems.push(`${code}: ${line.tel} is not ${line.shown}`);
    }
  }
  if (problems.length > 0) throw new Error(`poison_centres.json: ${problems.join('; ')}`);
}

const callButton = ({ tel, shown, ...words }, language, isFirst) =>
  `<a class="call${isFirst ? ' first' : ''}" href="tel:${tel}">${phoneIcon}<span><strong>${isFirst ? (language === 'es' ? 'Llama al ' : 'Call ') : ''}${escape(shown)}</strong><small>${escape(words[language])}</small></span>${chevron}</a>`;

// Answers the page with its markers replaced: {{pick}}, {{place}}, {{choices}}, {{calls}}, {{lines}}, {{checked}}.
export function fillEmergencyPage(page, table, language, chosen) {
  checkTable(table);
  const { countries } = table;
  const others = countries.filter(({ code }) => code !== 'any');
  const date = new Intl.DateTimeFormat(language === 'es' ? 'es' : 'en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const word = language === 'es' ? { emergency: 'Emergencias', line: 'Toxicología', source: 'Fuente', none: 'sin línea propia comprobada' } : { emergency: 'Emergency', line: 'Poison line', source: 'Source', none: 'no line checked by us' };
  const dial = ({ tel, shown }) => `<a href="tel:${tel}">${escape(shown)}</a>`;
  const parts = {
    pick: countries.map((country) => `<input class="pick" type="radio" name="country" id="in_${country.code}" aria-label="${escape(country[language])}"${country.code === chosen ? ' checked' : ''}>`).join(''),
    place: countries.map((country) => `<span class="for for_${country.code}">${escape(country[language])}</span>`).join(''),
    choices: countries.map((country) => `<label for="in_${country.code}">${escape(country[language])}</label>`).join(''),
    calls: countries.map((country) => `<div class="for for_${country.code} calls">${country.emergency.map((line, i) => callButton(line, language, i === 0)).join('')}${country.lines.map((line) => callButton(line, language, false)).join('')}</div>`).join(''),
    lines: others.map((country) => `<li><h3>${escape(country[language])}</h3><p>${word.emergency}: ${country.emergency.map(dial).join(', ')}</p>${country.lines.map((line) => `<p>${word.line}: ${dial(line)} <span>${escape(line[language])}</span></p>`).join('') || `<p>${word.line}: ${word.none}</p>`}${country.source ? `<p class="source">${word.source}: ${escape(country.source)}</p>` : ''}</li>`).join(''),
    checked: date.format(new Date(`${table.checked}T00:00:00Z`)),
  };
  return page.replace(/\{\{(\w+)\}\}/g, (marker, name) => {
    if (!(name in parts)) throw new Error(`the emergency page has an unknown marker ${marker}`);
    return parts[name];
  });
}

// One rule a country: its radio button shows what is marked for it.
export const emergencyPickerStyle = ({ countries }) =>
  countries.map(({ code }) => `#in_${code}:checked~* .for_${code}`).join(',') + '{display:revert}' +
  countries.map(({ code }) => `#in_${code}:checked~.calls.for_${code}`).join(',') + '{display:grid}' +
  countries.map(({ code }) => `#in_${code}:checked~* label[for=in_${code}]`).join(',') + '{font-weight:600;text-decoration:underline}';
