// Draws assets/icons/*.png from the SVG sources beside them with Debian's chromium. Run by hand when a source changes;
// the pictures are committed. Usage: node assets/build/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../icons');
const wanted = [
  ['icon', 'icon_192.png', 192], ['icon', 'icon_512.png', 512],
  ['icon_maskable', 'icon_maskable_192.png', 192], ['icon_maskable', 'icon_maskable_512.png', 512], ['icon_maskable', 'icon_180.png', 180],
  ['icon_monochrome', 'icon_monochrome_192.png', 192], ['icon_emergency', 'icon_emergency_192.png', 192],
];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [source, name, size] of wanted) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = readFileSync(join(folder, `${source}.svg`), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  writeFileSync(join(folder, name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
