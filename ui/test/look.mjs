// Looks at every screen in Chromium: axe-core must find nothing, and the pictures in LOOK_DIR are there to be seen.
// node test/look.mjs [part of a name …]
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { findings, hearErrors, settle } from './checks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.env.LOOK_DIR;
const only = process.argv.slice(2);

const VIEWS = ['home', 'keys', 'sign', 'verify', 'history', 'settings', 'about'];
const SIZES = { large: [1280, 800], small: [1024, 700] };

/** One screen: its name, its page, what is done before it is looked at. */
const screens = [];
const add = (name, page, query, size = 'large', act) => screens.push({ name, page, query, size, act });

/** Dialogs of a token and what comes after them. */
const inMenu = (place) => async (page) => {
  await page.locator('main header .kit-menu').click();
  await page.getByRole('menuitem').nth(place).click();
  await page.getByRole('dialog').waitFor();
};
const TOKEN_STEPS = {
  rename: inMenu(0),
  format: inMenu(1),
  'new-key': (page) => page.locator('[data-test="new-key"]').click(),
  delete: async (page) => {
    await page.locator('[data-test="token-keys"] .kit-menu').first().click();
    await page.getByRole('menuitem').last().click();
    await page.getByRole('dialog').waitFor();
  },
  removed: async (page) => {
    await page.locator('[data-test="new-key"]').click();
    await page.locator('[data-test="make-key"]').click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('alert').scrollIntoViewIfNeeded();
  },
};

/** What a person presses among the ends of keys and in the account. */
const inDialog = (press) => async (page) => {
  await page.locator(press).first().click();
  await page.getByRole('dialog').waitFor();
};
const RENEWAL_STEPS = {
  confirm: inDialog('[data-test="renew"]'),
  renewing: async (page) => {
    await page.locator('[data-test="renew"]').first().click();
    await page.locator('[data-test="confirm-renew"]').click();
    await page.locator('[data-test="renewing"], [role="alert"]').first().waitFor();
  },
  revoke: inDialog('[data-test="issued"] button'),
  refuse: inDialog('[data-test="application"] button'),
};

