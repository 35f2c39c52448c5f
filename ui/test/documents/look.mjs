// Looks at signing, verifying and the history in Chromium: axe-core must find nothing, no words are cut off,
// and the pictures in LOOK_DIR are there to be seen. node test/documents/look.mjs [part of a name …]
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { findings, hearErrors, settle } from '../checks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = process.env.LOOK_DIR;
const only = process.argv.slice(2);
const SIZES = { large: [1280, 800], small: [1024, 700] };
const HOME = '/home/aigul/Құжаттар';

const press = (name) => (page) => page.locator(`[data-test="${name}"]`).first().click();
const choose = press('choose-files');
const bring = (intent, ...names) => (page) =>
  page.evaluate(([files, intent]) => globalThis.fake.notice({ notice: 'opened', files, intent }), [names.map((name) => (name.startsWith('/') ? name : `${HOME}/${name}`)), intent]);
const row = (text) => (page) => page.locator('main .row', { hasText: text }).locator('.press').click();
const all = (...acts) => async (page) => {
  for (const act of acts) await act(page);
};
const open = (name) => (page) => page.locator(`[data-test="${name}"] summary`).first().click();
const placed = all(choose, (page) => page.locator('[role=switch]').click(), (page) => page.locator('[data-test="place-box"]').focus());

/** Name of the screen, scene, view, what is done before it is looked at. */
const SCREENS = [
  ['sign-empty', 'usual', 'sign'],
  ['sign-list', 'usual', 'sign', choose],
  ['sign-visible', 'usual', 'sign', placed],
  ['sign-wishes', 'usual', 'sign', all(choose, open('sign-wishes'))],
  ['sign-text', 'usual', 'sign', all(choose, row('Түсіндірме'))],
  ['sign-nothing', 'usual', 'sign', all(choose, row('Сметалық'))],
  ['sign-no-key', 'no-key', 'sign', choose],
  ['sign-expired', 'expired', 'sign', choose],
  ['sign-loading', 'loading', 'sign', choose],
  ['sign-busy', 'busy', 'sign', all(choose, press('sign'))],
  ['sign-done', 'usual', 'sign', all(choose, press('sign'))],
  ['sign-partial', 'partial', 'sign', all(choose, press('sign'))],
  ['sign-refused', 'refused', 'sign', all(choose, press('sign'))],
  ['sign-many', 'usual', 'sign', bring('sign', '/many')],
  ['sign-many-done', 'partial', 'sign', all(bring('sign', '/many'), press('sign'))],
  ['verify-empty', 'usual', 'verify'],
  ['verify-valid', 'usual', 'verify', bring('verify', 'Анықтама.pdf')],
  ['verify-failed', 'usual', 'verify', bring('verify', 'өзгертілген.pdf')],
  ['verify-unsure', 'usual', 'verify', bring('verify', 'желісіз.pdf')],
  ['verify-practice', 'usual', 'verify', all(bring('verify', 'жаттығу.pdf'), open('signature-details'))],
  ['verify-missing', 'usual', 'verify', bring('verify', 'бөлек.cms')],
  ['verify-unsigned', 'usual', 'verify', bring('verify', 'қолтаңбасыз.pdf')],
  ['verify-several', 'usual', 'verify', bring('verify', 'Анықтама.pdf', 'өзгертілген.pdf', 'Келісімшарт № 214 «Алатау Құрылыс».p7s', 'бөлек.cms', 'қолтаңбасыз.pdf')],
  ['verify-loading', 'loading', 'verify', bring('verify', 'Анықтама.pdf')],
  ['history-empty', 'empty', 'history'],
  ['history-list', 'usual', 'history'],
  ['history-details', 'usual', 'history', (page) => page.locator('main .press').first().click()],
  ['history-none', 'usual', 'history', all((page) => page.locator('input[type=search]').fill('жоқ сөз'), (page) => page.locator('.empty').waitFor())],
  ['history-whole', 'usual', 'history', press('check-history')],
  ['history-altered', 'altered', 'history', press('check-history')],
  ['history-loading', 'loading', 'history'],
];

const server = await createServer({ root, logLevel: 'error', server: { port: 0, host: '127.0.0.1', watch: null } });
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
if (out) await mkdir(out, { recursive: true });
let found = 0;

async function look(name, { scene, view, act, language, theme, size }) {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme === 'dark' || theme === 'forced' ? 'dark' : 'light', forcedColors: theme === 'forced' ? 'active' : 'none', reducedMotion: 'reduce', timezoneId: 'Asia/Almaty' });
  // The first page is made while it is asked for, which takes its time on a busy machine.
  context.setDefaultNavigationTimeout(180_000);
  const page = await context.newPage();
  const say = (what) => (found++, console.log(`${name}: ${what}`));
  hearErrors(page, say);
  await page.clock.setFixedTime(new Date('2026-11-20T10:05:00+05:00'));
  await page.goto(`${base}test/documents/look.html?${new URLSearchParams({ scene, language, theme })}#/${view}`);
  await page.locator('main h1').first().waitFor();
  page.setDefaultTimeout(15_000);
  await act?.(page)?.catch?.((error) => say(error));
  await settle(page);
  if (out) await writeFile(`${out}/${name}.png`, await page.screenshot());
  (await findings(page)).forEach(say);
  await context.close();
}

for (const [name, scene, view, act] of SCREENS) {
  for (const language of ['kk', 'ru', 'en']) {
    for (const theme of language === 'kk' ? ['light', 'dark', 'contrast', 'forced'] : ['light', 'dark', 'contrast']) {
      const size = theme === 'light' ? 'large' : 'small';
      const full = `${name}-${language}-${theme}`;
      if (only.length > 0 && !only.some((part) => full.includes(part))) continue;
      await look(full, { scene, view, act, language, theme, size });
    }
  }
}
await browser.close();
await server.close();
console.log(found === 0 ? 'nothing found' : `${found} findings`);
process.exitCode = found === 0 ? 0 : 1;
