// A person before the window: two pages of one browser, the main window and the prompt.
import { mkdirSync, writeFileSync } from 'node:fs';
import { findings, hearErrors, settle } from '../checks.mjs';
import { compare } from './snapshot.mjs';
import { words } from './words.mjs';

export const SIZES = { large: { width: 1280, height: 800 }, small: { width: 1024, height: 700 }, least: { width: 720, height: 540 } };
const PROMPT = { width: 480, height: 640 };
const MARKER = 'tanba-http-home';

export class Person {
  troubles = [];
  /** Names of screens whose pictures are compared. */
  pictures = [];
  #home;
  #major;

  /** Opens both windows of `home`, as the machine and its owner are set up. */
  static async at(browser, home, { language, size = 'large', theme = 'light', locale = language, now, prompt = true }) {
    const person = new Person();
    person.#home = home;
    person.#major = browser.version().split('.')[0];
    person.language = language;
    person.t = words(language);
    person.context = await browser.newContext({
      viewport: SIZES[size],
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      contrast: theme === 'contrast' ? 'more' : 'no-preference',
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Almaty',
      locale,
    });
    person.context.setDefaultTimeout(60_000);
    // Chromium asks for it by itself; the window has none.
    await person.context.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    person.page = await person.#open('/', now);
    if (prompt) {
      person.prompt = await person.#open('/prompt.html', now);
      await person.prompt.setViewportSize(PROMPT);
    }
    return person;
  }

  async #open(path, now) {
    const page = await this.context.newPage();
    hearErrors(page, (what) => {
      // The core's refusals come with a status that Chromium reports too.
      if (!/status of 422/.test(what)) this.troubles.push(what);
    });
    if (now) await page.clock.setFixedTime(new Date(now));
    await page.goto(new URL(path, this.#home).href);
    return page;
  }

  /** This must be clean: nothing found by axe-core, nothing cut off, nothing in the console; and where it is one of the pictures, as that. */
  async look(name, { page = this.page } = {}) {
    const say = (what) => this.troubles.push(`${name}-${this.language}: ${what}`);
    await settle(page);
    const out = process.env.BROWSE_DIR;
    if (out) {
      mkdirSync(out, { recursive: true });
      writeFileSync(`${out}/${name}-${this.language}.png`, await page.screenshot());
    }
    (await findings(page)).forEach(say);
    if (this.pictures.includes(name)) await compare(page, `${name}-${this.language}`, this.#major, say);
  }

  /** Presses what is called so. */
  async press(id, values, where = this.page) {
    await where.getByRole('button', { name: this.t(id, values), exact: true }).first().click();
  }

  async go(view) {
    await this.page.getByRole('navigation').getByRole('link', { name: this.t(`nav-${view}`), exact: true }).click();
    await this.page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  part(name) {
    return this.page.locator(`[data-test="${name}"]`).first();
  }

  /** What the system's dialog will give next. */
  async picks(...paths) {
    await this.#post('/window/pick', { paths });
  }

  /** Files come from outside: opened with the program, or dropped on its icon. */
  async open(intent, ...files) {
    await this.#post('/window/open', { files, intent });
  }

  /** Asks the core without the window; gives the value of its reply. */
  async call(call) {
    const answer = await this.#post('/call', { task: 1_000_000, call });
    return (await answer.json()).value;
  }

  async #post(path, body) {
    const answer = await fetch(new URL(path, this.#home), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-home': MARKER },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /** Types into the prompt and confirms. It ignores both until it has been seen for a moment. */
  async confirm(secret) {
    const fields = this.prompt.locator('input[type=password]');
    await fields.first().waitFor();
    for (const field of await fields.all()) {
      do await field.fill(secret);
      while ((await field.inputValue()) !== secret);
    }
    // The secret leaves the field in the moment it is sent.
    const isTyped = () => this.prompt.evaluate(() => [...document.querySelectorAll('input[type=password]')].some(({ value }) => value !== ''));
    do await this.prompt.locator('footer .button.primary').click();
    while (await isTyped());
  }

  async waitForPrompt() {
    await this.prompt.locator('main h1').waitFor();
  }

  async waitForNoPrompt() {
    await this.prompt.locator('main h1').waitFor({ state: 'detached' });
  }
}
