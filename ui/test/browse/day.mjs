// The first day: from the first run to a signature that is believed, and one that is not.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from './person.mjs';

/** Screens whose pictures are compared: each once, in one of the three looks. */
const PICTURES = {
  kk: ['first-language', 'home', 'sign-pdf', 'prompt', 'prompt-wrong', 'sign-done', 'verify-valid', 'verify-failed'],
  ru: ['first-choice', 'keys', 'verify-undecided'],
  en: ['sign-visible', 'verify-missing'],
};
const WRONG = ['Wrong-1', 'Wrong-2', 'Wrong-3'];

export default async function day(browser, order, opened) {
  const { home, language, theme, size, now, folder, keys, certificate, password } = order;
  const person = await Person.at(browser, home, { language, theme, size, now, locale: language === 'en' ? 'kk' : 'en' });
  opened(person);
  person.pictures = PICTURES[language];
  const { t, page } = person;
  const file = (name) => join(folder, name);
  // No network in this test: the service for time stamps is one that refuses at once.
  await person.call({ call: 'set-setting', name: 'tsa', value: 'http://127.0.0.1:1/' });

  await firstRun(person, language, keys);
  await person.look('home');
  await person.go('keys');
  await person.look('keys');

  await signAll(person, ['letter.pdf', 'order.xml', 'note.txt', 'picture.png'].map(file), password);

  // The key vouches for itself: nobody is known who would.
  await page.locator('[data-test="outcome"]', { hasText: 'letter.pdf' }).getByRole('button', { name: t('sign-verify'), exact: true }).click();
  await verdict(person, 'INDETERMINATE');
  await person.look('verify-undecided');
  await trust(person, certificate);
  await person.go('verify');
  await page.getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('verify-again') }).click();
  await verdict(person, 'TOTAL-PASSED');
  await person.look('verify-valid');
  await saveAll(person, file);

  await person.press('verify-clear');
  await person.open('verify', tampered(folder));
  await verdict(person, 'TOTAL-FAILED');
  await person.part('verification').getByText(t('verify-means-TOTAL-FAILED')).waitFor();
  await person.look('verify-failed');

  await detached(person, file, apart(folder));
  await person.go('history');
  await person.part('history-entries').getByText('letter').first().waitFor();
  await person.part('history-entries').getByRole('button').first().click();
  await person.part('entry-details').waitFor();
  await person.look('history-day');
  await person.go('about');
  await page.getByRole('button', { name: t('about-again') }).waitFor();
  await person.look('about');
  await person.go('home');
  await person.look('home-after');
}

async function firstRun(person, language, keys) {
  const { page, t } = person;
  await page.getByRole('radio', { name: { kk: 'Қазақша', ru: 'Русский', en: 'English' }[language] }).check();
  await page.getByRole('heading', { level: 1, name: t('first-title-welcome'), exact: true }).waitFor();
  await person.look('first-language');
  await person.press('frame-continue');
  await page.getByRole('heading', { level: 1, name: t('first-title-choice') }).waitFor();
  await person.look('first-choice');
  await page.getByRole('button', { name: t('first-keys') }).first().click();
  await page.getByRole('heading', { level: 1, name: t('first-title-places') }).waitFor();
  await page.getByRole('button', { name: t('first-look') }).waitFor();
  await person.look('first-places');
  await person.picks(keys);
  await person.press('keys-add-folder');
  await page.getByRole('heading', { level: 1, name: t('first-title-found') }).waitFor();
  await person.look('first-found');
  await person.press('first-finish');
  await person.page.getByRole('navigation').waitFor();
}

