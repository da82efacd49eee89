// Takes the pictures that the manifest and the README show, from the real app in the state a person would have: one find
// saved, one answer open. Run by hand after the look changed: node tests/browser/screenshots.mjs
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktop, newPage, openApp, openBrowser, phone, repository, screenshot, startEdge, waitIdle } from './harness.mjs';
import { choosePhotos, fixture } from './road.mjs';

const jpeg = { type: 'jpeg', quality: 82 };
const edge = await startEdge();
for (const [form, device] of [['narrow', phone], ['wide', desktop]]) {
  const browser = await openBrowser({ device });
  const page = await newPage(browser.context);
  await openApp(page, edge);
  await choosePhotos(page, [fixture('ganoderma_applanatum.jpg')]);
  await page.getByRole('heading', { name: /%|I don’t know/ }).waitFor({ timeout: 120_000 });
  await waitIdle(page);
  await screenshot(page, `${form}_result`, jpeg);
  await page.getByRole('button', { name: /^Save (to journal|as unknown)$/ }).click();
  await page.getByRole('status').filter({ hasText: 'Saved to journal' }).waitFor();
  await openApp(page, edge, '/#/identify');
  await page.reload();
  await openApp(page, edge, '/#/identify');
  await screenshot(page, `${form}_home`, jpeg);
  await browser.close();
}
await edge.stop();
for (const name of ['narrow_home', 'narrow_result', 'wide_result']) {
  copyFileSync(join(repository, 'build/screens', `${name}.jpeg`), join(repository, 'assets/icons', `screenshot_${name}.jpeg`));
}
