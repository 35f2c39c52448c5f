// Keys and tokens on one screen, and the control panel of a token, over a core in memory.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '@/App.svelte';
import { byHolder } from '@/features/keys/groups';
import { setLanguage } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import type { Call } from '@/protocol/types';
import { app, home } from '@/state/app.svelte';
import { Fake, KEYS } from './fake';
import { ALL_KEYS, TOKEN_SCENES } from './tokens';

let fake: Fake;
const user = userEvent.setup();
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const sent = (name: Call['call']) => fake.calls.map(({ call }) => call).filter(({ call }) => call === name);

async function open(scene: string | Fake, place: string): Promise<void> {
  const made = scene instanceof Fake ? scene : TOKEN_SCENES[scene]?.();
  if (!made) throw new Error('no such scene');
  fake = made;
  fake.state = { ...fake.state, language: 'en' };
  location.hash = place;
  await connect(fake);
  render(App);
}

const panel = (scene: string) => open(scene, '#/token/0A1B2C3D');

async function fromMenu(of: HTMLElement, item: string): Promise<void> {
  // A menu that is closing holds the page for a moment.
  await waitFor(() => expect(document.body.style.pointerEvents).not.toBe('none'));
  await user.click(of);
  // Without a layout nothing floats anywhere that could be seen.
  await user.click(await screen.findByText(item, { selector: '[role=menuitem]' }));
}

beforeEach(() => {
  app.state = undefined;
  home.put(undefined as never);
  setLanguage('en');
});

describe('keys and tokens', () => {
  it('are grouped by person and organisation, wherever they live', async () => {
    await open('tokens', '#/keys');
    const person = await screen.findByRole('region', { name: 'Сәрсенова Айгүл' });
    expect(within(person).getByText(/120340001234/)).toBeVisible();
    expect(within(person).getByText(/On this computer: GOST512_company.p12/)).toBeVisible();
    expect(within(person).getAllByText(/Token: Айгүл/)).toHaveLength(2);
    expect(within(person).getByText('In one’s own name')).toBeVisible();
    const unknown = screen.getByRole('region', { name: 'Holder not known yet' });
    expect(within(unknown).getByText(/This is not a key file|damaged/)).toBeVisible();
    expect(screen.getByText('3 keys lie in files on this computer')).toBeVisible();
  });

  it('say on a key’s own page what a file means, and lead from a token’s key to its token', async () => {
    await open('tokens', `#/keys/${encodeURIComponent(KEYS[1]?.reference ?? '')}`);
    expect(await screen.findByText(/make the next key on a token/)).toBeVisible();
    location.hash = `#/keys/${encodeURIComponent(ALL_KEYS.at(-2)?.reference ?? '')}`;
    await user.click(await button('Open the token'));
    await heading('Айгүл');
  });

  it('come and go by themselves', async () => {
    let tokens = (await TOKEN_SCENES['gone']?.().send(0, { call: 'tokens' }))?.value;
    await open(new Fake({}, { tokens: () => tokens as never }), '#/keys');
    expect(await screen.findByText('No token is connected')).toBeVisible();
    tokens = (await TOKEN_SCENES['tokens']?.().send(0, { call: 'tokens' }))?.value;
    fake.notice({ notice: 'changed', what: 'tokens' });
    expect(await screen.findByRole('link', { name: 'Айгүл' })).toBeVisible();
    expect(screen.getByText('Software token')).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Айгүл' }));
    await heading('Айгүл');
    tokens = { ...(tokens as object), tokens: [] } as never;
    fake.notice({ notice: 'changed', what: 'tokens' });
    expect(await screen.findByText('The token is not connected')).toBeVisible();
    expect(await heading('Айгүл')).toBeVisible();
  });

  it('say what was looked at where there is no token, with each module', async () => {
    await open('troubled', '#/token');
    expect(await screen.findByText(/smart-card service/)).toBeVisible();
    expect(screen.getByText('Crashed')).toBeVisible();
    expect(screen.getByText('Does not answer')).toBeVisible();
    await user.click(await button('Add a module file'));
    await waitFor(() => expect(sent('token-module-add')).toHaveLength(1));
    await user.click(await button(/^Remove the module/));
    await waitFor(() => expect(sent('token-module-forget')).toHaveLength(1));
  });
});