/** A batch with three wrong passwords on the way: nothing is lost by them. */
async function signAll(person, files, password) {
  const { page, prompt, t } = person;
  await person.go('sign');
  await person.look('sign-empty');
  await person.picks(...files);
  await person.part('choose-files').click();
  await page.locator('#sign-documents', { hasText: t('sign-documents', { count: files.length }) }).waitFor();
  for (const name of ['note.txt', 'order.xml', 'picture.png', 'letter.pdf']) {
    await person.part('sign-documents').getByRole('button', { name, exact: true }).click();
    await page.getByRole('heading', { name: t('preview-of', { name }) }).or(page.getByLabel(t('preview-of', { name }))).first().waitFor();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete) && !document.querySelector('[aria-busy="true"]'));
    // A press on what is further down may have scrolled the list.
    await page.locator('#sign-documents').scrollIntoViewIfNeeded();
    await person.look(`sign-${name.split('.')[1]}`);
  }
  await page.getByRole('switch', { name: t('sign-visible') }).check();
  await person.part('place-box').focus();
  await page.keyboard.press('ArrowUp');
  await person.look('sign-visible');

  await person.part('sign').click();
  await person.waitForPrompt();
  await person.look('prompt', { page: prompt });
  await person.look('sign-asking');
  for (const wrong of WRONG) {
    await person.confirm(wrong);
    await prompt.getByRole('alert').getByText(t('password-wrong-again', { tries: 0 })).waitFor();
  }
  await person.look('prompt-wrong', { page: prompt });
  await person.confirm(password);
  await person.part('sign-verdict').waitFor();
  await page.locator('[data-test="outcome"][data-fate="signed"]').nth(files.length - 1).waitFor();
  await person.look('sign-done');
  await person.waitForNoPrompt();
}

async function verdict(person, indication) {
  await person.page.locator(`[data-test="verdict"][data-indication="${indication}"]`).waitFor();
  await person.page.getByRole('heading', { name: person.t(`verify-verdict-${indication}`, { count: 1 }) }).waitFor();
}

/** Believes the key's own certificate, through the settings. */
async function trust(person, certificate) {
  const { page, t } = person;
  await person.go('settings');
  await person.look('settings');
  await person.press('settings-environment-add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('settings-environment-name')).fill('өзім');
  await person.picks(certificate);
  await person.press('settings-environment-files', undefined, dialog);
  await dialog.getByText(t('settings-environment-chosen', { count: 1 })).waitFor();
  await person.look('settings-trust');
  await person.press('settings-environment-trust', undefined, dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'өзім' }).check();
  await page.getByRole('navigation').getByText('өзім').waitFor();
}

/** The report for people, the one for programs, and the sheet. */
async function saveAll(person, file) {
  const { page, t } = person;
  const saved = async (name) => page.getByText(t('documents-written', { file: name })).first().waitFor();
  await person.picks(file('report.pdf'));
  await person.part('save-report').click();
  await saved('report.pdf');
  await person.picks(file('report.json'));
  await page.getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('verify-report-json') }).click();
  await saved('report.json');
  await person.picks(file('sheet.pdf'));
  await person.part('save-sheet').click();
  await saved('sheet.pdf');
}

/** A signature whose document is not beside it asks for the document. */
async function detached(person, file, signature) {
  const { page } = person;
  await person.press('verify-clear');
  await person.open('verify', signature);
  await person.part('content-missing').waitFor();
  await person.look('verify-missing');
  await person.picks(file('letter.pdf'));
  await person.part('choose-content').click();
  await person.part('content-missing').or(page.locator('[data-test="verdict"]')).first().waitFor();
  await person.look('verify-other');
  await person.press('verify-clear');
  await person.open('verify', signature);
  await person.part('content-missing').waitFor();
  await person.picks(file('note.txt'));
  await person.part('choose-content').click();
  await verdict(person, 'TOTAL-PASSED');
}

/** The one file whose name matches, made by the signing. */
const made = (folder, pattern) => join(folder, readdirSync(folder).find((name) => pattern.test(name)));

/** The signed PDF with one digit of its words changed. */
function tampered(folder) {
  const bytes = readFileSync(made(folder, /^letter.+\.pdf$/));
  bytes[bytes.indexOf('Contract 214') + 'Contract 21'.length] ^= 1;
  const file = join(folder, 'tampered.pdf');
  writeFileSync(file, bytes);
  return file;
}

/** The signature of the note in a folder where its note is not. */
function apart(folder) {
  const away = join(folder, 'apart');
  mkdirSync(away);
  const file = join(away, 'note-signature.p7s');
  copyFileSync(made(folder, /^note\.txt\../), file);
  return file;
}
