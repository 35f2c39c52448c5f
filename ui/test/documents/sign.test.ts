import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '@/i18n/index.svelte';
import { resume } from '@/state/incoming.svelte';
import type { SignOrder } from '@/protocol/types';
import { KEYS } from '../fake';
import { DOCUMENTS, SCENES, document as made, documentsFake, failing, refused, signed } from './fake';
import { giveSizes, open, sent } from './window';

const user = userEvent.setup();
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const few = DOCUMENTS.slice(0, 3).map(({ path }) => path);
const orders = (fake: ReturnType<typeof documentsFake>) => sent(fake, 'sign').map((call) => (call as { order: SignOrder }).order);

beforeAll(giveSizes);

describe('choosing documents', () => {
  it('begins with a next step that the keyboard reaches', async () => {
    await open(documentsFake({ pick: () => few }), 'sign');
    const choose = await button('Choose files');
    choose.focus();
    await user.keyboard('{Enter}');
    expect(await button('Sign 3 documents')).toBeEnabled();
  });

  it('leaves out what cannot be signed, and says so', async () => {
    const broken = made('empty.pdf', { forms: [], failure: { code: 'document-empty' } });
    await open(documentsFake({ pick: () => [broken.path, ...few.slice(0, 1)], inspect: ({ paths }) => paths.map((path) => (path === broken.path ? broken : made('a.pdf', { path }))) }), 'sign');
    await user.click(await button('Choose files'));
    expect(await button('Sign 1 document')).toBeEnabled();
    expect(screen.getByText('1 file cannot be signed and is left out.')).toBeVisible();
  });

  it('draws of a thousand documents only those in sight', async () => {
    const fake = await open(documentsFake(), 'sign');
    fake.notice({ notice: 'opened', files: ['/many'], intent: 'sign' });
    await button('Sign 1,000 documents');
    const list = screen.getByRole('group', { name: '1,000 documents' });
    await waitFor(() => expect(within(list).getAllByText(/Шот-фактура \d+\.pdf/).length).toBeGreaterThan(3));
    expect(within(list).getAllByText(/Шот-фактура \d+\.pdf/).length).toBeLessThan(60);
  });

  it('needs a key, and leads there', async () => {
    await open(documentsFake({ pick: () => few, keys: () => [] }), 'sign');
    await user.click(await button('Choose files'));
    expect(await button('Sign 3 documents')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Go to the keys' })).toBeVisible();
  });
});

describe('signing', () => {
  it('orders what was chosen with the likeliest key, and ends calmly', async () => {
    const fake = await open(documentsFake({ pick: () => few }), 'sign');
    await user.click(await button('Choose files'));
    await user.click(await button('Sign 3 documents'));
    expect(await screen.findByRole('heading', { name: '3 documents signed' })).toHaveFocus();
    expect(orders(fake)).toEqual([{ documents: few, key: KEYS[0]?.file, form: 'automatic', time_stamp: null, folder: null, allow_expired: false, visible: null }]);
    expect(screen.getAllByRole('button', { name: 'Verify' })).toHaveLength(3);
  });

  it('shows each result as it comes, and can be called off without losing anything', async () => {
    let stop: ((reason: unknown) => void) | undefined;
    const fake = documentsFake({
      pick: () => few,
      sign: () => new Promise<never>((_, reject) => (stop = reject)),
      cancel: () => {
        stop?.({ code: 'cancelled' });
        return null;
      },
    });
    await open(fake, 'sign');
    await user.click(await button('Choose files'));
    await user.click(await button('Sign 3 documents'));
    const task = fake.calls.findLast(({ call }) => call.call === 'sign')?.task ?? 0;
    fake.notice({ notice: 'signed', task, signed: signed(few[0] ?? '') });
    expect(await screen.findByRole('heading', { name: '1 of 3 signed' })).toBeVisible();
    expect(document.querySelectorAll('[data-fate="signed"]')).toHaveLength(1);
    await user.click(await button('Stop'));
    expect(await screen.findByRole('heading', { name: '1 document signed' })).toBeVisible();
    expect(screen.getByText('2 documents were not reached.')).toBeVisible();
    await user.click(await button('Sign the remaining 2'));
    expect(sent(fake, 'cancel')).toHaveLength(1);
    await waitFor(() => expect(orders(fake).at(-1)?.documents).toEqual(few.slice(1)));
    stop?.({ code: 'cancelled' });
    await screen.findByRole('heading', { name: '1 document signed' });
  });

  it('tries the failed ones again, and those alone', async () => {
    let isFirst = true;
    const fake = await open(
      documentsFake({
        pick: () => few,
        sign: ({ order }) => {
          const results = order.documents.map((path, index) => (isFirst && index === 1 ? refused(path) : signed(path)));
          isFirst = false;
          return results;
        },
      }),
      'sign',
    );
    await user.click(await button('Choose files'));
    await user.click(await button('Sign 3 documents'));
    expect(await screen.findByText(/1 document was not signed/)).toBeVisible();
    expect(document.querySelector('[data-fate="failed"]')).toHaveTextContent('protected');
    await user.click(await button('Try the failed one again'));
    expect(await screen.findByRole('heading', { name: '3 documents signed' })).toBeVisible();
    expect(orders(fake).map(({ documents }) => documents)).toEqual([few, [few[1]]]);
  });

  it('keeps everything when it fails as a whole', async () => {
    await open(documentsFake({ pick: () => few, sign: failing({ code: 'tsa-unreachable' }) }), 'sign');
    await user.click(await button('Choose files'));
    await user.click(await button('Sign 3 documents'));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(await button('Sign 3 documents')).toBeEnabled();
  });

  it('says so in Kazakh and Russian with the right plurals', async () => {
    await open(documentsFake({ pick: () => few }), 'sign');
    await user.click(await button('Choose files'));
    await button('Sign 3 documents');
    setLanguage('ru');
    expect(await button('Подписать 3 документа')).toBeVisible();
    setLanguage('kk');
    expect(await button('3 құжатқа қол қою')).toBeVisible();
  });

  it('goes on with what was interrupted, and then forgets it', async () => {
    const fake = await open(documentsFake(), 'home');
    const [first = ''] = few;
    const rest: SignOrder = { documents: [first], key: KEYS[1]?.file ?? '', form: 'detached', time_stamp: true, folder: '/out', allow_expired: false, visible: null };
    resume({ id: 7, started_at: '2026-11-19T10:00:00Z', count: 4, rest });
    await user.click(await button('Sign 1 document'));
    await screen.findByRole('heading', { name: '1 document signed' });
    expect(orders(fake)).toEqual([rest]);
    await waitFor(() => expect(sent(fake, 'forget-unfinished')).toEqual([{ call: 'forget-unfinished', id: 7 }]));
  });
});

describe('the visible signature', () => {
  it('is placed by the keyboard, says where it is, and goes into the order', async () => {
    const fake = await open(documentsFake({ pick: () => few.slice(0, 1) }), 'sign');
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 600 });
    await user.click(await button('Choose files'));
    await user.click(await screen.findByRole('switch', { name: 'Show the signature on the page' }));
    expect(screen.getAllByText('Page 1: 56% from the left, 84% from the top, 36% wide, 10% high')[0]).toBeVisible();
    const box = await screen.findByRole('button', { name: 'Place of the signature on the page' });
    box.focus();
    await user.keyboard('{ArrowLeft}{ArrowUp}{Shift>}{ArrowDown}{/Shift}');
    expect(box).toHaveAccessibleDescription(/Arrow keys move it.*55% from the left, 83% from the top, 36% wide, 11% high/);
    await user.keyboard('{PageDown}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Place of the signature on the page' })).toHaveFocus());
    expect((await screen.findAllByText('Page 2: 55% from the left, 83% from the top, 36% wide, 11% high'))[0]).toBeVisible();
    await user.click(await button('Sign 1 document'));
    await screen.findByRole('heading', { name: '1 document signed' });
    expect(orders(fake)[0]?.visible).toMatchObject({ page: 1, width: 0.36 });
    expect(orders(fake)[0]?.visible?.x).toBeCloseTo(0.55);
  });
});

it('keeps what was chosen while one looks elsewhere', async () => {
  await open(SCENES['usual']?.() ?? documentsFake(), 'sign');
  await user.click(await button('Choose files'));
  await button('Sign 5 documents');
  location.hash = '#/keys';
  await screen.findByRole('heading', { level: 1, name: 'Keys and tokens' });
  location.hash = '#/sign';
  expect(await button('Sign 5 documents')).toBeEnabled();
});
