// An entry of the audit log was changed in the database: the console says which.
import { done, found, open, order } from './open.mjs';

const { console: origin, stores, certificates, broken, width } = order;
const { page, press, see, look } = await open({ store: stores.first, certificate: certificates.first, password: 'practice', width, ignore: /status of 401 / });
await page.goto(origin);
// The session of before the authority was started anew is still good.
await page.locator('[data-test="log-in"], [data-test="operator"]').first().waitFor();
if (await page.locator('[data-test="log-in"]').count()) await press('log-in');
await see('operator');
await page.keyboard.press('Alt+3');
await see('faults');
const faults = page.locator('[data-test="faults"] li');
const said = await faults.allTextContents();
if (said.length !== 1 || !said[0].includes(`№ ${broken} `)) found.push(`not entry ${broken}: ${said.join()}`);
if (await page.locator('[data-test="head"]').count()) found.push('a broken chain is called whole');
await look('audit-broken');
await faults.first().getByRole('button').click();
const entry = page.locator('main li').filter({ hasText: `№ ${broken} ·` });
await entry.locator('.chip.red').waitFor();
await look('audit-broken-entry');
await done();
