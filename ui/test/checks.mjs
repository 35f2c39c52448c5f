// What must hold on every screen in Chromium, whoever opened it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Hears errors of scripts and of the console from now on. */
export function hearErrors(page, say) {
  page.on('pageerror', (error) => say(String(error)));
  page.on('console', (message) => message.type() === 'error' && say(`${message.text()} ${message.location().url}`));
}

/** The page stands still: its letters are there, and nothing moves any more. */
export async function settle(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity));
}

/** What axe-core has against the page, and words that do not fit. */
export async function findings(page) {
  return [...(await accessibility(page)), ...(await page.evaluate(clipped))];
}

async function accessibility(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  // What floats belongs to what it floats beside, wherever it hangs in the page.
  const floats = ({ html }) => html.includes('data-bits-floating');
  const told = violations.map((violation) => (violation.id === 'region' ? { ...violation, nodes: violation.nodes.filter((node) => !floats(node)) } : violation));
  return told.filter(({ nodes }) => nodes.length > 0).map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map(({ html, any }) => `    ${html} ${any[0]?.message ?? ''}`);
    return [`axe ${id}: ${help}`, ...where].join('\n');
  });
}

/** Words that do not fit are cut off or push the page aside. Runs in the page. */
function clipped() {
  const wide = document.documentElement.scrollWidth > innerWidth + 1 ? ['the page is wider than the window'] : [];
  const cut = [...document.querySelectorAll('button, a, h1, h2, p, label, .chip')].filter((element) => {
    const { clipPath, overflow, display, textOverflow } = getComputedStyle(element);
    const isMeant = clipPath !== 'none' || display === '-webkit-box' || textOverflow === 'ellipsis';
    const hasEdge = overflow !== 'visible' || element.matches('label, .button, .chip');
    return !isMeant && hasEdge && display !== 'inline' && element.scrollWidth > element.clientWidth + 1;
  });
  // Words in a line of their own that reach beyond what holds them.
  const beyond = [...document.querySelectorAll('main span')].filter((element) => {
    const box = element.parentElement?.getBoundingClientRect();
    const isText = element.childElementCount === 0 && getComputedStyle(element.parentElement ?? element).display === 'flex';
    return isText && box && getComputedStyle(element).clipPath === 'none' && element.getBoundingClientRect().right > box.right + 1;
  });
  const outside = [...document.querySelectorAll('main .button, main .chip')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
  return [...wide, ...[...cut, ...beyond, ...outside].map((element) => `cut off: ${element.textContent}`)];
}
