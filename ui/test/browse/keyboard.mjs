// Signing without a mouse: only keys are pressed, and the focus is always seen.
import { Person } from './person.mjs';

export default async function keyboard(browser, order, opened) {
  const { home, language, theme, size, keys, password, folder } = order;
  const person = await Person.at(browser, home, { language, theme, size });
  opened(person);
  const { page, prompt, t } = person;
  await person.call({ call: 'set-setting', name: 'language', value: language });
  await person.call({ call: 'set-setting', name: 'started', value: 'true' });
  await person.call({ call: 'add-keys', paths: [keys] });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  // The digit is the place at the side.
  const places = await page.getByRole('navigation').locator('ul:not(.foot) a').allInnerTexts();
  await page.keyboard.press(`Control+${places.findIndex((words) => words.trim() === t('nav-sign')) + 1}`);
  await page.getByRole('heading', { level: 1, name: t('nav-sign') }).waitFor();
  await focusIs(page, t('nav-sign'));
  await person.picks(`${folder}/note.txt`);
  await tabTo(person, t('sign-choose'));
  await page.keyboard.press('Enter');
  await page.locator('#sign-documents').waitFor();
  await tabTo(person, t('sign-wishes'));
  await page.keyboard.press('Enter');
  await tabTo(person, t('label-time-stamped-at'));
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor();
  await page.keyboard.press('End');
  await page.locator('[role="option"][data-highlighted]', { hasText: t('sign-time-none') }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  await tabTo(person, t('sign-button', { count: 1 }));
  await person.look('keyboard-sign');
  await page.keyboard.press('Enter');

  // The prompt takes the focus to its password; it ignores keys until it has been seen.
  await person.waitForPrompt();
  const field = prompt.locator('input[type=password]');
  await prompt.waitForFunction(() => document.activeElement?.matches('input[type=password]'));
  while ((await field.inputValue()) === '') await prompt.keyboard.type(password[0]);
  await prompt.keyboard.press('Control+A');
  await prompt.keyboard.type(password);
  await prompt.keyboard.press('Tab');
  await prompt.keyboard.press('Tab');
  await prompt.keyboard.press('Tab');
  await prompt.waitForFunction((name) => document.activeElement?.textContent?.trim() === name, t('prompt-sign'));
  await prompt.keyboard.press('Enter');
  await person.part('sign-verdict').waitFor();
  await focusIs(page, t('sign-done', { count: 1 }));
  await person.look('keyboard-done');
  await tabTo(person, t('sign-verify'));
  await page.keyboard.press('Enter');
  await page.locator('[data-test="verdict"]').waitFor();
  await tabTo(person, t('label-details'));
  await page.keyboard.press('Enter');
  await person.part('signature-details').getByText(t('label-algorithm')).waitFor();
  await person.look('keyboard-verified');
  await page.keyboard.press('F1');
  await page.getByRole('dialog', { name: t('frame-help') }).waitFor();
  await person.look('keyboard-help');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function focusIs(page, text) {
  await page.waitForFunction((text) => document.activeElement?.textContent?.includes(text), text);
}

/** Goes on with Tab until this has the focus; where it has none to be seen, that is a finding. */
async function tabTo(person, name) {
  const { page } = person;
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const { words, isSeen } = await page.evaluate(focused);
    if (!isSeen) person.troubles.push(`the focus is not seen on: ${words}`);
    if (words.includes(name)) return;
  }
  throw new Error(`Tab does not come to: ${name}`);
}

/** What has the focus, by the name a voice says. Runs in the page. */
function focused() {
  const element = document.activeElement;
  const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
  const own = [...(element.labels ?? [])].map((label) => label.textContent);
  // A row is pressed as a whole: its ring is drawn by what lies over it.
  const rings = [getComputedStyle(element), getComputedStyle(element, '::after'), getComputedStyle(element.parentElement ?? element)];
  const isSeen = element === document.body || rings.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  return { words: [element.getAttribute('aria-label'), ...labels, ...own, element.textContent].filter(Boolean).join(' '), isSeen };
}
