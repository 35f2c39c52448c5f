// The whole window over a core in memory: first run, going about, keys, settings, failures.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '@/App.svelte';
import { setLanguage } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import { app, home } from '@/state/app.svelte';
import { takeIncoming } from '@/state/incoming.svelte';
import { failing, Fake, KEYS, SCENES } from './fake';

let fake: Fake;
const user = userEvent.setup();
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function open(scene: keyof typeof SCENES | Fake = 'usual', place = ''): Promise<void> {
  const made = scene instanceof Fake ? scene : SCENES[scene]?.();
  if (!made) throw new Error('no such scene');
  fake = made;
  if (fake.state.started) fake.state = { ...fake.state, language: 'en' };
  location.hash = place;
  await connect(fake);
  render(App);
}

beforeEach(() => {
  app.state = undefined;
  home.put(undefined as never);
  setLanguage('en');
  location.hash = '';
});

describe('the first run', () => {
  beforeEach(() => open('first'));

  it('asks for the language, switches at once, and finds keys with consent', async () => {
    await user.click(await screen.findByRole('radio', { name: 'Қазақша' }));
    await heading('Қош келдіңіз');
    await user.click(await button('Жалғастыру'));
    await user.click(await button(/Кілттерімді ашу/));
    expect(await screen.findByText('/media/aigul/USB/ЭЦП')).toBeVisible();
    expect(fake.calls.some(({ call }) => call.call === 'use-key-places')).toBe(false);
    await user.click(await button('Рұқсат беріп, іздеу'));
    await heading('Табылған кілттер');
    await user.click(await button('Tanba-ны ашу'));
    await heading(/Айгүл/);
    expect(fake.state).toMatchObject({ language: 'kk', started: true, key_places: true });
  });

  it('practises instead, and says what that is worth', async () => {
    await user.click(await button('Continue'));
    await user.click(await button(/^Practise/));
    expect(await screen.findByText(/It counts nowhere else/)).toBeVisible();
    expect(screen.getByText(/Fingerprint of the practice authority/)).toBeVisible();
    await user.click(await button('Open Tanba'));
    await heading(/Айгүл/);
    expect(fake.state.key_places).toBe(false);
  });

  it('offers another way when there are no keys', async () => {
    fake.notice({ notice: 'prompting', waits: false });
    await connect(new Fake({ started: false, language: null }, { 'use-key-places': () => [] }));
    await user.click(await button('Continue'));
    await user.click(await button(/Open my keys/));
    await user.click(await button('Allow and look'));
    expect(await button('Get a practice key')).toBeVisible();
    expect(await button('Add a key file')).toBeVisible();
  });
});

