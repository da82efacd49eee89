// A story with a photo that a villager writes without a connection, from the first letter to another person's phone: written and kept offline,
// signed and sent when the network is there, read by a moderator on a second profile, published in the region's signed list, read on that
// phone, where its picture comes with a tap; a topic that is suggested offline and left for another; and a rejection whose reason reaches its author, who mends the story and sends it again.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, repository, screenshot, waitControlled, waitIdle } from './harness.mjs';
import { startNewsEdge, until } from './news_edge.mjs';
import { reveal } from './road.mjs';

let news, edge, author, moderator;

before(async () => {
  news = await startNewsEdge();
  ({ edge } = news);
});
after(async () => {
  await author?.browser.close();
  await moderator?.browser.close();
  await news?.stop();
});

const press = async (page, name) => (await reveal(page, page.getByRole('button', { name, exact: true }))).click();

async function withAccount() {
  const browser = await openBrowser();
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await waitControlled(page);
  await openApp(page, edge, '/#/me/sync');
  await press(page, 'Begin on this device');
  await page.getByText(/^All safe: 1 device/).first().waitFor({ timeout: 60_000 });
  await openApp(page, edge, '/#/read');
  await page.getByRole('link', { name: /La lluvia vuelve/ }).first().waitFor({ timeout: 60_000 });
  await waitIdle(page);
  return { browser, page };
}

async function write(page, title, words) {
  await openApp(page, edge, '/#/read/own');
  await press(page, 'Write a story');
  for (const [name, value] of [['Title', title], ['Story', words], ['Your name, if it may stand there', 'Ana Quispe']]) {
    const field = await reveal(page, page.getByRole('textbox', { name, exact: true }));
    await field.click();
    await field.fill(value);
    await field.blur();
    await waitIdle(page);
  }
}

async function addPhoto(page, file) {
  const choosing = page.waitForEvent('filechooser');
  await press(page, 'Choose photos');
  await (await choosing).setFiles(join(repository, 'tests/fixtures/photos', file));
  await page.getByRole('img', { name: 'Photo 1', exact: true }).waitFor({ state: 'attached', timeout: 60_000 });
  await page.getByText(/^\d+ × \d+ pixels, \d+.KB$/).first().waitFor({ state: 'attached' });
  await waitIdle(page);
}

const own = (page, words) => page.getByRole('link', { name: words }).first();

test('written without a connection, it waits; with one it is with a moderator', { timeout: 300_000 }, async () => {
  moderator = await withAccount();
  const accounts = news.admin('list').match(/\b[0-9a-f]{32}\b/g);
  assert.equal(accounts?.length, 1, 'one account so far');
  news.admin('moderator', 'add', accounts[0]);
  author = await withAccount();
  const { page } = author;
  await author.browser.context.setOffline(true);
  await write(page, 'The school has a roof again', 'Forty families carried the reeds up in two days.\n\nThe first lesson is on Monday.');
  await addPhoto(page, 'armillaria_mellea.jpg');
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'write_story_light');
  await press(page, 'Send');
  await page.getByText('Waits to be sent').first().waitFor();
  await page.reload();
  await openApp(page, edge, '/#/read/own');
  await own(page, /The school has a roof again\. Waits to be sent/).waitFor();
  await author.browser.context.setOffline(false);
  await own(page, /The school has a roof again\. With a moderator/).waitFor({ timeout: 60_000 });
  await own(page, /The school has a roof again\. With a moderator(?!.*still on their way)/s).waitFor({ timeout: 60_000 }); // the photo too
  await waitIdle(page);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'own_stories_light');
});

test('the moderator reads it on a second profile and accepts; it is in the list there, and its author sees it', { timeout: 300_000 }, async () => {
  const { page } = moderator;
  await openApp(page, edge, '/#/me/moderation');
  await page.getByRole('heading', { level: 2, name: 'The school has a roof again' }).waitFor({ timeout: 60_000 });
  await page.getByText('Forty families carried the reeds up in two days.').first().waitFor({ state: 'attached' });
  await (await reveal(page, page.getByRole('button', { name: /^Show photo 1/ }))).click();
  await page.getByRole('img', { name: 'Photo 1', exact: true }).waitFor({ state: 'attached', timeout: 60_000 });
  await waitIdle(page);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'moderation_light');
  await press(page, 'Accept');
  await page.getByText('Nothing waits').first().waitFor({ timeout: 60_000 });
  await openApp(page, edge, '/#/read');
  await press(page, 'Check for news');
  await page.getByRole('link', { name: /The school has a roof again/ }).first().click({ timeout: 60_000 });
  await page.getByRole('heading', { level: 1, name: 'The school has a roof again' }).waitFor();
  await page.getByText(/Ana Quispe, Contributed by people/).first().waitFor();
  await (await reveal(page, page.getByRole('button', { name: /^Show picture, \d+.KB/ }))).click();
  await page.getByRole('img', { name: 'Picture without a description' }).waitFor({ state: 'attached', timeout: 60_000 });
  await waitIdle(page);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'contributed_picture_light');
  await openApp(author.page, edge, '/#/read'); // how it stands is asked when the screen is opened
  await openApp(author.page, edge, '/#/read/own');
  await own(author.page, /The school has a roof again\. Published/).waitFor({ timeout: 60_000 });
});

