// An authority that nobody vouches for is not believed; its root is looked at, and then trusted. Among the settings it
// is seen, put in the place of another, and forgotten.
import { step } from './enrol.mjs';
import { Person } from './person.mjs';

export default async function root(browser, order, opened) {
  const { home, language, theme, size } = order;
  const person = await Person.at(browser, home, { language, theme, size, prompt: false });
  opened(person);
  const { page, t } = person;
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await page.reload();
  await person.go('get-keys');
  await page.getByLabel(t('get-address')).fill(order.authority);
  await person.part('apply-typed').click();
  await page.getByText(t('failure-authority-untrusted.what')).waitFor();
  await person.look('root-untrusted');
  await person.picks(order.other);
  await person.part('choose-root').click();
  await page.getByText(t('failure-trust-file-damaged.what')).waitFor();
  await person.picks(order.root);
  await person.part('choose-root').click();
  await person.part('root').getByText(t('root-compare')).waitFor();
  await person.look('root-shown');
  await person.press('root-trust');
  await step(person, 'template');
  await page.reload();
  await step(person, 'template');
  await settings(person, order);
}

async function settings(person, { root, authority }) {
  const { page, t } = person;
  await person.go('settings');
  const roots = person.part('roots');
  await roots.getByText(authority, { exact: true }).waitFor();
  const fingerprint = await roots.getByText(/^([0-9A-F]{4} ?){16}$/).innerText();
  await roots.scrollIntoViewIfNeeded();
  await person.look('root-kept');
  await person.part('replace-root').click();
  const dialog = page.getByRole('dialog');
  await person.picks(root);
  await dialog.locator('[data-test="choose-root"]').click();
  await dialog.getByText(fingerprint, { exact: true }).waitFor();
  await person.look('root-replace');
  await person.part('confirm-replace-root').click();
  await dialog.waitFor({ state: 'detached' });
  await person.part('forget-root').click();
  await dialog.getByText(t('roots-forget-detail', { authority })).waitFor();
  await person.look('root-forget');
  await person.part('confirm-forget-root').click();
  await person.part('roots-none').waitFor();
  await person.look('root-forgotten');
}
