// A year passes: a key ends, is renewed onto a token, or after it has expired; its old self is revoked; then the
// personal account of its holder.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Person } from './person.mjs';

export default async function renewals(browser, order, opened) {
  const { home, language, theme, size } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  const { page, t } = person;
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.call({ call: 'add-keys', paths: [order.keys] });
  await person.page.reload();
  await monthsAhead(person);
  writeFileSync(order.clock, order.later);
  await isReminded(person, home, order.later);
  if (order.expired) await expire(person, order);
  await renew(person, order);
  if (order.expired) await checkAfresh(person, order);
  await page.getByText(t('renew-done'), { exact: true }).waitFor();
  await person.look('renewals-done');
  await revokeOld(person, order);
  await saveCalendar(person, order.calendar);
  await enter(person, order);
  await changeSettings(person);
  await signEmployee(person, order);
  await revokeEmployee(person, order);
  await revokeMine(person, order);
}

const rows = ({ page }) => page.locator('[data-test="renewal"]');

/** The code that was sent last. */
function lastCode([program, folder]) {
  const messages = JSON.parse(execFileSync(program, ['outbox', folder, '--json'], { encoding: 'utf8' }));
  return messages.map(({ code }) => code).filter(Boolean).at(-1);
}

/** Types the code into the prompt, where everybody may see it. */
export async function giveCode(person, order, purpose) {
  const { prompt, t } = person;
  await prompt.getByRole('heading', { level: 1, name: t('prompt-code-title') }).waitFor();
  const field = prompt.locator('input');
  const code = lastCode(order.outbox);
  do await field.fill(code);
  while ((await field.inputValue()) !== code);
  await person.look(`renewals-code-${purpose}`, { page: prompt });
  do await prompt.locator('footer .button.primary').click();
  while (await prompt.evaluate((code) => document.querySelector('input')?.value === code, code));
}

/** The password of the old key. */
async function givePassword(person, { password }) {
  await person.prompt.getByRole('heading', { level: 1, name: person.t('prompt-open-title') }).waitFor();
  await person.confirm(password);
}

/** What opens the new key: the PIN of its token, or the same password. */
async function giveSecret(person, order) {
  if (!order.slot) return givePassword(person, order);
  await person.prompt.getByRole('heading', { level: 1, name: person.t('prompt-pin-open-user') }).waitFor();
  await person.confirm(order.slot.pin);
}

async function monthsAhead(person) {
  const { page, t } = person;
  await person.go('renewals');
  await rows(person).first().waitFor();
  await page.getByText(t('renewals-detail', { count: 0 })).waitFor();
  await person.look('renewals-ahead');
}

/** Once in the system, within a minute as after sleep; and at home for as long as it is true. */
async function isReminded(person, home, later) {
  const { page, t } = person;
  const reminders = async () => (await (await fetch(new URL('/window/asked', home))).json()).filter(({ what }) => what === 'remind').length;
  while ((await reminders()) === 0) await page.waitForTimeout(500);
  if ((await reminders()) !== 1) person.troubles.push(`${await reminders()} reminders`);
  await page.clock.setFixedTime(new Date(later));
  await person.go('home');
  await page.reload();
  await page.getByText(t('need-key-expires', { days: 24 }), { exact: true }).waitFor();
  await person.look('renewals-home');
  await person.press('need-renew');
  await page.getByText(t('renewals-detail', { count: 1 })).waitFor();
  await person.look('renewals-due');
}

async function renew(person, order) {
  const { page, t } = person;
  if (order.slot) writeFileSync(order.slot.file, order.slot.serial);
  await page.locator('[data-test="renew"]').click();
  const dialog = page.getByRole('dialog');
  if (order.slot) {
    await dialog.getByRole('radio', { name: t('renew-place-token', { token: order.slot.label }), exact: true }).check();
    await dialog.getByText(t('renew-secret-file-token')).waitFor();
  } else await dialog.getByText(t('renew-secret-file')).waitFor();
  await person.look('renewals-confirm');
  await page.locator('[data-test="confirm-renew"]').click();
  await givePassword(person, order);
  if (order.slot) await giveSecret(person, order);
  await person.part('renewing').waitFor();
  await person.look('renewals-working');
  await giveCode(person, order, 'renew');
  await person.waitForNoPrompt();
}

/** A while after its end the key still vouches for a new one. */
async function expire(person, { clock, expired }) {
  const { page, t } = person;
  writeFileSync(clock, expired);
  await page.clock.setFixedTime(new Date(expired));
  await person.go('home');
  await page.reload();
  await page.getByText(t('need-key-expired'), { exact: true }).waitFor();
  await person.look('renewals-home-expired');
  await person.go('renewals');
  await rows(person).and(page.locator('[data-state="expired"]')).getByText(t('renewals-way-check')).waitFor();
  await person.look('renewals-expired');
}