test('offline a topic is suggested by models that came with the field kit, and the one that its author takes is in the list', { timeout: 300_000 }, async () => {
  const { page } = author;
  await openApp(page, edge, '/#/me/ready');
  await (await reveal(page, page.getByRole('button', { name: /^Make ready/ }).first())).click();
  await page.getByText('On this device. Identify works without a connection.').first().waitFor({ timeout: 120_000 });
  await author.browser.context.setOffline(true);
  const words = 'El equipo de la provincia venció 2 a 0 en el estadio. El delantero marcó los dos goles del partido y el arquero atajó un penal. El entrenador dijo que los jugadores están listos para el campeonato.';
  await write(page, 'Alianza ganó el clásico', words);
  await page.getByText('Suggested: Sports').first().waitFor({ timeout: 60_000 });
  await page.getByRole('radio', { name: 'Sports · suggested', checked: false }).waitFor({ state: 'attached' }); // marked, not taken
  await page.getByRole('radio', { name: 'Found by Hypha', checked: true }).waitFor({ state: 'attached' });
  await waitIdle(page);
  if (process.env.HYPHA_SCREENS) await screenshot(page, 'write_story_suggested_light');
  await (await reveal(page, page.getByRole('radio', { name: 'Society', exact: true }))).click();
  await page.getByRole('radio', { name: 'Society', checked: true }).waitFor({ state: 'attached' });
  const field = await reveal(page, page.getByRole('textbox', { name: 'Story', exact: true }));
  await field.click();
  await field.fill('El banco central bajó la tasa de interés y el dólar retrocedió. La inflación cerró el mes en 2,1 por ciento y los bancos esperan más crédito para las empresas y menos deuda.');
  await field.blur();
  await page.getByText('Suggested: Economy').first().waitFor({ timeout: 60_000 });
  await page.getByRole('radio', { name: 'Society', checked: true }).waitFor({ state: 'attached' }); // the author's stays
  await author.browser.context.setOffline(false);
  await press(page, 'Send');
  await page.getByText('With a moderator').first().waitFor({ timeout: 60_000 });
  await openApp(moderator.page, edge, '/#/me/moderation');
  await moderator.page.getByRole('heading', { level: 2, name: 'Alianza ganó el clásico' }).waitFor({ timeout: 60_000 });
  await moderator.page.getByText('Topic: Society').first().waitFor({ state: 'attached' });
  await press(moderator.page, 'Accept');
  await moderator.page.getByText('Nothing waits').first().waitFor({ timeout: 60_000 });
  const row = await until('the story is listed', async () => (await news.rows()).find((line) => line.endsWith('\tAlianza ganó el clásico')));
  assert.equal(row.split('\t')[4], 'society');
  await openApp(page, edge, '/#/read'); // how it stands is asked when the screen is opened
  await openApp(page, edge, '/#/read/own');
  await own(page, /Alianza ganó el clásico\. Published/).waitFor({ timeout: 60_000 });
});

test('a rejection says why, and the mended story goes out again', { timeout: 300_000 }, async () => {
  await write(author.page, 'Who took the hens', 'It was the neighbour with the red door.');
  await press(author.page, 'Send');
  await author.page.getByText('With a moderator').first().waitFor({ timeout: 60_000 });
  const { page } = moderator;
  await openApp(page, edge, '/#/read'); // the queue is asked for when its screen is opened
  await openApp(page, edge, '/#/me/moderation');
  await page.getByRole('heading', { level: 2, name: 'Who took the hens' }).waitFor({ timeout: 60_000 });
  const answer = await reveal(page, page.getByRole('textbox', { name: 'What the author is told' }));
  await answer.click();
  await answer.fill('Tell what happened without pointing at a neighbour.');
  await answer.blur();
  await waitIdle(page);
  await press(page, 'Reject');
  await page.getByText('Nothing waits').first().waitFor({ timeout: 60_000 });
  await openApp(author.page, edge, '/#/read');
  await openApp(author.page, edge, '/#/read/own');
  await own(author.page, /Who took the hens\. Not published.*Tell what happened without pointing at a neighbour\./s).click({ timeout: 60_000 });
  await author.page.getByText(/The moderator says: Tell what happened/).first().waitFor();
  const words = await reveal(author.page, author.page.getByRole('textbox', { name: 'Story', exact: true }));
  await words.click();
  await words.fill('Six hens are gone since Tuesday.');
  await words.blur();
  await waitIdle(author.page);
  await press(author.page, 'Send the change');
  await author.page.getByText('With a moderator').first().waitFor({ timeout: 60_000 });
});
