// Chromium as an operator has it: the certificate is in its own store, and a policy has it shown to the console without
// a question. What the machine itself is told stays as it is: the policy is put over it for this process alone. Where the
// system forbids that, playwright's proxy presents the certificate.
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findings, hearErrors, settle } from '../checks.mjs';
import { readOrder } from '../order.mjs';

export const order = await readOrder();
export const found = [];
const ARGUMENTS = ['--no-sandbox', '--font-render-hinting=none', '--force-color-profile=srgb'];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const out = process.env.BROWSE_DIR;
const all = [];

/** A browser of its own. `store` is what the test made: a home, a policy, and the program that puts it over. */
export async function open({ store, certificate, password, width = 1280, ignore }) {
  const { console: origin, language, theme } = order;
  const looks = { viewport: { width, height: 900 }, colorScheme: theme };
  let context;
  if (store) {
    const env = { ...process.env, HOME: store.home, POLICIES: store.policies, PROGRAM: executablePath };
    context = await chromium.launchPersistentContext(`${store.home}/profile`, { executablePath: store.program, args: ARGUMENTS, env, ...looks });
  } else {
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    context = await browser.newContext({ ...looks, ignoreHTTPSErrors: true, clientCertificates: [{ origin, pfxPath: certificate, passphrase: password }] });
  }
  all.push(context);
  await context.addInitScript((language) => {
    // The browser's own pages, of what it refused, keep nothing.
    if (location.protocol === 'https:') localStorage.setItem('language', localStorage.getItem('language') ?? language);
  }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  // Problems that the walk asks for are said by the browser, too.
  hearErrors(page, (error) => ignore?.test(error) || found.push(error));
  const press = (test) => page.locator(`[data-test="${test}"]`).first().click();
  const row = (text) => page.locator('main li').filter({ hasText: text }).first();
  const go = (place) => page.goto(`${origin}/#/${place}`);
  return { page, context, press, row, go, see: (test) => page.locator(`[data-test="${test}"]`).first().waitFor(), look: (name) => look(page, name) };
}

async function look(page, name) {
  await settle(page);
  found.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
  if (!out) return;
  await mkdir(out, { recursive: true });
  const { width } = page.viewportSize();
  await page.screenshot({ path: `${out}/${name}-${order.language}-${order.theme}-${width}.png`, fullPage: true });
}

/** Ends everything, and says what was found. */
export async function done(more = {}) {
  for (const context of all) await context.close();
  console.log(JSON.stringify({ found, ...more }));
  process.exit(0);
}
