// Tokens: one is plugged in and pulled out, another is prepared, gets a key and signs; and a PIN is mistyped until it
// is locked. What lies in the slot of the tests' own token follows a file.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from './person.mjs';

const FIRST = 'Qwe52rty';
const SECOND = 'Zxc48vbn';
const ADMINISTRATOR = 'Adm73pqr';
const LABEL = 'Жұмыс';

export default async function tokens(browser, order, opened) {
  const { home, language, theme, size, folder, slot } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.page.reload();
  await comesAndGoes(person, slot);
  await prepare(person);
  await makeKey(person);
  await changePin(person);
  await sign(person, join(folder, 'note.txt'));
  await refuseFormat(person);
  await lock(person, slot);
}

const plugIn = (slot) => writeFileSync(slot.file, slot.serial);
const pullOut = (slot) => rmSync(slot.file);
const card = ({ page }, name) => page.locator('[data-test="token"]', { hasText: name });

/** It appears by itself, and is gone by itself. */
async function comesAndGoes(person, slot) {
  const { page, t } = person;
  await person.go('keys');
  await page.getByText(t('token-none'), { exact: true }).waitFor();
  await person.look('tokens-none');
  await person.press('token-missing');
  await page.locator('[data-test="modules"]').getByText(t('module-state-ready')).first().waitFor();
  await person.look('tokens-help');
  await person.go('keys');
  plugIn(slot);
  await card(person, slot.label).waitFor();
  await person.look('tokens-plugged-in');
  await page.getByRole('link', { name: slot.label }).click();
  await page.getByRole('heading', { level: 1, name: slot.label }).waitFor();
  await person.part('pins').waitFor();
  await person.look('tokens-panel');
  pullOut(slot);
  await page.getByText(t('token-gone'), { exact: true }).waitFor();
  await person.look('tokens-pulled-out');
}

/** Asks for the PIN of that kind, and gives it. */
async function give(person, id, secret) {
  await person.prompt.getByRole('heading', { level: 1, name: person.t(id), exact: true }).waitFor();
  await person.confirm(secret);
}

/** A program that acts as a token is prepared, as a new token is. */
async function prepare(person) {
  const { page, prompt, t } = person;
  await person.go('keys');
  await person.press('token-missing');
  await person.press('token-prepare');
  await page.getByText(t('token-blank-detail')).waitFor();
  await person.look('tokens-blank');
  await person.press('token-prepare');
  const dialog = page.getByRole('dialog');
  await dialog.locator('input').first().fill(LABEL);
  await person.look('tokens-prepare');
  await dialog.locator('[data-test="confirm"]').click();
  await prompt.getByRole('heading', { level: 1, name: t('prompt-pin-new-so'), exact: true }).waitFor();
  await person.look('tokens-new-pin', { page: prompt });
  await give(person, 'prompt-pin-new-so', ADMINISTRATOR);
  await give(person, 'prompt-pin-new-user', FIRST);
  await person.waitForNoPrompt();
  // It has a number only now: the page goes with it.
  await page.getByRole('heading', { level: 1, name: LABEL }).waitFor();
  await person.go('keys');
  await card(person, LABEL).getByText(t('token-software')).waitFor();
}

/** A wrong PIN leads back to the question, and nothing tries it again. */
async function makeKey(person) {
  const { page, prompt, t } = person;
  await page.getByRole('link', { name: LABEL }).click();
  await page.getByText(t('token-empty')).waitFor();
  await person.part('new-key').click();
  await page.getByRole('dialog').locator('input').last().fill('ТЕСТОВ ТЕСТ');
  await person.look('tokens-new-key');
  await page.locator('[data-test="make-key"]').click();
  await give(person, 'prompt-pin-open-user', 'wrong-1');
  await prompt.getByText(t('pin-wrong-again'), { exact: true }).waitFor();
  await person.look('tokens-wrong-pin', { page: prompt });
  await give(person, 'prompt-pin-open-user', FIRST);
  await page.locator('[data-test="token-keys"]').getByText('Тестов Тест').waitFor();
  await page.getByText(t('token-key-made')).waitFor();
  await person.look('tokens-key');
}

