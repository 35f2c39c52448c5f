// A day of an operator in Chromium, with the real authority behind it. Reads an order as JSON on standard input; axe-core
// must find nothing, and nothing may break the content security policy.
import { done, found, open as launch, order } from './open.mjs';

const { console: origin, certificate, password, numbers, serial, store, width } = order;
const ignore = /status of 40[13] .*\/api\/session$|status of 404 .*\/api\/applications\/0000/;
const { page, context, press, row, go: open, look } = await launch({ store, certificate, password, width, ignore });

await page.goto(origin);
await page.locator('[data-test="log-in"]').waitFor();
await look('log-in');
await press('log-in');
await row(numbers.approve).waitFor();
await look('queue');
const cookies = await context.cookies();
const cookie = cookies.find(({ name }) => name === '__Host-operator');
if (!cookie?.httpOnly || !cookie.secure || cookie.sameSite !== 'Strict') found.push(`cookie: ${JSON.stringify(cookie)}`);
if (await page.evaluate(() => document.cookie)) found.push('the page can read the cookie');

// Searching: one application by its number, then nothing.
await page.locator('[data-test="search"]').fill(numbers.refuse);
await row(numbers.approve).waitFor({ state: 'detached' });
await row(numbers.refuse).waitFor();
await page.locator('[data-test="search"]').fill('qqqqqq');
await row(numbers.refuse).waitFor({ state: 'detached' });
await page.locator('.empty').waitFor();
await look('queue-nothing');

// An employee's application waits for the head: it can be refused and sent back, and not approved.
await page.locator('[data-test="search"]').fill('');
await page.getByRole('tab').nth(1).click();
await row(numbers.awaits).waitFor();
await look('queue-awaiting-head');
await row(numbers.awaits).getByRole('button').click();
await page.locator('[data-test="refuse"]').waitFor();
if (await page.locator('[data-test="approve"]').count()) found.push('an application can be approved before the head signed it');
await look('application-awaiting-head');

// Approved, sent back with words of one's own, refused.
await open(`applications/${numbers.approve}`);
await page.locator('[data-test="approve"]').waitFor();
await look('application');
await press('approve');
await page.locator('[data-test="approve"]').waitFor({ state: 'detached' });
await look('application-approved');
await open(`applications/${numbers.return}`);
await press('return');
await page.locator('[data-test="words-ru"]').fill('Нет устава.');
await page.locator('[data-test="read"]').filter({ hasText: 'Нет устава.' }).waitFor();
await look('application-return');
await press('decide');
await page.locator('[data-test="decide"]').waitFor({ state: 'detached' });
await look('application-returned');
await open(`applications/${numbers.refuse}`);
// By keyboard: to the button, through the question.
await page.locator('[data-test="refuse"]').focus();
await page.keyboard.press('Enter');
// It listens once the known reasons are there.
await page.locator('[data-test="decide"]:not([aria-busy="true"])').waitFor();
await page.waitForFunction(() => document.querySelector('[role="dialog"]').contains(document.activeElement));
await page.locator('[data-test="decide"]').focus();
await page.keyboard.press('Enter');
await page.locator('[data-test="decide"]').waitFor({ state: 'detached' });
await open('applications/0000-0000-0000');
await page.locator('[role="alert"]').first().waitFor();
await look('application-unknown');

// A certificate is found and revoked.
await page.keyboard.press('Alt+2');
await page.locator('[data-test="search"]').waitFor();
await look('certificates');
await page.locator('[data-test="search"]').fill(serial);
await page.locator('main li').filter({ hasNotText: serial }).first().waitFor({ state: 'detached' });
await row(serial).waitFor();
await press('revoke');
await page.locator('[data-test="revoke-now"]').waitFor();
await look('certificates-revoke');
await press('revoke-now');
await page.locator('[data-test="revoke"]').waitFor({ state: 'detached' });
await look('certificates-revoked');

// The chain is computed here, over everything that was just done.
await page.keyboard.press('Alt+3');
await page.locator('[data-test="head"]').waitFor();
await look('audit');
const head = await page.locator('[data-test="head"]').getAttribute('title');
await press('log-out');
await page.locator('[data-test="log-in"]').waitFor();
await look('logged-out');
const after = await page.evaluate(async () => (await fetch('/api/session')).status);
if (after !== 401) found.push(`after logging out: ${after}`);
await done({ head });
