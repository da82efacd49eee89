// The emergency card where everything else has failed: scripts off, offline, printed, in both languages and both themes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, phone, repository, screenshot, startEdge, waitControlled } from './harness.mjs';

const table = JSON.parse(readFileSync(join(repository, 'assets/emergency/poison_centres.json'), 'utf8'));
let edge;
before(async () => { edge = await startEdge(); });
after(async () => { await edge?.stop(); });

test('with scripts off the picker shows one country and its numbers can be called', async () => {
  const browser = await openBrowser({ javaScriptEnabled: false });
  try {
    const page = await newPage(browser.context);
    await page.goto(`${edge.url}/emergency.html`);
    await page.locator('details.country summary').click();
    for (const { code, en, emergency, lines } of table.countries) {
      await page.locator(`label[for=in_${code}]`).click();
      const numbers = await Promise.all((await page.locator('.call:visible').all()).map((call) => call.getAttribute('href')));
      assert.deepEqual(numbers, [...emergency, ...lines].map(({ tel }) => `tel:${tel}`), en);
    }
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
  }
});

test('what a person must read is there in both languages', async () => {
  const wanted = {
    'emergency.html': [/Do not wait for symptoms/, /Paper bag, not plastic/, /feeling better is not recovery/, /Note the time/, /Children and pets/, /1-800-222-1222/, /91 562 04 20/, /\b145\b/, /Checked 20 Nov 2026/, /Never eat a mushroom because of an app/],
    'emergency_es.html': [/No esperes a los síntomas/, /bolsa de papel/, /mejorar no es estar curado/, /Apunta la hora/, /Niños y animales/, /1-800-222-1222/, /91 562 04 20/, /\b145\b/, /Comprobado el 20 nov 2026/, /Nunca comas una seta/],
  };
  const browser = await openBrowser({ javaScriptEnabled: false });
  try {
    const page = await newPage(browser.context);
    for (const [name, patterns] of Object.entries(wanted)) {
      await page.goto(`${edge.url}/${name}`);
      const text = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
      for (const pattern of patterns) assert.match(text, pattern, name);
    }
  } finally {
    await browser.close();
  }
});

test('offline, with the server gone too, the card opens and the doctor card fills the screen', async () => {
  const browser = await openBrowser();
  const own = await startEdge();
  try {
    const page = await newPage(browser.context);
    await openApp(page, own);
    await waitControlled(page);
    await browser.context.setOffline(true);
    await own.stop();
    await page.goto(`${own.url}/emergency.html`);
    await page.getByRole('link', { name: /Show to a doctor/ }).click();
    const card = await page.locator('#doctor').boundingBox();
    assert.deepEqual([card.x, card.y, card.width], [0, 0, phone.viewport.width]);
    await page.getByLabel('Eaten at').fill('Today 13:20');
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    assert.equal(await page.getByLabel('Eaten at').inputValue(), 'Today 13:20');
    await page.goto(`${own.url}/emergency_es.html`);
    assert.equal(await page.locator('.call:visible').first().getAttribute('href'), 'tel:112');
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
  }
});

test('the card, light and dark: no barrier that axe finds, nothing wider than the screen', async () => {
  const axe = readFileSync(join(repository, 'node_modules/axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark']) {
    const browser = await openBrowser({ colorScheme });
    try {
      const page = await newPage(browser.context);
      await page.goto(`${edge.url}/emergency_es.html`);
      await page.evaluate(() => document.fonts.ready);
      await screenshot(page, `emergency_${colorScheme}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], colorScheme);
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(widths[0] <= widths[1], `wider than the screen: ${widths}`);
    } finally {
      await browser.close();
    }
  }
});
