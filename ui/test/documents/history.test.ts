import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { log } from '@/features/history/log.svelte';
import { SCENES, documentsFake } from './fake';
import { giveSizes, open, sent } from './window';

const user = userEvent.setup();
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const scene = (name: string) => SCENES[name]?.() ?? documentsFake();

beforeAll(giveSizes);

it('has a next step when it is empty', async () => {
  await open(scene('empty'), 'history');
  await user.click(await button('Sign a document'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Sign' })).toBeVisible();
});

it('asks for a page, then for what is older, and draws only what is in sight', async () => {
  const fake = await open(documentsFake(), 'history');
  const list = await screen.findByRole('group', { name: 'Entries, newest first' });
  await waitFor(() => expect(within(list).getAllByRole('button').length).toBeGreaterThan(5));
  expect(within(list).getAllByRole('button').length).toBeLessThan(60);
  const known = log.entries.length;
  await log.more();
  expect(log.entries.length).toBe(known + 100);
  expect(sent(fake, 'history').at(-1)).toMatchObject({ before: log.entries[known - 1]?.sequence, limit: 100 });
  expect(new Set(log.entries.map((entry) => entry.sequence)).size).toBe(log.entries.length);
});

it('searches once the person pauses, and keeps the words', async () => {
  const fake = await open(documentsFake(), 'history');
  await user.type(await screen.findByLabelText('Search the history'), 'docx');
  await waitFor(() => expect(sent(fake, 'history').at(-1)).toMatchObject({ search: 'docx' }));
  expect(sent(fake, 'history').filter((call) => (call as { search: string | null }).search !== null)).toHaveLength(1);
  location.hash = '#/keys';
  await screen.findByRole('heading', { level: 1, name: 'Keys and tokens' });
  location.hash = '#/history';
  expect(await screen.findByLabelText('Search the history')).toHaveValue('docx');
});

it('shows an entry, and gives the focus back', async () => {
  await open(documentsFake(), 'history');
  await user.click((await screen.findAllByRole('button', { name: 'Анықтама_өтініші.pdf' }))[0] as HTMLElement);
  const details = await screen.findByRole('region', { name: 'Анықтама_өтініші.pdf' });
  expect(within(details).getByText('Сәрсенова Айгүл')).toBeVisible();
  await user.click(within(details).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.getByRole('group', { name: 'Entries, newest first' })).toHaveFocus());
});

it('says that it is whole', async () => {
  await open(documentsFake(), 'history');
  await user.click(await button('Check integrity'));
  expect(await screen.findByText('The history is whole: 5,000 entries.')).toBeVisible();
});

it('says what is wrong when it is not', async () => {
  await open(scene('altered'), 'history');
  await user.click(await button('Check integrity'));
  expect(await screen.findByText('Entry 17 was altered.')).toBeVisible();
  expect(screen.getByText('and 7 more faults')).toBeVisible();
});