describe('the panel of a token', () => {
  it.each([
    ['tokens', /no wrong PIN on record/, ['Change', 'PIN forgotten', 'Change']],
    ['low', /few tries are left/, ['Change', 'PIN forgotten', 'Change']],
    ['last', /One more wrong one locks it/, ['Change', 'PIN forgotten', 'Change']],
    ['locked', /the administrator’s PIN unblocks it/, ['Unblock', 'Change']],
    ['dead', /Nobody can unblock it any more/, []],
    ['factory', /The token asks for another one/, ['Change', 'PIN forgotten', 'Change']],
  ])('says how the PINs are and offers what can be done: %s', async (scene, words, buttons) => {
    await panel(scene);
    const pins = (await screen.findByText('User PIN')).closest<HTMLElement>('[data-test="pins"]')!;
    await waitFor(() => expect(within(pins).getAllByText(words)[0]).toBeVisible());
    expect(within(pins).queryAllByRole('button').map(({ textContent }) => textContent?.trim())).toEqual(buttons);
  });

  it('never types a PIN: it only asks the core to change it', async () => {
    await panel('tokens');
    await user.click((await screen.findAllByRole('button', { name: 'Change' }))[1]!);
    expect(await screen.findByText('The administrator’s PIN is changed.')).toBeVisible();
    expect(sent('token-change-pin')).toEqual([{ call: 'token-change-pin', serial: '0A1B2C3D', kind: 'so' }]);
    expect(document.querySelector('input[type=password]')).toBeNull();
  });

  it('formats only when the name is typed, exactly', async () => {
    await panel('tokens');
    await fromMenu(await button('More actions'), 'Format');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/3 keys and their certificates are deleted/)).toBeVisible();
    const confirm = within(dialog).getByRole('button', { name: 'Format' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByLabelText('Type “Айгүл” to confirm'), 'айгүл');
    expect(confirm).toBeDisabled();
    await user.clear(within(dialog).getByLabelText('Type “Айгүл” to confirm'));
    await user.type(within(dialog).getByLabelText('Type “Айгүл” to confirm'), 'Айгүл');
    await user.click(confirm);
    await waitFor(() => expect(sent('token-init')).toEqual([{ call: 'token-init', serial: '0A1B2C3D', label: 'Айгүл', confirmation: 'Айгүл' }]));
  });

  it('says why an unfinished registration is not formatted, and how to go on', async () => {
    await panel('unfinished');
    expect(await screen.findByText(/still waits for its certificate/)).toBeVisible();
    await user.click(await button('Continue'));
    await waitFor(() => expect(sent('practise')).toEqual([{ call: 'practise', place: { place: 'token', serial: '0A1B2C3D' } }]));
  });

  it('deletes a key only when the token’s name is typed', async () => {
    await panel('tokens');
    await fromMenu((await screen.findAllByRole('button', { name: /^Actions with the key/ }))[1]!, 'Delete the key');
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Delete the key' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'Айгүл');
    await user.click(confirm);
    await waitFor(() => expect(sent('token-delete')[0]).toMatchObject({ what: 'key', confirmation: 'Айгүл' }));
  });

  it('makes a key, shows that it goes on, and calls it off', async () => {
    await panel('making');
    await user.click(await button('New key'));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name of the key'), 'Банк');
    await user.click(within(dialog).getByRole('button', { name: 'Make the key' }));
    expect(await screen.findByRole('progressbar')).toBeVisible();
    expect(sent('token-key-new')).toEqual([{ call: 'token-key-new', serial: '0A1B2C3D', algorithm: 'gost512', label: 'Банк', name: null }]);
    await user.click(await button('Cancel'));
    expect(await screen.findByText(/waiting for the token to answer/)).toBeVisible();
    expect(sent('cancel')).toHaveLength(1);
  });

  it('says that the token was pulled out, and tries again', async () => {
    await panel('pulled');
    await user.click(await button('New key'));
    await user.click(await button('Make the key'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The token was pulled out');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(sent('token-key-new')).toHaveLength(2));
  });

  it('writes certificates, saves them, renames, and copies diagnostics', async () => {
    await panel('tokens');
    const actions = await screen.findAllByRole('button', { name: /^Actions with the key/ });
    await fromMenu(actions[2]!, 'Write a certificate…');
    await waitFor(() => expect(sent('token-cert-put')).toHaveLength(1));
    await fromMenu(actions[0]!, 'Save the certificate to a file…');
    await waitFor(() => expect(sent('token-cert-export')).toHaveLength(1));
    await fromMenu(await button('More actions'), 'Rename');
    const dialog = await screen.findByRole('dialog');
    await user.clear(within(dialog).getByLabelText('Name'));
    await user.type(within(dialog).getByLabelText('Name'), 'Жұмыс');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('token-label')).toEqual([{ call: 'token-label', serial: '0A1B2C3D', label: 'Жұмыс' }]));
    await user.click(await button('Copy diagnostics'));
    expect(await navigator.clipboard.readText()).toContain('0A1B2C3D');
  });

  it('says honestly what was not tried on real hardware', async () => {
    await panel('tokens');
    expect(await screen.findByText('Not tried on real hardware')).toBeVisible();
  });
});

describe('practising', () => {
  it('asks where only when there is a token', async () => {
    await open('practise-place', '#/keys');
    await user.click(await button('Get a practice key'));
    await user.click(await screen.findByRole('radio', { name: 'Token: Айгүл' }));
    expect(sent('practise')).toEqual([]);
    await user.click((await screen.findAllByRole('button', { name: 'Get a practice key' })).at(-1)!);
    await waitFor(() => expect(sent('practise')).toEqual([{ call: 'practise', place: { place: 'token', serial: '0A1B2C3D' } }]));
  });
});

it('groups keys in the order they come, those of nobody last', () => {
  const groups = byHolder(ALL_KEYS);
  expect(groups.map(({ name, circles }) => [name, circles.map(({ organisation, keys }) => [organisation, keys.length])])).toEqual([
    ['Сәрсенова Айгүл', [['«Алатау Құрылыс» ЖШС', 2], [undefined, 4]]],
    [undefined, [[undefined, 3]]],
  ]);
});
