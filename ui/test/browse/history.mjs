// Five thousand entries: they scroll, and what is looked for is found.
import { figures, nextFrame, watchTasks } from './measure.mjs';
import { Person } from './person.mjs';

const STEPS = 20;

export default async function history(browser, order, opened) {
  const { home, language, theme, size, now } = order;
  const person = await Person.at(browser, home, { language, theme, size, now, prompt: false });
  opened(person);
  person.pictures = ['history', 'history-found'];
  const { page, t } = person;
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await page.reload();
  await person.go('history');
  const entries = person.part('history-entries');
  await entries.getByText('№ 5000.pdf').waitFor();
  await person.look('history');

  const list = entries.getByRole('group', { name: t('history-list') });
  const stop = await watchTasks(page);
  const frames = [];
  for (let step = 0; step < STEPS; step++) {
    const before = await shown(entries);
    await list.evaluate((element) => element.scrollBy(0, element.clientHeight * 3));
    frames.push(await nextFrame(page));
    await page.waitForFunction(([element, text]) => element.innerText !== text, [await entries.elementHandle(), before]);
  }
  figures('history of 5,000 entries, 20 steps of three pages', await stop(), frames);
  const drawn = await entries.getByRole('button').count();
  if (drawn > 100) person.troubles.push(`${drawn} entries are drawn at once`);
  await person.look('history-far');

  await person.part('history-search').fill('№ 4321');
  await page.getByRole('status').filter({ hasText: t('history-found', { count: 1 }) }).waitFor();
  await entries.getByRole('button', { name: 'Келісімшарт № 4321.pdf' }).click();
  await person.part('entry-details').waitFor();
  await person.look('history-found');
  await person.part('history-search').fill('жоқ сөз');
  await page.getByText(t('history-none-detail', { words: 'жоқ сөз' })).waitFor();
  await person.look('history-none');
  await person.press('history-search-clear');
  await entries.getByText('№ 5000.pdf').waitFor();
  await person.part('check-history').click();
  await person.part('history-report').waitFor();
  await person.look('history-checked');
}

const shown = (entries) => entries.evaluate((element) => element.innerText);