describe('going about', () => {
  it('moves by the side, the keyboard and back, and gives the heading the focus', async () => {
    await open();
    await heading(/Айгүл/);
    await user.click(screen.getByRole('link', { name: 'Keys' }));
    const keys = await heading('Keys and tokens');
    await waitFor(() => expect(keys).toHaveFocus());
    expect(screen.getByRole('link', { name: 'Keys' })).toHaveAttribute('aria-current', 'page');
    await user.keyboard('{Control>}[Digit1]{/Control}');
    await waitFor(async () => expect(await heading(/Айгүл/)).toHaveFocus());
    await user.keyboard('{Control>}[Comma]{/Control}');
    await heading('Settings');
  });

  it('gives the heading of what is opened within a page the focus', async () => {
    await open('usual', '#/keys');
    await heading('Keys and tokens');
    await user.click(await waitFor(() => document.querySelector<HTMLElement>('main .press') ?? Promise.reject(new Error('not yet'))));
    await screen.findByRole('link', { name: 'All keys' });
    await waitFor(() => expect(document.querySelector('[data-heading]')).toHaveFocus());
    await user.click(screen.getByRole('link', { name: 'All keys' }));
    await waitFor(async () => expect(await heading('Keys and tokens')).toHaveFocus());
  });

  it('shows what the keyboard does, but not while something is typed', async () => {
    await open('usual', '#/settings');
    await user.type(await screen.findByLabelText('Address of the service'), '?');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(await heading('Settings'));
    await user.keyboard('?');
    expect(within(await screen.findByRole('dialog')).getByText('Open files')).toBeVisible();
  });

  it('brings dropped files where they belong', async () => {
    await open();
    await heading(/Айгүл/);
    fake.drop({ drop: 'over' });
    expect(await screen.findByText('Drop to sign or verify')).toBeVisible();
    fake.drop({ drop: 'files', paths: ['/a.pdf', '/b.p7s'] });
    await waitFor(() => expect(location.hash).toBe('#/sign'));
    expect(screen.queryByText('Drop to sign or verify')).toBeNull();
    expect(takeIncoming('verify')).toEqual(['/b.p7s']);
    expect(takeIncoming('sign')).toEqual(['/a.pdf']);
    expect(takeIncoming('sign')).toBeUndefined();
    // A signature finds its own document; a key among them goes to the keys.
    fake.drop({ drop: 'files', paths: ['/c.pdf', '/d.xml', '/d.xml.p7s', '/e.pfx'] });
    const said = await screen.findByText('To sign: 1 · to verify: 1 · to the keys: 1');
    expect(fake.calls.findLast(({ call }) => call.call === 'add-keys')?.call).toEqual({ call: 'add-keys', paths: ['/e.pfx'] });
    await waitFor(() => expect(fake.calls.some(({ call }) => call.call === 'inspect' && call.paths.join() === '/c.pdf')).toBe(true));
    await user.click(within(said.parentElement!).getByRole('button', { name: 'Go to Verify' }));
    await waitFor(() => expect(location.hash).toBe('#/verify'));
    await waitFor(() => expect(fake.calls.some(({ call }) => call.call === 'verify' && call.file === '/d.xml.p7s')).toBe(true));
    fake.drop({ drop: 'files', paths: ['/b.p7s'] });
    await waitFor(() => expect(location.hash).toBe('#/verify'));
    fake.notice({ notice: 'opened', files: ['/k.P12'], intent: 'open' });
    await heading('Keys and tokens');
    expect(fake.calls.at(-1)?.call.call === 'add-keys' || fake.calls.some(({ call }) => call.call === 'add-keys')).toBe(true);
  });

  it('says that a prompt waits elsewhere', async () => {
    await open();
    await heading(/Айгүл/);
    fake.notice({ notice: 'prompting', waits: true });
    expect(await screen.findByRole('alert')).toHaveTextContent('awaited in a separate window');
    fake.notice({ notice: 'prompting', waits: false });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

describe('home', () => {
  it('is never without a next step', async () => {
    await open('empty');
    expect(await screen.findByText('Signing needs a key')).toBeVisible();
    expect(await button('Get a practice key')).toBeVisible();
    expect(await button('Choose files')).toBeVisible();
  });

  it('asks again when the core says that something changed', async () => {
    await open();
    await heading(/Айгүл/);
    const asked = () => fake.calls.filter(({ call }) => call.call === 'home').length;
    const before = asked();
    fake.notice({ notice: 'changed', what: 'history' });
    await waitFor(() => expect(asked()).toBe(before + 1));
  });

  it('says a failure in words, and tries again', async () => {
    await open('failing');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('tanba.db');
    expect(alert).not.toHaveTextContent('SQLITE_BUSY');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(fake.calls.filter(({ call }) => call.call === 'home').length).toBeGreaterThan(1);
  });

  it('copies the details of a failure for support', async () => {
    await open('failing');
    await user.click(await button('Copy details'));
    expect(await navigator.clipboard.readText()).toContain('code: history-locked');
    expect(await navigator.clipboard.readText()).toContain('SQLITE_BUSY');
  });
});

describe('keys', () => {
  it('shows one with what its certificate says, and marks practice', async () => {
    await open('usual', '#/keys');
    const person = await screen.findByRole('region', { name: 'Сәрсенова Айгүл' });
    await user.click(within(person).getAllByRole('button', { name: 'Individual' })[1] as HTMLElement);
    await heading('Сәрсенова Айгүл');
    expect(screen.getByText(/It counts nowhere else/)).toBeVisible();
    expect(screen.getByText('880412400123')).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'All keys' }));
    await heading('Keys and tokens');
  });

  it('changes a password, backs up, and says so', async () => {
    await open('usual', `#/keys/${encodeURIComponent(KEYS[1]?.file ?? '')}`);
    await user.click(await button('Change password'));
    expect(await screen.findByText('The password of the key is changed.')).toBeVisible();
    await user.click(await button('Back up'));
    expect(await screen.findByText(/Copied to/)).toBeVisible();
  });

  it('says nothing when the person closes the prompt, and a failure otherwise', async () => {
    const change = vi.fn<() => Promise<never>>().mockRejectedValueOnce({ code: 'cancelled' }).mockRejectedValueOnce({ code: 'disk-full' });
    await open(new Fake({}, { 'change-password': change }), `#/keys/${encodeURIComponent(KEYS[1]?.file ?? '')}`);
    await user.click(await button('Change password'));
    await waitFor(() => expect(change).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(await button('Change password'));
    expect(await screen.findByRole('alert')).toHaveTextContent('space');
  });
});

describe('settings', () => {
  it('switches language and look at once', async () => {
    await open('usual', '#/settings');
    await user.click(await screen.findByRole('radio', { name: 'Русский' }));
    await heading('Настройки');
    expect(document.documentElement.lang).toBe('ru');
    await user.click(screen.getByRole('radio', { name: 'Тёмный' }));
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    await user.click(screen.getByRole('radio', { name: 'Высокий контраст' }));
    await waitFor(() => expect(document.documentElement.dataset['contrast']).toBe('more'));
    expect(fake.state).toMatchObject({ language: 'ru', theme: 'contrast' });
  });

  it('saves an address, and says why when it is refused', async () => {
    await open(new Fake({}, { 'set-setting': failing({ code: 'setting-unsuitable', subject: 'tsa' }) }), '#/settings');
    const field = await screen.findByLabelText('Address of the service');
    await user.type(field, 'nonsense');
    await user.click(await button('Save'));
    await waitFor(() => expect(field).toHaveAccessibleDescription(/./));
    expect(field).toBeInvalid();
    expect(field).toHaveValue('nonsense');
  });

  it('chooses an environment and asks before one is removed', async () => {
    await open('usual', '#/settings');
    await user.click(await screen.findByRole('radio', { name: 'Test' }));
    await waitFor(() => expect(fake.state.environment).toBe('test'));
    await user.click(screen.getByRole('button', { name: /Remove the environment “Қазынашылық”/ }));
    expect(fake.calls.some(({ call }) => call.call === 'remove-environment')).toBe(false);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(fake.calls.some(({ call }) => call.call === 'remove-environment')).toBe(true));
  });
});

it('says what is wrong with this computer', async () => {
  await open('usual', '#/about');
  expect(await screen.findByText('OS keyring')).toBeVisible();
  expect(screen.getByText('Needs attention')).toBeVisible();
});
