// A year passes: a key ends, is renewed, and its old self revoked; then the personal account of its holder.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Person } from './person.mjs';

export default async function renewals(browser, order, opened) {
  const { home, language, theme, size } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.call({ call: 'add-keys', paths: [order.keys] });
  await person.page.reload();
  await monthsAhead(person);
  writeFileSync(order.clock, order.later);
  await isReminded(person, home, order.later);
  await renew(person, order);
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

async function givePassword(person, { password }) {
  await person.prompt.locator('input[type=password]').first().waitFor();
  await person.confirm(password);
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
  await page.locator('[data-test="renew"]').click();
  await page.getByRole('dialog').waitFor();
  await person.look('renewals-confirm');
  await page.locator('[data-test="confirm-renew"]').click();
  await givePassword(person, order);
  await giveCode(person, order, 'renew');
  await person.waitForNoPrompt();
  await page.getByText(t('renew-done'), { exact: true }).waitFor();
  await person.look('renewals-done');
}

/** The new key opens the account now; its password is the same. */
async function revokeOld(person, order) {
  const { page, t } = person;
  await person.press('renew-revoke');
  await givePassword(person, order);
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
  await givePassword(person, order);
  await person.part('account').waitFor();
  await person.waitForNoPrompt();
  const { open } = await person.call({ call: 'account' });
  if (open.certificates.length !== 2 || /"token"/.test(JSON.stringify(open))) person.troubles.push(`account: ${JSON.stringify(open)}`);
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
  await givePassword(person, order);
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
  await page.getByRole('region', { name: t('account-issued') }).getByRole('button', { name: t('account-revoke'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('revoke-this-one')).waitFor();
  await person.look('renewals-revoke');
  await dialog.locator('[data-test="confirm-revoke"]').click();
  await giveCode(person, order, 'mine');
  await page.locator('[data-test="enter"]').or(page.getByText(t('account-no-key'))).first().waitFor();
  await person.look('renewals-out');
}
