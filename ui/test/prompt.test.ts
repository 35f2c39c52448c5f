// The prompt window: what it ignores, what it sends, and that it sends nothing by itself.
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage } from '@/i18n/index.svelte';
import { QUIET_MS } from '@/prompt/guard';
import type { PromptHome } from '@/prompt/home';
import { hasRun, pinRules, rules } from '@/prompt/rules';
import Window from '@/prompt/Window.svelte';
import type { Answer, Prompt } from '@/protocol/types';
import { PROMPTS } from './prompts';

let tell: (prompt: Prompt | null) => void;
let answers: [number, Answer][];
let waited: boolean;
const home: PromptHome = {
  onPrompt: (hear) => void (tell = hear),
  answer: async (id, answer) => {
    answers.push([id, answer]);
    return waited;
  },
};

async function show(name: string): Promise<void> {
  tell(PROMPTS[name] ?? null);
  await tick();
}

const user = userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });
const calm = () => void vi.advanceTimersByTime(QUIET_MS);
const password = () => screen.getByLabelText<HTMLInputElement>('Password of the key');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'requestAnimationFrame', 'cancelAnimationFrame', 'setTimeout', 'clearTimeout'] });
  answers = [];
  waited = true;
  setLanguage('en');
  render(Window, { home });
});
afterEach(() => vi.useRealTimers());

describe('a window that has just come', () => {
  it('ignores keys and presses for 700 ms', async () => {
    await show('site');
    vi.advanceTimersByTime(QUIET_MS - 1);
    await user.type(password(), 'a{Escape}');
    await user.click(screen.getByRole('button', { name: 'Refuse' }));
    expect(password().value).toBe('');
    expect(answers).toEqual([]);
    calm();
    await user.type(password(), 'Qwerty12');
    expect(password().value).toBe('Qwerty12');
  });

  it('is startled by every move', async () => {
    await show('site');
    calm();
    vi.stubGlobal('screenX', 40);
    vi.advanceTimersByTime(20);
    vi.stubGlobal('screenX', 90);
    vi.advanceTimersByTime(20);
    await user.keyboard('{Escape}');
    expect(answers).toEqual([]);
    vi.unstubAllGlobals();
    vi.advanceTimersByTime(20);
    calm();
    await user.keyboard('{Escape}');
    expect(answers).toEqual([[1, { answer: 'cancel' }]]);
  });

  it('is startled by another prompt in its place', async () => {
    await show('site');
    calm();
    await show('open');
    await user.keyboard('{Escape}');
    expect(answers).toEqual([]);
  });

  it('is not startled by the same question after a wrong password', async () => {
    await show('site');
    calm();
    await user.type(password(), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    await show('wrong');
    await user.keyboard('{Escape}');
    expect(answers.at(-1)).toEqual([2, { answer: 'cancel' }]);
  });
});

describe('a signature', () => {
  beforeEach(async () => {
    await show('site');
    calm();
  });

  it('says who asks, with the whole origin', () => {
    expect(screen.getByRole('heading', { name: 'egov.kz asks for a signature' })).toBeVisible();
    expect(screen.getByText(/https:\/\/egov\.kz/)).toBeVisible();
    expect(screen.getByText('Анықтама_өтініші.pdf')).toBeVisible();
    expect(screen.getByText('8F2C 41D0 … 9A7E')).toBeVisible();
  });

  it('has no default button: Enter does nothing', async () => {
    await user.type(password(), 'Qwerty12{Enter}');
    expect(answers).toEqual([]);
  });

  it('is sent with the chosen key, once, and the password does not stay in the page', async () => {
    await user.type(password(), 'Qwerty12');
    const sign = screen.getByRole('button', { name: 'Sign' });
    await user.dblClick(sign);
    expect(answers).toEqual([[1, { answer: 'confirm', key: '0a', secret: 'Qwerty12' }]]);
    expect(password().value).toBe('');
    expect(document.body.innerHTML).not.toContain('Qwerty12');
  });

  it('cannot be given without a password', () => {
    expect(screen.getByRole('button', { name: 'Sign' })).toBeDisabled();
  });

  it('shows and hides the password', async () => {
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password().type).toBe('text');
    await user.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(password().type).toBe('password');
  });

  it('warns of Cyrillic letters before they are sent', async () => {
    await user.type(password(), 'Йцукен12');
    expect(screen.getByRole('alert')).toHaveTextContent('Cyrillic');
  });

  it('empties the window when nothing waits for the answer any more', async () => {
    waited = false;
    await user.click(screen.getByRole('button', { name: 'Refuse' }));
    expect(screen.queryByRole('heading')).toBeNull();
  });
});

