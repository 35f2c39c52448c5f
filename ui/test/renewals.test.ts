import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import App from '@/App.svelte';
import { axisOf, placeOn, yearsOn } from '@/features/renewals/axis';
import { endsSoon, isDue, next } from '@/features/renewals/next';
import { certificateState } from '@/features/account/certificates';
import { setLanguage, t } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import { certificate, day, key, TODAY } from './keys';
import { RENEWAL_SCENES, renewal, renewalOf } from './renewals';

const span = (from: number, to: number) => ({ not_before_at: day(from), not_after_at: day(to) });

describe('the axis of the timeline', () => {
  test('begins with the first key and ends with the last', () => {
    const axis = axisOf([span(-100, 265), span(-10, 1085)], TODAY);
    expect(placeOn(axis, day(-100))).toBe(0);
    expect(placeOn(axis, day(1085))).toBe(1);
    expect(placeOn(axis, TODAY)).toBeCloseTo(100 / 1185, 3);
  });

  test('leaves out what passed long ago, and shows how much is left', () => {
    const axis = axisOf([span(-1000, 30)], TODAY);
    expect(placeOn(axis, day(-1000))).toBe(0);
    expect(placeOn(axis, TODAY)).toBeCloseTo(200 / 600, 3);
    expect(placeOn(axis, day(30))).toBeLessThan(0.5);
  });

  test('names the years that begin on it, not at its very end', () => {
    const years = yearsOn(axisOf([span(-10, 1085)], TODAY));
    expect(years.map(({ year }) => year)).toEqual([2027, 2028, 2029]);
    expect(yearsOn({ from: TODAY.getTime(), to: TODAY.getTime() + 86_400_000 })).toEqual([]);
  });
});

describe('what comes next', () => {
  const item = key('/a.p12', certificate(1, -353, 12, {}), { state: 'expiring' });

  test.each([
    ['a renewal under way goes before the rest', { state: 'ready', stage: 'submitted', ask: null }, 'sign', 'go-on'],
    ['what is issued is only to be installed', { state: 'ready', ask: null }, 'check', 'install'],
    ['the offer to revoke', {}, 'sign', 'revoke'],
    ['others have to act', { state: 'waits', ask: null }, 'check', 'look'],
    ['refused: it can be tried again', { state: 'rejected', ask: null }, 'sign', 'sign'],
    ['the place was left', { state: 'asks', ask: { ask: 'storage', previous: null, why: { why: 'place-left' } } }, 'sign', 'place'],
  ] as const)('%s', (_, more, way, expected) => {
    expect(next({ way, renewal: renewal(more) })).toBe(expected);
  });

  test('is what the key allows', () => {
    for (const way of ['sign', 'check', 'apply'] as const) expect(next({ way, renewal: null })).toBe(way);
    for (const way of ['elsewhere', 'nothing'] as const) expect(next({ way, renewal: null })).toBe('none');
  });

  test('is due within a month, or when it was begun', () => {
    expect(isDue(renewalOf(item))).toBe(true);
    const later = key('/b.p12', certificate(1, -30, 335, {}));
    expect(isDue(renewalOf(later))).toBe(false);
    expect(endsSoon(renewalOf(later, { renewal: renewal() }))).toBe(false);
    expect(isDue(renewalOf(later, { renewal: renewal() }))).toBe(true);
  });
});

test('a certificate is revoked before it is expired', () => {
  const ended = certificate(1, -400, -35, {});
  expect(certificateState({ certificate: ended, revoked_at: null }, TODAY)).toBe('expired');
  expect(certificateState({ certificate: ended, revoked_at: 1 }, TODAY)).toBe('revoked');
  expect(certificateState({ certificate: certificate(1, -1, 364, {}), revoked_at: null }, TODAY)).toBe('valid');
});

describe('the window', () => {
  async function open(scene: string, view: string) {
    const fake = RENEWAL_SCENES[scene]!();
    setLanguage('kk');
    await connect(fake);
    location.hash = `#/${view}`;
    render(App);
    return { fake, user: userEvent.setup() };
  }

  test('renews after one confirmation, and offers to revoke the old key', async () => {
    const { fake, user } = await open('ends', 'renewals');
    await screen.findByRole('heading', { level: 1, name: t('renewals-title') });
    const buttons = await screen.findAllByRole('button', { name: t('renewals-verb-sign') });
    await user.click(buttons[1]!);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: t('renewals-verb-sign') }));
    const sent = await waitFor(() => fake.calls.map(({ call }) => call).find(({ call }) => call === 'renew') ?? Promise.reject(new Error('not yet')));
    expect(sent).toMatchObject({ key: '/home/aigul/ЭЦП/GOST512_company.p12', storage: null });
    expect(fake.calls.some(({ call }) => call.call === 'see-reminders')).toBe(true);
  });

  test('never has a token of a session', async () => {
    const { fake } = await open('ends', 'account');
    await screen.findByText(t('account-issued'));
    expect(JSON.stringify(await fake.send(1, { call: 'account' }))).not.toMatch(/"token"|session/);
  });

  test('refuses an employee only with a reason', async () => {
    const { fake, user } = await open('ends', 'account');
    await user.click(await screen.findByRole('button', { name: t('account-refuse') }));
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: t('account-refuse') });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'Бізде істемейді');
    await user.click(confirm);
    await waitFor(() => expect(fake.calls.map(({ call }) => call)).toContainEqual({ call: 'account-decide', number: '2041-7719-3308', refusal: 'Бізде істемейді' }));
  });
});
