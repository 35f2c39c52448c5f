// Looks at every screen in Chromium: axe-core must find nothing, and the pictures in LOOK_DIR are there to be seen.
// node test/look.mjs [part of a name …]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.env.LOOK_DIR;
const only = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWS = ['home', 'keys', 'sign', 'verify', 'history', 'settings', 'about'];
const SIZES = { large: [1280, 800], small: [1024, 700] };

/** One screen: its name, its page, what is done before it is looked at. */
const screens = [];
const add = (name, page, query, size = 'large', act) => screens.push({ name, page, query, size, act });

for (const language of ['kk', 'ru', 'en']) {
  for (const theme of ['light', 'dark', 'contrast']) {
    const size = theme === 'light' ? 'large' : 'small';
    for (const view of VIEWS) add(`${view}-${language}-${theme}`, 'test/look/app.html', { language, theme, hash: view }, size);
    add(`key-${language}-${theme}`, 'test/look/app.html', { language, theme, hash: 'keys' }, size, (page) => page.locator('main button.press').first().click());
    add(`first-${language}-${theme}`, 'test/look/app.html', { language, theme, scene: 'first' }, size);
    for (const prompt of ['site', 'wrong', 'new']) add(`prompt-${prompt}-${language}-${theme}`, 'test/look/prompt.html', { language, theme, prompt }, 'prompt');
  }
}
for (const scene of ['empty', 'waiting', 'failing', 'practising']) for (const view of ['home', 'keys', 'about']) add(`${scene}-${view}`, 'test/look/app.html', { scene, hash: view });
const step = (...presses) => async (page) => {
  for (const press of presses) await page.locator(press).first().click();
};
add('first-choice', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary'));
add('first-places', 'test/look/app.html', { scene: 'first' }, 'small', step('main .button.primary', 'main .content > button'));
add('first-found', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary', 'main .content > button', 'main .button.primary'));
add('first-practice', 'test/look/app.html', { scene: 'first' }, 'large', step('main .button.primary', 'main .content > button:nth-of-type(2)'));
add('help', 'test/look/app.html', { hash: 'home' }, 'large', (page) => page.keyboard.press('F1'));
add('drop', 'test/look/app.html', { hash: 'home' }, 'large', (page) => page.evaluate(() => globalThis.fake.drop({ drop: 'over' })));
add('environment-add', 'test/look/app.html', { hash: 'settings' }, 'large', (page) => page.getByRole('button', { name: 'Өз ортамды қосу' }).click());
add('narrow', 'test/look/app.html', { hash: 'home' }, 'narrow');
for (const prompt of ['none', 'open']) add(`prompt-${prompt}`, 'test/look/prompt.html', { prompt }, 'prompt');
for (const theme of ['light', 'dark', 'contrast']) add(`gallery-${theme}`, 'gallery.html', { theme }, 'gallery');
Object.assign(SIZES, { prompt: [480, 640], narrow: [760, 640], gallery: [1100, 900] });

const server = await createServer({ root, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
if (out) await mkdir(out, { recursive: true });
let findings = 0;

for (const screen of screens.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))) {
  const [width, height] = SIZES[screen.size];
  const { theme = 'light', hash, ...query } = screen.query;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Almaty',
  });
  const page = await context.newPage();
  const say = (what) => (findings++, console.log(`${screen.name}: ${what}`));
  page.on('pageerror', (error) => say(error));
  page.on('console', (message) => message.type() === 'error' && say(message.text()));
  await page.clock.setFixedTime(new Date('2026-11-20T10:05:00+05:00'));
  await page.goto(`${base}${screen.page}?${new URLSearchParams({ ...query, theme })}${hash ? `#/${hash}` : ''}`);
  await page.locator('h1').first().waitFor();
  await screen.act?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  if (out) await writeFile(`${out}/${screen.name}.png`, await page.screenshot({ fullPage: screen.size === 'gallery' }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const { id, help, nodes } of violations) say(`axe ${id}: ${help}\n    ${nodes.map(({ html }) => html).slice(0, 3).join('\n    ')}`);
  // Words that do not fit are cut off or push the page aside.
  const clipped = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth + 1 ? ['the page is wider than the window'] : [];
    const cut = [...document.querySelectorAll('button, a, h1, h2, p, label, .chip')].filter((element) => {
      const style = getComputedStyle(element);
      return style.clipPath === 'none' && style.overflow !== 'visible' && style.display !== '-webkit-box' && element.scrollWidth > element.clientWidth + 1;
    });
    return [...wide, ...cut.map((element) => `cut off: ${element.textContent}`)];
  });
  clipped.forEach(say);
  await context.close();
}
await browser.close();
await server.close();
console.log(findings === 0 ? 'nothing found' : `${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;
