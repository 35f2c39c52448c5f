// Keys for a head on a token, in two parts: an application with a pair of keys; and, after the program and the practice
// authority were killed, the operator's approval, the installation and a renewal on the same token; then another
// application, which is given up: its keys are kept, and deleted after all.
import { writeFileSync } from 'node:fs';
import { applicant, authority, begin, contact, next, registered, state, step } from './enrol.mjs';
import { Person } from './person.mjs';
import { giveCode } from './renewals.mjs';

export default async function tokenEnrol(browser, order, opened) {
  const { home, language, theme, size } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.page.reload();
  if (order.part === 'begin') return apply(person, order);
  await approve(person, order);
  await install(person, order);
  await renew(person, order);
  await thinkBetter(person, order);
}

/** The PIN is asked for once, whatever is done on the token. */
async function givePin(person, pin) {
  await person.prompt.getByRole('heading', { level: 1, name: person.t('prompt-pin-open-user') }).waitFor();
  await person.confirm(pin);
}

async function apply(person, order) {
  const { page } = person;
  await begin(person, { who: 'head' });
  await applicant(person, { ...order, who: 'head' });
  await toToken(person, order);
  await person.look('token-waits');
  const { enrolments } = await person.call({ call: 'enrolments' });
  if (enrolments[0].holds.length !== 2) person.troubles.push(`held: ${enrolments[0].holds.length}`);
  writeFileSync(order.address, enrolments[0].authority);
}

/** From the screen of the contacts to an application that waits. */
async function toToken(person, order) {
  const { page } = person;
  await contact(person);
  await page.getByRole('radio', { name: /tanba/ }).check();
  await next(person);
  await step(person, 'review');
  await next(person);
  await givePin(person, order.pin);
  await state(person, 'waits');
  await person.waitForNoPrompt();
}

/** The authority sleeps; whoever opens the application wakes it. */
async function approve(person, order) {
  const { page } = person;
  await person.go('get-keys');
  await page.locator('[data-test="journeys"] button').first().click();
  await page.locator('[data-test="operator-approve"]').click();
  await state(person, 'ready');
  await person.look('token-ready');
  if (!authority(order, 'list').includes('\tperson\t')) person.troubles.push('nothing was issued');
}

async function install(person, order) {
  const { page } = person;
  await page.locator('[data-test="resume"]').click();
  await givePin(person, '11111111');
  await person.prompt.getByText(person.t('pin-wrong-again')).waitFor();
  await person.look('token-pin-wrong', { page: person.prompt });
  await person.confirm(order.pin);
  await state(person, 'finished');
  await person.waitForNoPrompt();
  await person.look('token-finished');
}

/** The old key signs on the token on which the new one is made: one PIN, one code. */
async function renew(person, order) {
  const { page, t } = person;
  await person.go('renewals');
  await page.locator('[data-test="renew"]').first().click();
  await page.getByRole('dialog').waitFor();
  await person.look('token-renew');
  await page.locator('[data-test="confirm-renew"]').click();
  await givePin(person, order.pin);
  await giveCode(person, { outbox: [order.program, order.authority] }, 'token');
  await page.getByText(t('renew-done'), { exact: true }).waitFor();
  await person.waitForNoPrompt();
  await person.look('token-renewed');
}

/** Everything known is filled in. The token tells what it waits for, and leads there. */
async function thinkBetter(person, order) {
  const { page, t } = person;
  await person.go('get-keys');
  await page.locator('[data-test="begin"]').click();
  await step(person, 'template');
  await page.getByRole('radio', { name: t('form-for-head'), exact: true }).check();
  await next(person);
  await step(person, 'agreement');
  await page.getByRole('checkbox').check();
  await next(person);
  await step(person, 'applicant');
  await page.locator('[data-test="bin"]').fill(registered(order, 'legal-entities')[0].bin);
  await page.locator('[data-test="entity"]').waitFor();
  await next(person);
  await step(person, 'contact');
  await toToken(person, order);
  await person.go('keys');
  await person.part('token').getByRole('link').click();
  await page.getByText(t('token-unfinished'), { exact: true }).first().waitFor();
  await person.look('token-unfinished');
  await person.press('frame-continue');
  await state(person, 'waits');
  const keys = async () => (await person.call({ call: 'tokens' })).tokens.find(({ initialised }) => initialised).keys.length;
  const before = await keys();
  await page.locator('main header').getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('abandon') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: t('abandon-keys-keep'), exact: true }).check();
  await dialog.getByText(t('abandon-keys-keep-token')).waitFor();
  await person.look('token-abandon');
  await page.locator('[data-test="abandon"]').click();
  await state(person, 'abandoned');
  await dialog.waitFor({ state: 'detached' });
  await person.look('token-abandoned');
  if ((await keys()) !== before) person.troubles.push('keys that were to be kept are gone');
  await page.locator('[data-test="delete-keys"]').click();
  await dialog.getByText(t('holds-delete-detail')).waitFor();
  await person.look('token-delete-keys');
  await page.locator('[data-test="abandon"]').click();
  await givePin(person, order.pin);
  await page.locator('[data-test="delete-keys"]').waitFor({ state: 'detached' });
  await person.waitForNoPrompt();
  await person.look('token-deleted');
  if ((await keys()) !== before - 2) person.troubles.push(`of ${before} keys ${await keys()} are left`);
}