it('says that the password was wrong and how many tries are left, with the warnings of the key', async () => {
  await show('wrong');
  expect(screen.getByText(/2 tries left/)).toBeVisible();
  expect(screen.getByText(/expires in 12 days/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sign 4 documents' })).toBeVisible();
  calm();
  expect(screen.queryByText('Қосымша 3.docx')).toBeNull();
  await user.click(screen.getByRole('button', { name: '3 more documents' }));
  expect(screen.getByText('Қосымша 3.docx')).toBeVisible();
});

it('can only be refused where no key fits', async () => {
  await show('none');
  expect(screen.getByRole('alert')).toHaveTextContent('There is no key');
  expect(screen.getByRole('button', { name: 'Sign' })).toBeDisabled();
});

it('takes a new password only when it is typed twice and follows the rules', async () => {
  await show('new');
  calm();
  const save = screen.getByRole('button', { name: 'Save' });
  await user.type(screen.getByLabelText('New password'), 'Qwerty12');
  expect(save).toBeDisabled();
  await user.type(screen.getByLabelText('Once more'), 'Qwerty12');
  expect(save).toBeEnabled();
  await user.click(save);
  expect(answers).toEqual([[5, { answer: 'confirm', key: null, secret: 'Qwerty12' }]]);
});

it('holds new passwords against each rule', () => {
  const unmet = (password: string, again = password) => rules(password, again).filter(({ met }) => !met).map(({ id }) => id);
  expect(unmet('Qwerty12')).toEqual([]);
  expect(unmet('Qw1')).toEqual(['prompt-rule-length']);
  expect(unmet('Q'.repeat(31) + 'w1')).toEqual(['prompt-rule-length']);
  expect(unmet('qwerty12')).toEqual(['prompt-rule-upper']);
  expect(unmet('QWERTY12')).toEqual(['prompt-rule-lower']);
  expect(unmet('Qwertyui')).toEqual(['prompt-rule-digit']);
  expect(unmet('Құпиясөз12')).toEqual(['prompt-rule-upper', 'prompt-rule-lower']);
  expect(unmet('Qwerty12', 'Qwerty13')).toEqual(['prompt-rule-same']);
});

describe('a PIN', () => {
  const field = () => screen.getByLabelText<HTMLInputElement>('User PIN');

  it('is asked with the token and what a wrong one would do', async () => {
    await show('pin');
    calm();
    expect(screen.getByText(/KAZTOKEN · № 0A1B2C3D/)).toBeVisible();
    expect(field()).toHaveAccessibleDescription(/no wrong PIN on record.*lock it/);
    await user.type(field(), 'Qaz25wsx{Enter}');
    expect(answers).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(answers).toEqual([[10, { answer: 'confirm', key: null, secret: 'Qaz25wsx' }]]);
    expect(document.body.innerHTML).not.toContain('Qaz25wsx');
  });

  it('says before it is typed that tries run out', async () => {
    await show('pin-low');
    expect(screen.getByText('Few tries left')).toBeVisible();
    expect(screen.getByText('The PIN is wrong.')).toBeVisible();
    await show('pin-last');
    expect(screen.getByText(/Nothing unblocks it then.*If you are not sure, stop/)).toBeVisible();
  });

  it('cannot be typed when it is locked', async () => {
    await show('pin-locked');
    calm();
    expect(screen.getByRole('alert')).toHaveTextContent('the administrator’s PIN unblocks it');
    expect(document.querySelector('input')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(answers).toEqual([[13, { answer: 'cancel' }]]);
  });

  it('is taken new only when it follows the rule of the token, checked while it is typed', async () => {
    await show('pin-new');
    calm();
    const save = screen.getByRole('button', { name: 'Save' });
    await user.type(screen.getByLabelText('New user PIN'), 'Qaz678ws');
    await user.type(screen.getByLabelText('Once more'), 'Qaz678ws');
    expect(save).toBeDisabled();
    expect(screen.getByText(/no runs such as/).closest('li')).toHaveTextContent('not met');
    for (const name of ['New user PIN', 'Once more']) {
      await user.clear(screen.getByLabelText(name));
      await user.type(screen.getByLabelText(name), 'Qaz25wsx');
    }
    await user.click(save);
    expect(answers).toEqual([[14, { answer: 'confirm', key: null, secret: 'Qaz25wsx' }]]);
  });

  it('says why the core refused a new one', async () => {
    await show('pin-refused');
    expect(screen.getByText('At least 8 characters are needed.')).toBeVisible();
  });

  it('warns of Cyrillic in words for a PIN, and of a run where that is allowed', async () => {
    await show('pin-refused');
    calm();
    await user.type(screen.getByLabelText('New administrator’s PIN'), '1234');
    expect(screen.getByRole('status')).toHaveTextContent('easily guessed');
    await user.type(screen.getByLabelText('New administrator’s PIN'), 'ы');
    expect(screen.getByText(/PINs are typed in Latin/)).toBeVisible();
  });

  it('offers to change the one from the factory, now or later', async () => {
    await show('pin-factory');
    calm();
    expect(screen.getByText('The PIN from the factory is still in use')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Later' }));
    expect(answers).toEqual([[16, { answer: 'cancel' }]]);
  });
});

describe('a signature with a token', () => {
  it('says where each key lives, and asks for the PIN of the chosen one', async () => {
    await show('token');
    calm();
    expect(screen.getByText('Token: Айгүл')).toBeVisible();
    await user.type(screen.getByLabelText('PIN · Айгүл'), 'Qaz25wsx');
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    expect(answers).toEqual([[6, { answer: 'confirm', key: '0a', secret: 'Qaz25wsx' }]]);
  });

  it('shows a key whose PIN is locked with the reason, and does not let it be chosen', async () => {
    await show('token-locked');
    expect(screen.getByRole('alert')).toHaveTextContent('eToken 5110');
    expect(screen.getByRole('alert')).toHaveTextContent('locked');
    expect(screen.getByRole('button', { name: 'Sign' })).toBeDisabled();
  });

  it('says that the last try is left, once', async () => {
    await show('token-last');
    expect(screen.getByText('One try left')).toBeVisible();
    expect(screen.queryByText(/one more wrong PIN locks it/)).toBeNull();
    expect(screen.getByText('The PIN is wrong.')).toBeVisible();
  });

  it('asks for no PIN where the reader has keys of its own', async () => {
    await show('token-reader');
    calm();
    expect(document.querySelector('input[type=password]')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    expect(answers).toEqual([[9, { answer: 'confirm', key: '0a', secret: '' }]]);
  });
});

it('holds new PINs against the rule as the core does', () => {
  const unmet = (pin: string, strict: boolean, min = 4, max = 16) => pinRules(pin, pin, { min, max, strict }).filter(({ met }) => !met).map(({ id }) => id);
  expect(unmet('Qaz25wsx', true, 8)).toEqual([]);
  expect(unmet('q1w2e3r4', true, 8)).toEqual([]);
  expect(unmet('Qaz25ws', true, 8)).toEqual(['pin-rule-length']);
  expect(unmet('Qaz25wsxQaz25wsx1', true, 8)).toEqual(['pin-rule-length']);
  expect(unmet('Қaz25wsx', true, 8)).toEqual(['pin-rule-latin']);
  expect(unmet('25802580', true, 8)).toEqual(['pin-rule-both']);
  expect(unmet('qazwsxed', true, 8)).toEqual(['pin-rule-both']);
  for (const pin of ['qazw123e', 'qazw678e', 'qazw876e', 'xABc2580', 'qaz77725']) expect(unmet(pin, true, 8), pin).toEqual(['pin-rule-run']);
  expect(unmet('1234', false)).toEqual([]);
  expect(hasRun('1234')).toBe(true);
  expect(hasRun('8250')).toBe(false);
  expect(hasRun('q98z1w2e')).toBe(false);
  expect(unmet('құпи', false, 4, 8)).toEqual([]);
  expect(unmet('құпия', false, 4, 8)).toEqual(['pin-rule-length']);
});