async function changePin(person) {
  const { page, t } = person;
  await page.locator('[data-test="change-user-pin"]').click();
  await give(person, 'prompt-pin-open-user', FIRST);
  await give(person, 'prompt-pin-new-user', SECOND);
  await page.getByText(t('pin-changed-user')).waitFor();
  await person.waitForNoPrompt();
}

async function sign(person, document) {
  const { page, prompt, t } = person;
  await person.go('keys');
  await page.getByRole('region', { name: 'Тестов Тест' }).getByText(t('key-place-software', { token: LABEL })).waitFor();
  await person.look('tokens-keys');
  await person.go('sign');
  await person.picks(document);
  await person.part('choose-files').click();
  await page.locator('#sign-documents').waitFor();
  await person.part('sign-key').getByText(t('key-place-software', { token: LABEL })).first().waitFor();
  await person.call({ call: 'set-setting', name: 'tsa', value: 'http://127.0.0.1:1/' });
  await person.look('tokens-sign');
  await person.part('sign').click();
  await person.waitForPrompt();
  await prompt.getByLabel(t('pin-of', { token: LABEL })).waitFor();
  await person.look('tokens-prompt', { page: prompt });
  await person.confirm(FIRST);
  await prompt.getByText(t('pin-wrong-again'), { exact: true }).waitFor();
  await person.confirm(SECOND);
  await page.locator('[data-test="outcome"][data-fate="signed"]').waitFor();
  await person.look('tokens-signed');
}

/** Nothing is formatted without its name, neither by the window nor by the core. */
async function refuseFormat(person) {
  const { page, t } = person;
  await person.go('keys');
  await page.getByRole('link', { name: LABEL }).click();
  await page.locator('main header').getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('token-format') }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.locator('[data-test="confirm"]');
  await dialog.locator('input').last().fill('Жұмыс емес');
  if (await confirm.isEnabled()) person.troubles.push('a token is formatted whose name was not typed');
  await person.look('tokens-format');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const { tokens } = await person.call({ call: 'tokens' });
  const { serial } = tokens.find(({ label }) => label === LABEL);
  const refused = await person.call({ call: 'token-init', serial, label: LABEL, confirmation: 'Жұмыс емес' }).catch(String);
  if (!String(refused).includes('token-confirmation-wrong')) person.troubles.push(`formatted: ${refused}`);
}

/** Wrong PINs until it is locked: said before each, and unblocked by the administrator. */
async function lock(person, slot) {
  const { page, prompt, t } = person;
  plugIn(slot);
  await person.go('keys');
  await page.getByRole('link', { name: slot.label }).click();
  await page.locator('[data-test="change-user-pin"]').click();
  await give(person, 'prompt-pin-open-user', 'wrong-1');
  await give(person, 'prompt-pin-new-user', SECOND);
  await prompt.getByText(t('pin-state-count-low'), { exact: true }).waitFor();
  await person.look('tokens-count-low', { page: prompt });
  for (let wrong = 2; wrong < slot.tries; wrong++) await give(person, 'prompt-pin-open-user', `wrong-${wrong}`);
  await prompt.getByText(t('pin-state-final-try'), { exact: true }).waitFor();
  await person.look('tokens-final-try', { page: prompt });
  await give(person, 'prompt-pin-open-user', 'wrong-last');
  await page.getByRole('alert').getByText(t('failure-pin-locked.what')).waitFor();
  await person.part('pins').getByText(t('pin-state-locked')).waitFor();
  await person.look('tokens-locked');
  await page.locator('[data-test="unblock"]').click();
  await give(person, 'prompt-pin-open-so', slot.administrator);
  await give(person, 'prompt-pin-new-user', FIRST);
  await page.getByText(t('pin-unblocked')).waitFor();
}
