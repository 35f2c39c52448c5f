// Applications for keys: what a page makes of one, and what a form does with what is typed.
import { describe, expect, it } from 'vitest';
import { Filling } from '@/features/enrol/filling.svelte';
import { placesOf, placeValue, proposed } from '@/features/enrol/places';
import { setLanguage } from '@/i18n/index.svelte';
import { groups, isInstalling, passed, standing, timeline } from '@/parts/enrolments';
import { connect } from '@/platform';
import type { DraftView, EnrolmentDraft, EnrolmentForm, EnrolmentView, FormStep, LegalEntityView, TokensView, TokenView } from '@/protocol/types';
import { failing, Fake } from './fake';

const BIN = '140340012349';
const ENTITY: LegalEntityView = { bin: BIN, name: '«Үлгі» ЖШС', head: { name: 'ҮЛГІБЕКОВ А.Ү.' } };
const STEPS: FormStep[] = ['template', 'agreement', 'applicant', 'contact', 'storage', 'review'];

const application = (more: Partial<EnrolmentView> = {}): EnrolmentView => ({
  enrolment_id: '7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10',
  kind: 'legal-entity',
  authority: 'https://ca.example',
  state: 'waits',
  application_number: '1234-5678-9012',
  stage: 'submitted',
  stages: [{ stage: 'submitted', at: 1000 }],
  awaiting: 'verification',
  expires_at: 2000,
  reason: null,
  code: null,
  ask: null,
  effect: null,
  name: ENTITY.name,
  head: ENTITY.head.name,
  applicant: null,
  contact: null,
  storage: null,
  keys: [],
  holds: [],
  began_at: 990,
  changed_at: 1000,
  ...more,
});

const draft: EnrolmentDraft = {
  enrolment: null,
  authority: 'https://ca.example',
  step: 'applicant',
  template: 'head',
  system_name: '',
  system_id: '',
  treasury_role: '',
  treasury_code: '',
  agreement_version: '1',
  bin: '',
  entity: null,
  iin: '',
  email: '',
  region: '',
  city: '',
  storage: null,
};

describe('an application', () => {
  it('has a number in groups', () => expect(groups('1234-5678-9012')).toEqual(['1234', '5678', '9012']));

  it.each([
    [{}, 'waits-verification'],
    [{ awaiting: 'head' }, 'waits-head'],
    [{ state: 'ready', stage: 'issued' }, 'install'],
    [{ state: 'ready', stage: null }, 'ready'],
    [{ state: 'asks', stage: 'returned' }, 'returned'],
    [{ state: 'asks', stage: null }, 'asks'],
    [{ state: 'refused', stage: 'refused' }, 'refused'],
  ] as [Partial<EnrolmentView>, string][])('%o stands at %s', (more, word) => {
    expect(standing(application(more))).toBe(word);
    expect(isInstalling(application(more))).toBe(word === 'install');
  });

  it('shows what was reached and what comes, but not where it has ended', () => {
    const words = (view: EnrolmentView) => timeline(view).map(({ stage, at }) => (at === undefined ? `(${stage})` : stage));
    expect(words(application())).toEqual(['submitted', '(verified)', '(issued)', '(installed)']);
    const stages = [...application().stages, { stage: 'returned' as const, at: 1100 }];
    expect(words(application({ stage: 'returned', state: 'asks', stages }))).toEqual(['submitted', 'returned']);
    expect(words(application({ state: 'refused', stages: application().stages }))).toEqual(['submitted']);
  });

  it('says how much of its time has passed', () => {
    expect(passed(application(), 1500)).toBe(0.5);
    expect(passed(application(), 3000)).toBe(1);
    expect(passed(application({ expires_at: null }), 1500)).toBeUndefined();
    expect(passed(application({ stages: [] }), 1500)).toBeUndefined();
  });
});

