// A thousand documents: progress, a window that still answers, and an end in the middle.
import { figures, nextFrame, watchTasks } from './measure.mjs';
import { Person } from './person.mjs';

export default async function many(browser, order, opened) {
  const { home, language, theme, size, keys, password, many: folder, count } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  const { page, t } = person;
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.call({ call: 'add-keys', paths: [keys] });
  await page.reload();
  await person.go('sign');
  await person.picks(folder);
  await person.part('choose-folder').click();
  await page.locator('#sign-documents', { hasText: t('sign-documents', { count }) }).waitFor();
  await person.part('sign-wishes').locator('summary').click();
  await page.getByRole('combobox', { name: t('label-time-stamped-at') }).click();
  await page.getByRole('option', { name: t('sign-time-none-detail') }).click();
  await person.look('many-list');

  const stop = await watchTasks(page);
  const frames = [];
  await person.part('sign').click();
  await person.waitForPrompt();
  await person.look('many-prompt', { page: person.prompt });
  const begun = performance.now();
  await person.confirm(password);
  await reaches(page, 100);
  frames.push(await nextFrame(page));
  await person.part('cancel-signing').click();
  await person.part('sign-verdict').waitFor();
  const first = await signed(page, count);
  if (first < 100 || first >= count) throw new Error(`${first} signed when it was called off`);
  await person.look('many-cancelled');

  // What is left is signed in a second go; meanwhile the window shows something else.
  await person.part('sign-rest').click();
  await person.confirm(password);
  await reaches(page, 50);
  await person.look('many-going');
  await person.go('history');
  frames.push(await nextFrame(page));
  await person.part('history-entries').waitFor();
  frames.push(await nextFrame(page));
  await person.go('sign');
  frames.push(await nextFrame(page));
  await page.getByRole('heading', { name: t('sign-done', { count }) }).waitFor({ timeout: 300_000 });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  await person.look('many-done');
  figures(`${count} documents in ${seconds} s, called off after ${first}`, await stop(), frames);
}

/** So many are done, as the window says. */
async function reaches(page, done) {
  await page.waitForFunction((done) => {
    // Thousands are parted by a space or a comma.
    const text = document.querySelector('[data-progress]')?.textContent.replace(/(?<=\d)[\s,](?=\d{3})/g, '');
    return Math.min(...(text?.match(/\d+/g) ?? ['0']).map(Number)) >= done;
  }, done);
}

/** How many were signed when it stopped: all but those that are left. */
async function signed(page, count) {
  const left = await page.locator('[data-test="sign-rest"]').textContent();
  return count - Number(left.replace(/\D/g, ''));
}
