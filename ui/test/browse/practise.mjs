// Practice: a key in a minute, a signature with it that is marked wherever it is seen, and an end of it.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from './person.mjs';

export default async function practise(browser, order, opened) {
  const { home, language, theme, size, folder, password } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await withoutProgram(person, order);
  const practice = await firstKey(person, password);
  await sign(person, join(folder, 'letter.pdf'), password);
  await verify(person);
  await forget(person, practice);
}

/** The program of the authority is not where it should be; that is said, and what to do. */
async function withoutProgram(person, { language, program, installed }) {
  const { page, t } = person;
  await page.getByRole('radio', { name: { kk: 'Қазақша', ru: 'Русский', en: 'English' }[language] }).check();
  await person.press('frame-continue');
  await page.getByRole('button', { name: t('first-practise') }).first().click();
  const failure = page.getByRole('alert');
  await failure.getByText(t('failure-practice-program-missing.what')).waitFor();
  await failure.getByText(t('failure-practice-program-missing.todo')).waitFor();
  await failure.getByText(installed).waitFor();
  await person.look('practise-missing');
  // As installing it anew does.
  symlinkSync(program, installed);
  await person.press('frame-try-again');
}

async function firstKey(person, password) {
  const { page, prompt, t } = person;
  await page.getByRole('status').getByText(t('practice-busy-detail')).waitFor();
  await person.waitForPrompt();
  await prompt.getByRole('heading', { level: 1, name: t('prompt-new-title') }).waitFor();
  await person.look('practise-busy');
  await person.look('practise-password', { page: prompt });
  await person.confirm(password);
  await page.getByRole('heading', { level: 1, name: t('first-title-practised') }).waitFor();
  const { practice, environment } = await person.call({ call: 'state' });
  if (environment !== 'practice' || !practice?.key) throw new Error(`after practising: ${JSON.stringify({ environment, practice })}`);
  await page.getByText(grouped(practice.fingerprint)).waitFor();
  await page.getByText(t('practice-worth')).waitFor();
  await person.look('practise-ready');
  await person.press('first-finish');
  await isMarked(person, 'main');
  await person.look('practise-home');
  await person.go('keys');
  await isMarked(person, 'main');
  return practice;
}

async function sign(person, document, password) {
  const { page, prompt, t } = person;
  await person.go('sign');
  await person.picks(document);
  await person.part('choose-files').click();
  await page.locator('#sign-documents', { hasText: t('sign-documents', { count: 1 }) }).waitFor();
  await isMarked(person, '.wishes');
  await person.look('practise-sign');
  await person.part('sign').click();
  await person.waitForPrompt();
  await prompt.getByText(t('warning-practice-key')).waitFor();
  await person.look('practise-prompt', { page: prompt });
  await person.confirm(password);
  await person.part('sign-verdict').getByText(t('warning-practice-key')).waitFor();
  await person.look('practise-signed');
  await page.locator('[data-test="outcome"]').getByRole('button', { name: t('sign-verify'), exact: true }).click();
}

async function verify(person) {
  const { page, t } = person;
  await page.locator('[data-test="verdict"][data-indication="TOTAL-PASSED"]').waitFor();
  await person.part('verification').getByText(t('verify-practice'), { exact: true }).waitFor();
  await isMarked(person, '[data-test="signature"]');
  await person.look('practise-verified');
}

/** Nothing is left of the trust: the same signature convinces nobody any more. */
async function forget(person, { fingerprint }) {
  const { page, t } = person;
  await person.go('settings');
  await page.getByText(grouped(fingerprint)).waitFor();
  await person.press('practice-forget');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('practice-forget-detail')).waitFor();
  await person.look('practise-forget');
  await person.press('practice-forget', undefined, dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('practice-offer')).waitFor();
  await page.getByRole('navigation').getByText(t('frame-practice'), { exact: true }).waitFor({ state: 'detached' });
  await person.look('practise-forgotten');
  const { practice, environment } = await person.call({ call: 'state' });
  if (practice || environment === 'practice') throw new Error(`after forgetting: ${JSON.stringify({ environment, practice })}`);
  await person.go('verify');
  await page.getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('verify-again') }).click();
  await page.locator('[data-test="verdict"][data-indication="INDETERMINATE"]').waitFor();
  await page.locator('[data-finding="practice-certificate-elsewhere"]').waitFor();
  await person.look('practise-elsewhere');
}

/** The word stands there, and at the side. */
async function isMarked({ page, t }, where) {
  await page.locator(where).getByText(t('keys-practice'), { exact: true }).first().waitFor();
  await page.getByRole('navigation').getByText(t('frame-practice'), { exact: true }).waitFor();
}

const grouped = (hex) => hex.toUpperCase().match(/.{1,4}/g).join(' ');
