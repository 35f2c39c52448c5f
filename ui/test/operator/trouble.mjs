// What an operator meets when things do not go well. The registry behind the authority fails when it is told to.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { done, found, open, order } from './open.mjs';

const { console: origin, numbers, registry, clock, later, revoke, stores, certificates, width } = order;
const ignore = /status of 40[139] |ERR_INTERNET_DISCONNECTED/;
const expect = (holds, what) => holds || found.push(what);
const browser = (who) => open({ store: stores[who], certificate: certificates[who], password: 'practice', width, ignore });
const tell = (what) => fetch(`${registry}/${what}`);

// Without a certificate there is nothing to see; the words are the browser's.
const nobody = await browser('nobody');
const refused = await nobody.page.goto(origin).then(() => 'was let in', (error) => error.message);
expect(/ERR_BAD_SSL_CLIENT_AUTH_CERT|ERR_SSL|ERR_CONNECTION|SOCKET/i.test(refused), `without a certificate: ${refused}`);

const first = await browser('first');
const { page, context, press, row, go, see, look } = first;
await page.goto(origin);
await press('log-in');
await row(numbers.first).waitFor();

// A registry fails: nothing is approved unless somebody says so, knowing of it.
await tell('fail');
await row(numbers.first).getByRole('button').click();
await see('ask-again');
await look('application-unanswered');
await press('approve');
await see('approve-despite');
expect(await page.locator('[data-test="approve-despite"]').isDisabled(), 'it can be approved without a thought');
await look('application-despite');
await page.keyboard.press('Escape');
await tell('answer');
await press('ask-again');
await page.locator('[data-test="ask-again"]').waitFor({ state: 'detached' });
await tell('fail');
await press('approve');
await see('ask-again');
await look('application-changed');
await press('approve');
await press('sure');
await press('approve-despite');
await page.locator('[data-test="approve"]').waitFor({ state: 'detached' });
await tell('answer');
await page.goBack();
await row(numbers.second).waitFor();

// The connection is lost, and comes back: the list stays, and says since when it is as it is.
const glance = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
await context.setOffline(true);
await glance();
await page.locator('.banner').waitFor();
await row(numbers.second).waitFor();
await look('queue-stale');
await context.setOffline(false);
await glance();
await page.locator('.banner').waitFor({ state: 'detached' });
// By keyboard into the application and back: the focus stands where it stood.
const focused = () => page.evaluate(() => document.activeElement?.closest('li')?.textContent ?? '');
await row(numbers.second).getByRole('button').focus();
await page.keyboard.press('Enter');
await see('return');
await page.goBack();
await row(numbers.second).waitFor();
await page.waitForFunction((number) => document.activeElement?.closest('li')?.textContent.includes(number), numbers.second);
expect((await focused()).includes(numbers.second), 'the focus was lost on the way back');
await page.keyboard.press('Enter');

// The session ends while a reason is typed, and the connection is lost: nothing that was typed is.
await press('return');
await page.locator('[data-test="words-ru"]').fill('Нет устава.');
await context.setOffline(true);
await press('decide');
await page.locator('[role="dialog"] [role="alert"]').waitFor();
await look('application-no-connection');
await context.setOffline(false);
await writeFile(clock, later);
await press('decide');
await see('log-in');
await look('session-over');
await press('log-in');
await see('words-ru');
expect((await page.locator('[data-test="words-ru"]').inputValue()) === 'Нет устава.', 'what was typed is lost');

// Meanwhile another operator decides.
const other = await browser('second');
await other.page.goto(origin);
await other.press('log-in');
await other.row(numbers.second).getByRole('button').click();
await other.press('refuse');
await other.page.locator('[data-test="words-ru"]').fill('Второй был раньше.');
await other.press('decide');
await other.page.locator('[data-test="decide"]').waitFor({ state: 'detached' });
await press('decide');
await page.locator('[data-test="decide"]').waitFor({ state: 'detached' });
await page.locator('main [role="alert"]').waitFor();
await look('application-late');
await go('applications');
await page.locator('.empty').waitFor();
await look('queue-empty');

// One whose certificate was revoked learns it at the next step.
const revoked = spawnSync(revoke[0], revoke.slice(1));
expect(revoked.status === 0, String(revoked.stderr));
await other.go('certificates');
await other.page.locator('[role="alert"]').waitFor();
await other.look('log-in-revoked');

// A log of more than one page: its chain is computed over all of it, and it is looked through.
await page.evaluate(async () => {
  for (let time = 0; time < 80; time++) await fetch('/api/session', { method: 'POST' });
});
await page.keyboard.press('Alt+3');
await see('head');
const entries = () => page.locator('main li').count();
await see('more');
const before = await entries();
await look('audit-long');
await press('more');
await page.waitForFunction((before) => document.querySelectorAll('main li').length > before, before);
await page.locator('[data-test="search"]').fill(numbers.second.replaceAll('-', ''));
await page.waitForFunction(() => document.querySelectorAll('main li').length < 10);
expect((await entries()) >= 2, 'the log does not tell of the application');
await look('audit-found');
await done();
