import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage } from '@/i18n/index.svelte';
import { documentsFake } from './fake';
import { giveSizes, open, sent } from './window';

const user = userEvent.setup();
const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function verified(...files: string[]) {
  const fake = await open(documentsFake(), 'verify');
  fake.notice({ notice: 'opened', files: files.map((file) => `/${file}`), intent: 'verify' });
  return fake;
}

beforeAll(giveSizes);

it('begins with a next step', async () => {
  const fake = await open(documentsFake({ pick: () => ['/жақсы.pdf'] }), 'verify');
  await user.click(await button('Choose files'));
  expect(await screen.findByRole('heading', { name: 'The signature is valid' })).toBeVisible();
  expect(sent(fake, 'verify')).toEqual([{ call: 'verify', file: '/жақсы.pdf', content: null }]);
});

it('says the verdict in words, and what speaks against a signature first', async () => {
  await verified('өзгертілген.pdf');
  expect(await screen.findByRole('heading', { name: 'Not every signature is valid' })).toBeVisible();
  const [first] = screen.getAllByRole('article');
  expect(first).toHaveAttribute('data-indication', 'TOTAL-FAILED');
  expect(first).toHaveTextContent('The document was changed after it was signed');
  expect(first).toHaveTextContent('2 October 2026');
});

it('says what it could not ask, and that this is no verdict', async () => {
  await verified('желісіз.pdf');
  expect(await screen.findByRole('heading', { name: 'It cannot be decided whether the signature is valid' })).toBeVisible();
  expect(screen.getByText('1 service did not answer')).toBeVisible();
});

it('marks a practice signature', async () => {
  await verified('жаттығу.pdf');
  expect(await screen.findByText('This is a practice signature')).toBeVisible();
});

it('asks for the document of a detached signature and goes on with it', async () => {
  const fake = await verified('a.cms');
  await user.click(await button('Choose the document'));
  expect(await screen.findByRole('heading', { name: 'The signature is valid' })).toBeVisible();
  expect(sent(fake, 'verify')).toHaveLength(2);
  expect(screen.queryByText('Show the signed document')).toBeNull();
});

it('offers to sign what has no signature', async () => {
  await verified('қолтаңбасыз.pdf');
  await user.click(await button('Sign this document'));
  expect(await button('Sign 1 document')).toBeEnabled();
});

it('verifies several files and shows each', async () => {
  await verified('a.pdf', 'өзгертілген.pdf');
  await screen.findByRole('heading', { name: 'The signature is valid' });
  await user.click(await button('өзгертілген.pdf'));
  expect(await screen.findByRole('heading', { name: 'Not every signature is valid' })).toBeVisible();
});

it('follows a change of language without verifying again', async () => {
  const fake = await verified('желісіз.pdf');
  await screen.findByRole('heading', { level: 2, name: /cannot be decided/ });
  setLanguage('kk');
  expect(await screen.findByRole('heading', { level: 2, name: 'Қолтаңбаның жарамдылығын анықтау мүмкін болмады' })).toBeVisible();
  expect(sent(fake, 'verify')).toHaveLength(1);
});

it('saves a report and a sheet, adds a time stamp, takes the document out', async () => {
  const fake = await verified('a.p7s');
  await user.click(await button('Save report (PDF)'));
  await user.click(await button('Printable sheet…'));
  await user.click(await button('Add a time stamp'));
  await user.click(await button('Take the document out'));
  await waitFor(() => expect(sent(fake, 'extract')).toHaveLength(1));
  for (const name of ['save-report', 'save-sheet', 'extend']) expect(sent(fake, name)).toHaveLength(1);
});