for (const language of ['kk', 'ru', 'en']) {
  for (const theme of ['light', 'dark', 'contrast']) {
    const size = theme === 'light' ? 'large' : 'small';
    for (const view of VIEWS) add(`${view}-${language}-${theme}`, 'test/look/app.html', { language, theme, hash: view }, size);
    add(`key-${language}-${theme}`, 'test/look/app.html', { language, theme, hash: 'keys' }, size, (page) => page.locator('main button.press').first().click());
    const token = (scene, hash, act) => add(`token-${scene}-${language}-${theme}`, 'test/look/app.html', { language, theme, scene, hash }, size, act);
    token('tokens', 'keys');
    token('troubled', 'token');
    for (const scene of ['low', 'last', 'locked', 'dead', 'factory', 'unprepared', 'unfinished']) token(scene, 'token/0A1B2C3D');
    add(`token-panel-${language}-${theme}`, 'test/look/app.html', { language, theme, scene: 'tokens', hash: 'token/0A1B2C3D' }, 'tall');
    for (const [name, press] of Object.entries(TOKEN_STEPS)) {
      add(`token-${name}-${language}-${theme}`, 'test/look/app.html', { language, theme, scene: 'pulled', hash: 'token/0A1B2C3D' }, size, press);
    }
    const ends = (scene, hash, act) => add(`${scene}-${hash}-${language}-${theme}`, 'test/look/app.html', { language, theme, scene, hash }, 'tall', act);
    for (const scene of ['ends', 'ends-standing', 'ends-none']) ends(scene, 'renewals');
    ends('ends-renewing', 'renewals', RENEWAL_STEPS.renewing);
    ends('ends-refused', 'renewals', RENEWAL_STEPS.renewing);
    ends('ends', 'account');
    ends('enter', 'account');
    ends('ends-none', 'account');
    for (const [name, press] of Object.entries(RENEWAL_STEPS)) if (name !== 'renewing') add(`ends-${name}-${language}-${theme}`, 'test/look/app.html', { language, theme, scene: 'ends', hash: name === 'confirm' ? 'renewals' : 'account' }, size, press);
    add(`first-${language}-${theme}`, 'test/look/app.html', { language, theme, scene: 'first' }, size);
    for (const prompt of ['site', 'wrong', 'new', 'token', 'token-last', 'token-locked', 'pin', 'pin-low', 'pin-last', 'pin-locked', 'pin-new', 'pin-refused', 'pin-factory', 'code', 'code-wrong']) add(`prompt-${prompt}-${language}-${theme}`, 'test/look/prompt.html', { language, theme, prompt }, 'prompt');
  }
}
for (const view of VIEWS) add(`${view}-forced`, 'test/look/app.html', { theme: 'forced', hash: view }, 'small');
add('first-forced', 'test/look/app.html', { theme: 'forced', scene: 'first' }, 'small');
for (const scene of ['empty', 'waiting', 'failing', 'practising']) for (const view of ['home', 'keys', 'about']) add(`${scene}-${view}`, 'test/look/app.html', { scene, hash: view });
const step = (...presses) => async (page) => {
  for (const press of presses) await page.locator(press).first().click();
};
add('first-choice', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary'));
add('first-places', 'test/look/app.html', { scene: 'first' }, 'small', step('main .button.primary', 'main .content > button'));
add('first-found', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary', 'main .content > button', 'main .button.primary'));
add('first-practice', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary', 'main .content > button:nth-of-type(2)'));
for (const language of ['kk', 'ru', 'en']) {
  add(`prompt-token-list-${language}`, 'test/look/prompt.html', { language, prompt: 'token' }, 'prompt', async (page) => {
    // The window ignores everything until it has been seen.
    await page.clock.runFor(1000);
    await page.locator('.kit-select').click();
    await page.getByRole('listbox').waitFor();
  });
  add(`token-key-${language}`, 'test/look/app.html', { language, scene: 'tokens', hash: 'keys' }, 'small', (page) => page.locator('main button.press', { hasText: 'Банк профилі' }).click());
  add(`token-making-${language}`, 'test/look/app.html', { language, scene: 'making', hash: 'token/0A1B2C3D' }, 'small', async (page) => {
    await page.locator('[data-test="new-key"]').click();
    await page.locator('[data-test="make-key"]').click();
    await page.getByRole('progressbar').scrollIntoViewIfNeeded();
  });
}
add('token-gone', 'test/look/app.html', { scene: 'gone', hash: 'token/0A1B2C3D' });
add('token-none', 'test/look/app.html', { scene: 'gone', hash: 'keys' }, 'small');
add('token-practice', 'test/look/app.html', { scene: 'practise-place', hash: 'keys' }, 'large', (page) => page.getByRole('button', { name: 'Жаттығу кілтін алу' }).first().click());
add('help', 'test/look/app.html', { hash: 'home' }, 'large', (page) => page.keyboard.press('F1'));
add('drop', 'test/look/app.html', { hash: 'home' }, 'large', (page) => page.evaluate(() => globalThis.fake.drop({ drop: 'over' })));
add('environment-add', 'test/look/app.html', { hash: 'settings' }, 'large', (page) => page.getByRole('button', { name: 'Өз ортамды қосу' }).click());
add('narrow', 'test/look/app.html', { hash: 'home' }, 'narrow');
for (const prompt of ['none', 'open']) add(`prompt-${prompt}`, 'test/look/prompt.html', { prompt }, 'prompt');
for (const theme of ['light', 'dark', 'contrast']) add(`gallery-${theme}`, 'gallery.html', { theme }, 'gallery');
Object.assign(SIZES, { prompt: [480, 640], narrow: [760, 640], gallery: [1100, 900], tall: [1280, 1500] });

const server = await createServer({ root, logLevel: 'error', server: { port: 0, host: '127.0.0.1', watch: null } });
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
if (out) await mkdir(out, { recursive: true });
let found = 0;

for (const screen of screens.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))) {
  const [width, height] = SIZES[screen.size];
  const { theme = 'light', hash, ...query } = screen.query;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme === 'dark' || theme === 'forced' ? 'dark' : 'light',
    forcedColors: theme === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Almaty',
  });
  // The first page is made while it is asked for, which takes its time on a busy machine.
  context.setDefaultNavigationTimeout(180_000);
  const page = await context.newPage();
  const say = (what) => (found++, console.log(`${screen.name}: ${what}`));
  hearErrors(page, say);
  await page.clock.setFixedTime(new Date('2026-11-20T10:05:00+05:00'));
  await page.goto(`${base}${screen.page}?${new URLSearchParams({ ...query, theme })}${hash ? `#/${hash}` : ''}`);
  await page.locator('h1').first().waitFor();
  await screen.act?.(page);
  await settle(page);
  if (out) await writeFile(`${out}/${screen.name}.png`, await page.screenshot({ fullPage: screen.size === 'gallery' }));
  (await findings(page)).forEach(say);
  await context.close();
}
await browser.close();
await server.close();
console.log(found === 0 ? 'nothing found' : `${found} findings`);
process.exitCode = found === 0 ? 0 : 1;