describe('places for a key', () => {
  const token = (more: Partial<TokenView>) => ({ serial: '0A1B', label: 'Айгүл', model: 'KAZTOKEN', initialised: true, write_protected: false, user_pin: 'good', is_software: false, ...more }) as TokenView;
  const tokens = (...all: TokenView[]): TokensView => ({ tokens: all, modules: [], trouble: [], software: null });

  it('are the devices that take one, then programs that act as a token, then the folder', () => {
    const found = tokens(token({ serial: 'soft', is_software: true }), token({}), token({ serial: 'locked', user_pin: 'locked' }), token({ serial: 'blank', initialised: false }));
    expect(placesOf(found, null, '/keys').map(({ value }) => value)).toEqual(['0A1B', 'soft', 'folder']);
  });

  it('keep the token that was chosen in sight when it is pulled out', () => {
    setLanguage('en');
    const [gone] = placesOf(tokens(), { place: 'token', serial: '0A1B' }, '/keys');
    expect(gone).toMatchObject({ value: '0A1B', disabled: true, detail: 'Not connected now' });
  });

  it('propose a device, and the folder where there is none', () => {
    expect(placeValue(proposed(tokens(token({})), '/keys'))).toBe('0A1B');
    expect(proposed(tokens(token({ is_software: true })), '/keys')).toEqual({ place: 'folder', path: '/keys' });
  });
});

/** A core that keeps a draft, and goes where it is told. */
function core(more: ConstructorParameters<typeof Fake>[1] = {}) {
  const view = (draft: EnrolmentDraft): DraftView => ({ draft, steps: STEPS, faults: [], why: null });
  const words = { kk: '', ru: '', en: '' };
  const form: EnrolmentForm = { folder: '/keys', filled: view(draft), authority: { url: draft.authority, name: 'CA' }, agreement: { version: '1', text: words }, regions: [] };
  const kept: EnrolmentDraft[] = [];
  const fake = new Fake(
    {},
    {
      'enrolment-form': () => form,
      'enrolment-draft': ({ draft, to }) => {
        kept.push(draft);
        return view({ ...draft, step: to ?? draft.step });
      },
      'enrolment-look-up': () => ENTITY,
      ...more,
    },
  );
  return { fake, kept };
}

async function filling(fake: Fake): Promise<Filling> {
  await connect(fake);
  const filling = new Filling();
  expect(await filling.open(null, null)).toBe(true);
  return filling;
}

describe('a form', () => {
  it('keeps what was typed last, however fast it was typed', async () => {
    const { fake, kept } = core();
    const form = await filling(fake);
    for (const email of ['a', 'a@', 'a@b.kz']) form.tell({ email });
    await form.go('contact');
    expect(kept.at(-1)?.email).toBe('a@b.kz');
    expect(form.draft).toMatchObject({ email: 'a@b.kz', step: 'contact' });
  });

  it('looks a BIN up as soon as it is whole, and fills in the name', async () => {
    const { fake, kept } = core();
    const form = await filling(fake);
    form.tellBin('1403 4001');
    expect(form.draft?.bin).toBe('14034001');
    form.tellBin(BIN);
    await form.next();
    expect(form.draft).toMatchObject({ step: 'contact', entity: ENTITY });
    expect(fake.calls.filter(({ call }) => call.call === 'enrolment-look-up')).toHaveLength(1);
    expect(kept.at(-1)?.entity).toEqual(ENTITY);
  });

  it('stays where a BIN is unknown, and forgets the name with another BIN', async () => {
    const { fake } = core({ 'enrolment-look-up': failing({ code: 'bin-unknown' }) });
    const form = await filling(fake);
    form.tellBin(BIN);
    await form.next();
    expect(form.draft?.step).toBe('applicant');
    expect(form.looking.failure?.code).toBe('bin-unknown');
    form.tell({ entity: ENTITY });
    form.tellBin('14034001234');
    expect(form.draft?.entity).toBeNull();
    expect(form.looking.failure).toBeUndefined();
  });

  it('comes back with what was told when it could not be sent', async () => {
    const { fake } = core({ 'enrolment-apply': failing({ code: 'bin-unknown' }) });
    const form = await filling(fake);
    expect(await form.apply()).toBeUndefined();
    expect(form.applying.failure?.code).toBe('bin-unknown');
    expect(form.draft?.template).toBe('head');
  });
});
