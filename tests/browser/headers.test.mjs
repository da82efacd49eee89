// The page as a browser receives it: isolated, under a policy that nothing breaks, every part immutable or revalidated.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openApp, openBrowser, startEdge, waitControlled } from './harness.mjs';

let edge, browser;
before(async () => { edge = await startEdge(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await edge?.stop(); });

test('the app starts isolated, without a policy violation or a console error', async () => {
  const page = await newPage(browser.context);
  const answers = new Map();
  page.on('response', (response) => answers.set(new URL(response.url()).pathname, response));
  await openApp(page, edge);
  await waitControlled(page);
  assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), true);
  assert.deepEqual(await page.evaluate(() => globalThis.policyViolations), []);
  assert.deepEqual(page.problems, []);
  for (const [path, response] of answers) {
    const headers = response.headers();
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.match(headers['permissions-policy'], /\bcamera=\(self\)/, path);
    assert.match(headers['cache-control'], path.startsWith('/app/') ? /immutable/ : /no-cache/, path);
  }
  assert.ok([...answers.keys()].some((path) => path.endsWith('.wasm')), `no WebAssembly among ${[...answers.keys()].join(' ')}`);
});

test('inline script is refused by the policy', async () => {
  const page = await newPage(browser.context);
  await openApp(page, edge);
  const ran = await page.evaluate(async () => {
    const reported = new Promise((done) => addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true }));
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.body.append(script);
    return { directive: await reported, ran: globalThis.inlineRan === true };
  });
  assert.deepEqual(ran, { directive: 'script-src-elem', ran: false });
});
