// Walks through the window in Chromium before a real core. Started by tests/tests/browser.rs, which says on standard
// input what to do and where: {journey, home, language, …}. BROWSE_DIR keeps a picture of every screen.
import { chromium } from 'playwright-core';
import { readOrder } from './order.mjs';

const order = await readOrder();
const { default: journey } = await import(`./browse/${order.journey}.mjs`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--font-render-hinting=none', '--force-color-profile=srgb'] });
let person;
const troubles = [];
try {
  await journey(browser, order, (opened) => (person = opened));
} catch (error) {
  troubles.push(error.stack);
  if (person && process.env.BROWSE_DIR) await person.page.screenshot({ path: `${process.env.BROWSE_DIR}/${order.journey}-failed.png` }).catch(() => {});
}
await browser.close();
troubles.unshift(...(person?.troubles ?? []));
for (const trouble of troubles) console.error(trouble);
process.exitCode = troubles.length === 0 ? 0 : 1;
