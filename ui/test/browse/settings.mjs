// What is set is seen at once, and still there after a new start.
import { Person } from './person.mjs';
import { words } from './words.mjs';

const LANGUAGES = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

export default async function settings(browser, order, opened) {
  const { home, size, now } = order;
  const person = await Person.at(browser, home, { language: 'kk', size, now, prompt: false });
  opened(person);
  const { page } = person;
  await person.call({ call: 'set-setting', name: 'language', value: 'kk' });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await page.reload();
  await person.go('settings');
  for (const [language, name] of Object.entries(LANGUAGES)) {
    await page.getByRole('radio', { name, exact: true }).check();
    person.language = language;
    person.t = words(language);
    person.pictures = language === 'ru' ? ['settings-dark', 'settings-contrast', 'empty-keys'] : [];
    await page.getByRole('heading', { level: 1, name: person.t('nav-settings') }).waitFor();
    for (const theme of ['light', 'dark', 'contrast']) {
      await page.getByRole('radio', { name: person.t(`settings-theme-${theme}`), exact: true }).check();
      await page.locator(theme === 'contrast' ? '[data-contrast="more"]' : `html[data-theme="${theme}"]`).waitFor();
      await person.look(`settings-${theme}`);
    }
    if (!(await page.locator(`html[lang="${language}"]`).count())) throw new Error(`the page does not say that it is in ${language}`);
    await emptyViews(person);
  }
  const kept = await person.call({ call: 'state' });
  if (kept.language !== 'en' || kept.theme !== 'contrast') throw new Error(`kept: ${JSON.stringify(kept)}`);
  await page.reload();
  await page.locator('[data-contrast="more"]').waitFor();
  await page.getByRole('heading', { level: 1, name: person.t('nav-settings') }).waitFor();
}

/** A page with nothing on it yet says what to do next. */
async function emptyViews(person) {
  for (const view of ['home', 'keys', 'sign', 'verify', 'history', 'about']) {
    await person.go(view);
    await person.page.waitForFunction(() => document.querySelector('main .skeleton, main [aria-busy="true"]') === null);
    await person.look(`empty-${view}`);
  }
  await person.go('settings');
}