/** An operator looks first; that it was approved is seen without asking. */
async function checkAfresh(person, order) {
  const { page, t } = person;
  await page.getByText(t('renew-waits'), { exact: true }).waitFor();
  await person.look('renewals-waits');
  await page.locator('[data-test="look"]').click();
  await person.part('renewing').waitFor({ state: 'detached' });
  await page.getByText(t('renew-waits'), { exact: true }).waitFor();
  await person.go('home');
  await page.getByText(t('need-waits-check'), { exact: true }).waitFor();
  await person.look('renewals-home-waits');
  const { needs } = await person.call({ call: 'home' });
  const [program, folder] = order.outbox;
  execFileSync(program, ['operator', 'approve', folder, needs.find(({ need }) => need === 'enrolment').application_number]);
  await page.getByText(t('need-install'), { exact: true }).waitFor();
  await person.press('need-install-do');
  await person.look('renewals-install');
  await page.locator('[data-test="install"]').click();
  await giveSecret(person, order);
  await person.waitForNoPrompt();
}

/** The new key opens the account now. */
async function revokeOld(person, order) {
  const { page, t } = person;
  await person.press('renew-revoke');
  await giveSecret(person, order);
  await giveCode(person, order, 'revoke');
  await page.getByText(t('renew-revoked')).waitFor();
  await rows(person).and(page.locator('[data-state="revoked"]')).getByText(t('renewals-way-nothing')).waitFor();
  await rows(person).and(page.locator('[data-state="valid"]')).waitFor();
  await person.look('renewals-revoked');
}

async function saveCalendar(person, file) {
  await person.picks(file);
  await person.press('renewals-calendar');
  await person.page.getByText(person.t('documents-written', { file: 'ends.ics' })).waitFor();
}

async function enter(person, order) {
  const { page, t } = person;
  await person.press('nav-account');
  await page.getByRole('heading', { level: 1, name: t('nav-account') }).waitFor();
  await person.look('renewals-enter');
  await page.locator('[data-test="enter"]').click();
  await giveSecret(person, order);
  await person.part('account').waitFor();
  await person.waitForNoPrompt();
  const { open } = await person.call({ call: 'account' });
  // On a token that knows no GOST it is a pair.
  if (open.certificates.length !== (order.slot ? 3 : 2) || /"token"/.test(JSON.stringify(open))) person.troubles.push(`account: ${JSON.stringify(open)}`);
  await page.locator('[data-test="issued"][data-state="revoked"]').waitFor();
  await person.look('renewals-account');
}

async function changeSettings(person) {
  await person.page.getByRole('switch', { name: person.t('account-reminders') }).click();
  const isOff = async () => !(await person.call({ call: 'account' })).open.settings.email_reminders;
  while (!(await isOff())) await person.page.waitForTimeout(100);
}

/** The head's password again: that is the consent. */
async function signEmployee(person, order) {
  const { page, t } = person;
  await page.getByText(order.employee).waitFor();
  await person.press('account-sign');
  await giveSecret(person, order);
  await page.getByText(t('account-signed')).waitFor();
  await page.getByRole('button', { name: t('account-sign'), exact: true }).waitFor({ state: 'detached' });
  await person.look('renewals-signed');
}

/** What the employee got is taken back. */
async function revokeEmployee(person, order) {
  const { page, t } = person;
  const staff = page.getByRole('region', { name: t('account-staff') });
  await staff.getByRole('button', { name: t('account-revoke'), exact: true }).click();
  await page.locator('[data-test="confirm-revoke"]').click();
  await giveCode(person, order, 'staff');
  await staff.locator('[data-state="revoked"]').waitFor();
}

/** Whoever revokes the key with which they are in is out. */
async function revokeMine(person, order) {
  const { page, t } = person;
  const { open } = await person.call({ call: 'account' });
  const place = open.certificates.filter(({ is_own }) => is_own).findIndex(({ serial_number }) => serial_number === open.serial_number);
  const row = page.getByRole('region', { name: t('account-issued') }).locator('[data-test="issued"]').nth(place);
  await row.getByRole('button', { name: t('account-revoke'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('revoke-this-one')).waitFor();
  await person.look('renewals-revoke');
  await dialog.locator('[data-test="confirm-revoke"]').click();
  await giveCode(person, order, 'mine');
  await page.locator('[data-test="enter"]').or(page.getByText(t('account-no-key'))).first().waitFor();
  await person.look('renewals-out');
}
