// What lies on a token: a practice key is certified on it, its certificate is saved, deleted and written again, and the key
// deleted. The PIN of its factory is changed on the way. Another token has a reader with keys of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from './person.mjs';

const PIN = 'Qwe52rty';

export default async function contents(browser, order, opened) {
  const { home, language, theme, size, folder, slot, token, reader } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.page.reload();
  writeFileSync(slot, token.serial);
  await practise(person, token);
  await certificate(person, token, join(folder, 'certificate.cer'));
  await deleteKey(person, token);
  writeFileSync(slot, reader.serial);
  await onReader(person, reader);
}

/** Asks for a PIN, and gives it. */
async function give(person, id, secret) {
  await person.prompt.getByRole('heading', { level: 1, name: person.t(id), exact: true }).waitFor();
  await person.confirm(secret);
}

async function panel({ page }, label) {
  await page.locator('[data-test="token"]').getByRole('link', { name: label }).click();
  await page.getByRole('heading', { level: 1, name: label }).waitFor();
}

/** The key is made on the token; everybody knows its PIN, which is said and mended at once. */
async function practise(person, token) {
  const { page, prompt, t } = person;
  await person.go('keys');
  await page.locator('[data-test="token"]', { hasText: token.label }).waitFor();
  await person.press('practice-begin');
  await person.part('practice-place').getByRole('radio', { name: t('key-place-token', { token: token.label }) }).check();
  await person.look('contents-place');
  await person.part('practice-place').getByRole('button', { name: t('practice-begin') }).click();
  await give(person, 'prompt-pin-open-user', token.pin);
  await prompt.getByText(t('pin-factory-detail')).waitFor();
  await person.look('contents-factory-pin', { page: prompt });
  await give(person, 'prompt-pin-new-user', PIN);
  await person.waitForNoPrompt();
  await panel(person, token.label);
  await page.locator('[data-test="token-keys"]').getByText(t('keys-state-valid')).waitFor();
  await person.look('contents-practised');
}

async function act(person, id) {
  await person.page.locator('[data-test="token-keys"]').getByRole('button').first().click();
  await person.page.getByRole('menuitem', { name: person.t(id), exact: true }).click();
}

async function remove(person, what, label) {
  const { page, t } = person;
  await act(person, what === 'key' ? 'token-key-delete' : 'token-cert-delete');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t(`token-delete-${what}-loss`)).waitFor();
  await dialog.locator('input').fill(label);
  await person.look(`contents-delete-${what}`);
  await dialog.locator('[data-test="confirm"]').click();
  await give(person, 'prompt-pin-open-user', PIN);
  await page.getByText(t(`token-deleted-${what}`)).waitFor();
  await person.waitForNoPrompt();
}

/** It is saved, deleted, and written again from the file. */
async function certificate(person, { label }, file) {
  const { page, t } = person;
  await person.picks(file);
  await act(person, 'token-cert-export');
  await page.getByText(t('token-cert-exported')).waitFor();
  await remove(person, 'certificate', label);
  await page.locator('[data-test="token-keys"]').getByText(t('token-key-without-certificate')).first().waitFor();
  await person.look('contents-uncertified');
  await person.picks(file);
  await act(person, 'token-cert-put');
  await give(person, 'prompt-pin-open-user', PIN);
  await page.getByText(t('token-cert-written')).waitFor();
  await person.waitForNoPrompt();
  await page.locator('[data-test="token-keys"]').getByText(t('keys-state-valid')).waitFor();
}

async function deleteKey(person, { label }) {
  await remove(person, 'key', label);
  await person.page.getByText(person.t('token-empty')).waitFor();
  await person.look('contents-empty');
}

/** The PIN is typed on the reader: the window asks for none. */
async function onReader(person, { label }) {
  const { page, t } = person;
  await person.go('keys');
  await panel(person, label);
  await page.getByText(t('token-pin-pad')).waitFor();
  await person.look('contents-reader');
  await person.part('new-key').click();
  await page.locator('[data-test="make-key"]').click();
  await page.getByText(t('token-key-made')).waitFor();
  await person.look('contents-reader-key');
}
