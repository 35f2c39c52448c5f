// Keys for somebody of a legal entity: the screens of questions; for the head an application that is sent back and
// corrected, the operator's approval, the installation; for an employee the wait for the head, and giving it up.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Person } from './person.mjs';

/** Well formed, and nobody's. */
const UNKNOWN_BIN = '990140000017';
const REASON = { kk: 'Қала дұрыс көрсетілмеген', ru: 'Город указан неверно', en: 'The city is wrong' };

export default async function enrol(browser, order, opened) {
  const { home, language, theme, size } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.page.reload();
  await begin(person, order);
  await applicant(person, order);
  await contact(person);
  await storage(person, order);
  if (order.who === 'employee') await elsewhere(person, order);
  const number = await apply(person, order);
  if (order.who === 'employee') return giveUp(person, order);
  await paper(person, order, number);
  const next = await sentBack(person, order, number);
  await approve(person, order, next);
  await install(person, order);
}

export const step = ({ page }, name) => page.locator(`form[data-step="${name}"]`).waitFor();
export const next = ({ page }) => page.locator('[data-test="next"]').click();
export const state = ({ page }, name) => page.locator(`[data-test="next-step"][data-state="${name}"]`).waitFor();

export function authority({ program, authority }, words, ...more) {
  return execFileSync(program, [...words.split(' '), authority, ...more], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export const registered = (order, kind) => JSON.parse(authority(order, `registry list ${kind}`, '--json'));

/** Nobody is known: the practice authority is started and met. */
export async function begin(person, { who }) {
  const { page, t } = person;
  await person.go('get-keys');
  await page.getByText(t('get-empty'), { exact: true }).waitFor();
  await person.look('enrol-empty');
  await person.press('get-practise');
  await step(person, 'template');
  await next(person);
  await page.getByText(t('fault-template-missing')).waitFor();
  await page.getByRole('radio', { name: t('form-for-employee'), exact: true }).check();
  await page.getByText(t('form-head-first')).waitFor();
  await person.look('enrol-employee');
  await choose(person, 'form-right', 4);
  await page.locator('[data-test="treasury-role"]').fill('ROLE2');
  await page.locator('[data-test="treasury-code"]').fill('ks1234');
  await next(person);
  await page.getByText(t('fault-treasury-role-malformed')).waitFor();
  await person.look('enrol-treasury');
  if (await page.getByText(t('fault-treasury-code-malformed')).isVisible()) person.troubles.push('a code in small letters is refused');
  await choose(person, 'form-right', 0);
  await page.getByRole('radio', { name: t('form-for-system'), exact: true }).check();
  await page.getByLabel(t('form-system-name')).fill('1С: Бухгалтерия');
  await page.locator('[data-test="system-id"]').fill('1.2');
  await next(person);
  await page.getByText(t('fault-system-id-malformed')).waitFor();
  await person.look('enrol-system');
  await page.getByRole('radio', { name: t(`form-for-${who}`), exact: true }).check();
  await person.look('enrol-template');
  await next(person);
  await step(person, 'agreement');
  await next(person);
  await page.getByText(t('fault-agreement-missing')).waitFor();
  await person.look('enrol-agreement-missing');
  await page.getByRole('checkbox').check();
  await person.look('enrol-agreement');
  await next(person);
  await step(person, 'applicant');
}

/** The name is filled in by itself; a window that is loaded again has everything that was typed. */
export async function applicant(person, order) {
  const { page, t } = person;
  const bin = page.locator('[data-test="bin"]');
  await bin.fill('1234');
  await next(person);
  await page.getByText(t('fault-bin-malformed')).waitFor();
  await bin.fill(UNKNOWN_BIN);
  await page.getByText(t('failure-bin-unknown.what')).waitFor();
  await person.look('enrol-bin-unknown');
  const [company] = registered(order, 'legal-entities');
  await bin.fill(company.bin);
  await page.locator('[data-test="entity"]').getByText(company.name).waitFor();
  if (order.who === 'employee') {
    await next(person);
    await page.getByText(t('fault-iin-malformed')).waitFor();
    await person.look('enrol-iin-missing');
    const { iin } = registered(order, 'individuals').find(({ iin }) => iin !== company.head_iin);
    await page.locator('[data-test="iin"]').fill(iin);
  }
  await person.look('enrol-entity');
  await page.reload();
  await step(person, 'applicant');
  await page.locator('[data-test="entity"]').getByText(company.name).waitFor();
  if ((await bin.inputValue()) !== company.bin) person.troubles.push('the BIN is lost');
  await person.go('home');
  await page.getByText(t('get-draft'), { exact: true }).waitFor();
  await person.look('enrol-home-draft');
  await person.press('frame-continue');
  await step(person, 'applicant');
  await next(person);
  await step(person, 'contact');
}

async function choose({ page, t }, label, place) {
  await page.locator('.select', { hasText: t(label) }).locator('.kit-select').click();
  await page.getByRole('option').nth(place).click();
}

export async function contact(person) {
  const { page, t } = person;
  await page.getByText(t('form-email-none')).waitFor();
  await next(person);
  await page.getByText(t('fault-region-missing')).waitFor();
  await person.look('enrol-contact-empty');
  await page.locator('[data-test="email"]').fill('head@example.kz');
  await choose(person, 'form-region', 0);
  await person.look('enrol-contact');
  if (await page.getByText(t('form-choose'), { exact: true }).isVisible()) await choose(person, 'form-city', 0);
  await next(person);
  await step(person, 'storage');
}

/** A token that is plugged in appears by itself; one that is pulled out is said to be gone. */
async function storage(person, { slot }) {
  const { page, t } = person;
  await page.getByText(t('form-storage-warning')).waitFor();
  await person.look('enrol-storage');
  writeFileSync(slot.file, slot.serial);
  await page.getByRole('radio', { name: t('key-place-token', { token: 'Айгүл' }) }).check();
  await page.getByText(t('form-storage-tokens')).waitFor();
  await page.getByText(t('form-storage-warning')).waitFor({ state: 'detached' });
  await person.look('enrol-storage-token');
  rmSync(slot.file);
  await page.getByText(t('form-storage-gone')).waitFor();
  await person.look('enrol-storage-gone');
  await page.getByRole('radio', { name: t('form-storage-folder') }).check();
  await next(person);
  await step(person, 'review');
  await page.reload();
  await step(person, 'review');
  await person.look('enrol-review');
}

/** The token is pulled out while its PIN is asked for: the key is made in a folder instead, and nothing is asked again. */
async function elsewhere(person, { slot }) {
  const { page, prompt, t } = person;
  const review = page.locator('form[data-step="review"] li', { hasText: t('form-told-storage') });
  await review.getByRole('button').click();
  await step(person, 'storage');
  writeFileSync(slot.file, slot.serial);
  await page.getByRole('radio', { name: t('key-place-token', { token: 'Айгүл' }) }).check();
  await next(person);
  await step(person, 'review');
  await next(person);
  await prompt.getByRole('heading', { level: 1, name: t('prompt-pin-open-user') }).waitFor();
  rmSync(slot.file);
  await person.confirm(slot.pin);
  await page.locator('[data-test="elsewhere"]').waitFor();
  await person.look('enrol-keys-failed');
  await page.locator('[data-test="elsewhere"]').click();
  await step(person, 'storage');
  await page.getByText(t('form-place-left')).waitFor();
  await page.getByRole('radio', { name: t('form-storage-folder') }).check();
  await person.look('enrol-elsewhere');
}

/** The key is made here under a password that only the prompt knows; the number comes. */
async function apply(person, { password }) {
  const { page, prompt, t } = person;
  await next(person);
  await person.waitForPrompt();
  await prompt.getByRole('heading', { level: 1, name: t('prompt-new-title') }).waitFor();
  await person.look('enrol-sending');
  await person.look('enrol-password', { page: prompt });
  await person.confirm(password);
  await state(person, 'waits');
  await person.look('enrol-waits');
  return numberOf(person);
}

async function numberOf({ page }) {
  const spoken = await page.locator('[data-test="number"]').innerText();
  const number = spoken.replace(/\s/g, '');
  if (!/^\d{4}-\d{4}-\d{4}$/.test(number)) throw new Error(`no number: ${spoken}`);
  return number;
}

async function paper(person, { form, home }, number) {
  const { page } = person;
  await person.picks(form);
  await page.locator('[data-test="save"]').click();
  await page.getByText(person.t('documents-written', { file: 'application.pdf' })).waitFor();
  if (!readFileSync(form).subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('the application is no PDF');
  await page.locator('[data-test="print"]').click();
  const asked = async () => (await fetch(new URL('/window/asked', home), { headers: { 'x-home': 'tanba-http-home' } })).json();
  let opened;
  do opened = (await asked()).find(({ what }) => what === 'open');
  while (!opened);
  if (!opened.path.includes(number)) throw new Error(`opened ${opened.path}`);
}

/** What is given up says what it still holds; the key is kept as a file, and deleted after all. */
async function giveUp(person, { keys }) {
  const { page, t } = person;
  await page.getByRole('heading', { name: t('application-next-head') }).waitFor();
  await page.locator('main header').getByRole('button', { name: t('frame-more') }).click();
  await page.getByRole('menuitem', { name: t('abandon') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('holds-folder')).waitFor();
  await person.look('enrol-abandon');
  await dialog.getByRole('radio', { name: t('abandon-keys-keep'), exact: true }).check();
  await page.locator('[data-test="abandon"]').click();
  await state(person, 'abandoned');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-test="holdings"]').getByText(t('holds-file')).waitFor();
  await person.look('enrol-abandoned');
  const kept = readdirSync(keys);
  if (!kept.some((name) => /^GOST512_\w+\.key$/.test(name))) person.troubles.push(`kept: ${kept}`);
  await person.go('get-keys');
  await page.locator('[data-test="journeys"]').getByText(t('state-abandoned'), { exact: true }).waitFor();
  await person.look('enrol-list');
  await page.locator('[data-test="journeys"] button').first().click();
  await page.locator('[data-test="delete-keys"]').click();
  await dialog.getByText(t('holds-delete-detail')).waitFor();
  await person.look('enrol-delete-keys');
  await page.locator('[data-test="abandon"]').click();
  await page.locator('[data-test="delete-keys"]').waitFor({ state: 'detached' });
  if (readdirSync(keys).length > 0) person.troubles.push(`left: ${readdirSync(keys)}`);
}

/** The reason is read in the person's language, one answer is corrected, the key stays. */
async function sentBack(person, order, number) {
  const { page, t, language } = person;
  const before = readdirSync(order.keys);
  authority(order, 'operator return', number, '--reason', REASON.en, '--reason-kk', REASON.kk, '--reason-ru', REASON.ru);
  await page.locator('[data-test="reason"]').getByText(REASON[language]).waitFor();
  await state(person, 'asks');
  await person.look('enrol-returned');
  await person.go('home');
  await page.getByText(t('need-returned'), { exact: true }).waitFor();
  await person.look('enrol-home-returned');
  await person.press('need-correct');
  await page.locator('[data-test="correct"]').click();
  await step(person, 'template');
  await page.getByText(REASON[language]).waitFor();
  await person.look('enrol-correct');
  await next(person);
  await step(person, 'applicant');
  await next(person);
  await step(person, 'contact');
  await choose(person, 'form-region', 1);
  if (await page.getByText(t('form-choose'), { exact: true }).isVisible()) await choose(person, 'form-city', 0);
  await next(person);
  await step(person, 'review');
  await person.look('enrol-correct-review');
  await next(person);
  await state(person, 'waits');
  const another = await numberOf(person);
  if (another === number) throw new Error('the application that was sent back is still there');
  if (`${readdirSync(order.keys)}` !== `${before}`) throw new Error('another key was made');
  return another;
}

/** Who practises plays the operator, too; it is written down as the operator's. */
async function approve(person, order, number) {
  const { page, t } = person;
  await person.part('operator').getByText(t('operator-detail')).waitFor();
  await page.locator('[data-test="operator-refuse"]').click();
  await page.getByRole('dialog').waitFor();
  await person.look('enrol-operator-refuse');
  await person.press('frame-back', {}, page.getByRole('dialog'));
  await page.locator('[data-test="operator-approve"]').click();
  await state(person, 'ready');
  if (!/operator on the command line/.test(authority(order, 'audit'))) person.troubles.push('the audit log does not tell who approved');
  if (!authority(order, 'list').includes('\tperson\t')) person.troubles.push(`no certificate for ${number}`);
  await page.getByRole('button', { name: t('application-install'), exact: true }).waitFor();
  await person.look('enrol-ready');
  await person.go('home');
  await page.getByText(t('need-install'), { exact: true }).waitFor();
  await person.look('enrol-home-ready');
  await person.press('need-install-do');
}

async function install(person, { password, keys }) {
  const { page, prompt, t } = person;
  await page.locator('[data-test="resume"]').click();
  await prompt.getByRole('heading', { level: 1, name: t('prompt-open-title') }).waitFor();
  await person.look('enrol-install-password', { page: prompt });
  await person.confirm('Wrong-pass1');
  await person.waitForPrompt();
  await person.confirm(password);
  await state(person, 'finished');
  await person.look('enrol-finished');
  const made = readdirSync(keys).filter((name) => name.endsWith('.p12'));
  if (made.length !== 1) throw new Error(`keys: ${made}`);
  await person.go('get-keys');
  await page.getByText(t('get-start'), { exact: true }).waitFor();
  await person.look('enrol-again');
  const known = await person.call({ call: 'keys' });
  if (!known.some(({ reference, practice }) => practice && reference.endsWith(made[0]))) throw new Error('the key is not among the keys');
}
