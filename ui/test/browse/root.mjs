// An authority that nobody vouches for is not believed; its root is looked at, and then trusted.
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
}
