// Tokens in memory, for tests and for looking at their screens.
import type { KeyView, ModuleView, TokenKeyView, TokensView, TokenView } from '@/protocol/types';
import { type Answers, failing, Fake, KEYS, waiting } from './fake';
import { certificate, hex, key } from './keys';

const tokenKey = (seed: number, more: Partial<TokenKeyView> = {}): TokenKeyView => ({
  reference: `token:0A1B2C3D/${hex(seed, 4)}`,
  key_id: hex(seed, 4),
  key_identifier: hex(seed + 1, 20),
  algorithm: 'GOST 34.10-2015 (512)',
  label: '',
  certificate: certificate(seed, -100, 995, { key_storage: 'kaztoken' }),
  state: 'valid',
  warnings: [],
  failure: null,
  ...more,
});

const token = (more: Partial<TokenView>): TokenView => ({
  serial: '0A1B2C3D',
  label: 'Айгүл',
  model: 'KAZTOKEN',
  manufacturer: 'ACS Ltd.',
  module: '/usr/lib/libkaztoken.so',
  profile: 'KAZTOKEN',
  tried_on_hardware: false,
  initialised: true,
  user_pin: 'good',
  so_pin: 'good',
  pin_rule: { min: 8, max: 16, strict: true },
  protected_path: false,
  write_protected: false,
  memory: { total_public: 65_536, free_public: 41_200, total_private: 65_536, free_private: 41_200 },
  firmware: '2.1',
  hardware: '1.0',
  is_software: false,
  unfinished: null,
  keys: [
    tokenKey(21, { certificate: certificate(21, -100, 995, { organisation: '«Алатау Құрылыс» ЖШС', bin: '120340001234', roles: ['legal-entity', 'head'], key_storage: 'kaztoken' }) }),
    tokenKey(24),
    tokenKey(27, { label: 'Банк профилі', certificate: null, state: 'uncertified', algorithm: 'RSA 2048' }),
  ],
  certificates: [],
  algorithms: ['gost512', 'rsa-2048', 'rsa-3072', 'rsa-4096', 'p256', 'p384'],
  failure: null,
  ...more,
});

const software = token({ serial: 'ca85c2e34b8ef0f1', label: 'Жаттығу', model: 'SoftHSM v2', manufacturer: 'SoftHSM project', module: '/usr/lib/softhsm/libsofthsm2.so', profile: 'SoftHSM', tried_on_hardware: true, is_software: true, memory: { total_public: null, free_public: null, total_private: null, free_private: null }, pin_rule: { min: 4, max: 255, strict: false }, keys: [], algorithms: ['rsa-2048', 'p256'], firmware: '2.6', hardware: '2.6' });
const blank = token({ serial: '', label: '', model: 'SoftHSM v2', manufacturer: 'SoftHSM project', module: '/usr/lib/softhsm/libsofthsm2.so', profile: 'SoftHSM', initialised: false, is_software: true, user_pin: 'not-set', so_pin: 'not-set', keys: [] });

const module = (path: string, state: ModuleView['state'], more: Partial<ModuleView> = {}): ModuleView => ({ path, profile: null, tried_on_hardware: false, own: false, state, failure: null, ...more });
const MODULES: ModuleView[] = [
  module('/usr/lib/libkaztoken.so', 'ready', { profile: 'KAZTOKEN' }),
  module('/usr/lib/softhsm/libsofthsm2.so', 'ready', { profile: 'SoftHSM', tried_on_hardware: true }),
  module('/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so', 'pending', { profile: 'OpenSC' }),
  module('/usr/lib/libjcPKCS11-2.so', 'missing', { profile: 'JaCarta' }),
];
const BROKEN: ModuleView[] = [
  module('/home/aigul/Жүктеулер/etoken/libeTPkcs11.so.10.7.77', 'crashed', { own: true, failure: { code: 'module-crashed' } }),
  module('/opt/akey/libakeypkcs11.so', 'hung', { profile: 'aKey', failure: { code: 'module-hung' } }),
  ...MODULES.slice(3),
];

const usual: TokensView = { tokens: [token({}), software, blank], modules: MODULES, trouble: [], software: { name: 'SoftHSM', module: software.module } };
const only = (more: Partial<TokenView>): TokensView => ({ ...usual, tokens: [token(more)] });

/** Keys in files and on the tokens, as the core lists them. */
export const ALL_KEYS: KeyView[] = [
  ...KEYS,
  ...(usual.tokens[0]?.keys ?? []).map((one) =>
    key(one.reference, one.certificate, {
      home: { home: 'token', serial: '0A1B2C3D', label: 'Айгүл', model: 'KAZTOKEN', key_id: one.key_id, module: '/usr/lib/libkaztoken.so', is_software: false },
      name: one.label || one.key_id,
      algorithm: one.algorithm,
      state: one.state,
      failure: one.failure,
    }),
  ),
];

const fake = (tokens: TokensView, answers: Answers = {}, keys: KeyView[] = ALL_KEYS) =>
  new Fake(
    {},
    {
      tokens: () => tokens,
      keys: () => keys,
      'token-change-pin': () => tokens,
      'token-unblock': () => tokens,
      'token-label': () => tokens,
      'token-init': () => tokens,
      'token-key-new': () => tokenKey(30),
      'token-cert-put': () => tokenKey(27),
      'token-cert-export': ({ path }) => path,
      'token-delete': () => tokens,
      'token-diagnostics': ({ serial }) => `serial: ${serial}`,
      'token-module-add': () => tokens,
      'token-module-forget': () => tokens,
      ...answers,
    },
  );

const trouble: TokensView['trouble'] = [
  { name: 'pcscd', health: 'trouble', detail: 'connect: No such file or directory', failure: { code: 'pcscd-not-running' } },
  { name: 'reader', health: 'missing', detail: '', failure: { code: 'reader-missing' } },
];

/** Screens of tokens: their name, what is connected. The serial number of each is `0A1B2C3D`. */
export const TOKEN_SCENES: Record<string, () => Fake> = {
  tokens: () => fake(usual),
  troubled: () => fake({ tokens: [], modules: BROKEN, trouble, software: null }, {}, KEYS),
  low: () => fake(only({ user_pin: 'count-low', so_pin: 'good', label: '' })),
  last: () => fake(only({ user_pin: 'final-try', so_pin: 'count-low' })),
  locked: () => fake(only({ user_pin: 'locked', so_pin: 'good' })),
  dead: () => fake(only({ user_pin: 'locked', so_pin: 'locked' })),
  factory: () => fake(only({ user_pin: 'to-be-changed', so_pin: 'to-be-changed', keys: [] })),
  unprepared: () => fake(only({ initialised: false, label: '', keys: [], user_pin: 'not-set', so_pin: 'not-set' })),
  unfinished: () => fake(only({ unfinished: { key_id: hex(27, 4), authority: 'http://127.0.0.1:14580', started_at: '2026-11-18T10:00:00+05:00', enrolment_id: null } }), { 'token-init': failing({ code: 'token-unfinished' }) }),
  pulled: () => fake(usual, { 'token-key-new': failing({ code: 'token-removed' }), 'token-change-pin': failing({ code: 'pin-locked' }) }),
  making: () => fake(usual, { 'token-key-new': waiting }),
  gone: () => fake({ ...usual, tokens: [] }),
  'practise-place': () => {
    const made = fake(usual);
    made.state = { ...made.state, practice: null };
    return made;
  },
};
