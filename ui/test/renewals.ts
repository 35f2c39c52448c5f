// Ends of keys and a personal account, for tests and for looking at the window.
import type { AccountApplication, AccountState, CertificateView, EnrolmentView, OwnCertificateView, RenewalView, RenewalsView } from '@/protocol/types';
import { failing, Fake, waiting } from './fake';
import { certificate, day, key } from './keys';

export const AUTHORITY = 'https://pki.example.kz';
const COMPANY = { organisation: '«Алатау Құрылыс» ЖШС', bin: '120340001234', roles: ['legal-entity', 'head'] };
const seconds = (days: number) => Math.floor(new Date(day(days)).getTime() / 1000);

const ending = key('/home/aigul/ЭЦП/GOST512_company.p12', certificate(1, -353, 12, COMPANY), { state: 'expiring' });
const onToken = key('token:0A1B2C3D/01', certificate(4, -400, 700, { key_storage: 'kaztoken' }), {
  name: 'Жеке',
  home: { home: 'token', serial: '0A1B2C3D', label: 'Айгүл', model: 'KAZTOKEN', key_id: '01', module: '/usr/lib/libkaztoken.so', is_software: false },
});
const ended = key('/home/aigul/ЭЦП/GOST512_hr.p12', certificate(7, -380, -15, { ...COMPANY, roles: ['legal-entity', 'personnel'] }), { state: 'expired' });
const away = key('token:77E0/02', certificate(10, -30, 335, { organisation: '«Жетісу Логистика» ЖШС', bin: '140340012346' }), {
  name: '77E0',
  home: { home: 'token', serial: '77E0', label: '77E0', model: '', key_id: '02', module: '', is_software: false },
});

export function renewal(more: Partial<EnrolmentView> = {}): EnrolmentView {
  return {
    enrolment_id: '5f3c', kind: 'renewal', authority: AUTHORITY, state: 'asks', application_number: '1234-5678-9012', stage: 'installed', stages: [], head: null, applicant: null, contact: null, storage: null, awaiting: null, expires_at: null,
    reason: null, code: null, ask: { ask: 'revocation', serial: ending.certificate?.serial_number ?? '' }, effect: null, name: null, keys: [], holds: [], began_at: seconds(-1), changed_at: seconds(0), ...more,
  };
}

export function renewalOf(item: typeof ending, more: Partial<RenewalView> = {}): RenewalView {
  return { key: item, is_here: true, way: 'sign', authority: AUTHORITY, renewal: null, ...more };
}

const VIEW: RenewalsView = {
  keys: [renewalOf(ended, { way: 'check' }), renewalOf(ending), renewalOf(away, { is_here: false }), renewalOf(onToken, { way: 'elsewhere', authority: null })],
  others: [],
  unopened: 2,
  authorities: [AUTHORITY],
};

const issued = (certificate: CertificateView, more: Partial<OwnCertificateView> = {}): OwnCertificateView => ({ serial_number: certificate.serial_number, certificate, is_own: true, revoked_at: null, revocation_reason: null, ...more });
const application = (number: string, applicant: string, more: Partial<AccountApplication['application']>, to_sign: string | null = null): AccountApplication => ({
  application: { number, stage: 'installed', stages: [{ stage: 'submitted', at: seconds(-9) }], name: COMPANY.organisation, template: 'right-to-sign', storage: 'pkcs12', expires_at: seconds(21), reason: null, ...more },
  applicant,
  to_sign,
});

const ACCOUNT: AccountState = {
  authorities: [AUTHORITY],
  open: {
    authority: AUTHORITY,
    subject: { name: 'СӘРСЕНОВА АЙГҮЛ', iin: '880412400123', bin: COMPANY.bin, organisation: COMPANY.organisation, is_head: true },
    serial_number: ending.certificate?.serial_number ?? '',
    expires_at: seconds(0) + 1700,
    certificates: [
      ...(ending.certificate ? [issued(ending.certificate)] : []),
      issued(certificate(21, -10, 355, COMPANY)),
      issued(certificate(22, -700, -335, COMPANY), { revoked_at: seconds(-353), revocation_reason: 'superseded' }),
      issued(certificate(23, -100, 265, { ...COMPANY, common_name: 'ӘБДІҒАПАР ҰЛЖАН', roles: ['legal-entity', 'signatory'] }), { is_own: false }),
    ],
    applications: [
      application('2041-7719-3308', 'ИВАНОВА АННА', { stage: 'awaiting-head', stages: [{ stage: 'submitted', at: seconds(-1) }, { stage: 'awaiting-head', at: seconds(-1) }] }, 'Tanba …'),
      application('1234-5678-9012', 'СӘРСЕНОВА АЙГҮЛ', { stages: [{ stage: 'submitted', at: seconds(-353) }, { stage: 'verified', at: seconds(-352) }, { stage: 'issued', at: seconds(-352) }, { stage: 'installed', at: seconds(-351) }] }),
      application('1180-2297-4416', 'ТЕСТОВ ТЕСТ', { stage: 'refused', reason: { kk: 'Бұл адам бізде істемейді', ru: 'Этот человек у нас не работает', en: 'This person does not work here' } }),
    ],
    settings: { language: 'kk', email_reminders: true },
  },
};

const keys = () => [ending, onToken, ended];
const view = (more: Partial<RenewalsView>) => () => ({ ...VIEW, ...more });

/** The window with keys that end, and a personal account. */
export const RENEWAL_SCENES: Record<string, () => Fake> = {
  ends: () => new Fake({}, { renewals: view({}), keys, renew: () => renewal(), account: () => ACCOUNT, 'account-revoke': () => ACCOUNT, 'account-decide': () => ACCOUNT, 'account-settings': () => ACCOUNT, 'account-close': () => ({ ...ACCOUNT, open: null }) }),
  'ends-none': () => new Fake({}, { renewals: view({ keys: [], unopened: 0 }), account: () => ({ authorities: [], open: null }), keys: () => [] }),
  'ends-renewing': () => new Fake({}, { renewals: view({}), keys, renew: waiting }),
  'ends-refused': () => new Fake({}, { renewals: view({}), keys, renew: failing({ code: 'authority-unreachable' }) }),
  'ends-standing': () =>
    new Fake({}, {
      keys,
      renewals: view({
        keys: [
          renewalOf(ended, { way: 'check', renewal: renewal({ state: 'waits', awaiting: 'verification', ask: null, stage: 'submitted' }) }),
          renewalOf(ending, { renewal: renewal() }),
          renewalOf(away, { renewal: renewal({ state: 'ready', effect: 'renew', ask: null }) }),
          renewalOf(onToken, { renewal: renewal({ state: 'rejected', code: 'account-key-refused', ask: null }) }),
        ],
      }),
    }),
  enter: () => new Fake({}, { keys, account: () => ({ authorities: [AUTHORITY], open: null }), 'account-open': () => ACCOUNT }),
};
