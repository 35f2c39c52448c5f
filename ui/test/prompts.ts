import type { KeyCandidate, KeyHome, PinPrompt, Prompt, TokenSummary } from '@/protocol/types';

const candidate = (identifier: string, more: Partial<KeyCandidate>): KeyCandidate => ({
  identifier,
  label: 'GOST512_person.p12',
  subject: { common_name: 'СӘРСЕНОВА АЙГҮЛ', iin: '880412400123', bin: null, organisation: null, roles: ['role-individual'] },
  not_before_at: 1_750_000_000,
  not_after_at: 1_796_000_000,
  home: { home: 'file' },
  warnings: [],
  failure: null,
  ...more,
});

const kaztoken: TokenSummary = { serial: '0A1B2C3D', label: 'Айгүл', model: 'KAZTOKEN', is_software: false };
const bank: TokenSummary = { serial: '77E0', label: '', model: 'eToken 5110', is_software: false };
const onToken = (token: TokenSummary, pin: PinPrompt['state'] = 'good', protected_path = false): KeyHome => ({ home: 'token', token, pin, protected_path });
const COMPANY: Partial<KeyCandidate> = { label: 'GOST512_company.p12', subject: { common_name: 'СӘРСЕНОВА АЙГҮЛ', iin: '880412400123', bin: '120340001234', organisation: '«Алатау Құрылыс» ЖШС', roles: [] } };

/** The same document, and keys in files and on tokens. */
const signWith = (id: number, keys: KeyCandidate[], more: Partial<Extract<Prompt, { prompt: 'sign' }>> = {}): Prompt => ({
  prompt: 'sign',
  id,
  origin: { origin: 'local' },
  documents: [document('Анықтама_өтініші.pdf')],
  keys,
  secret_was_wrong: false,
  tries_left: null,
  ...more,
});

const pin = (id: number, more: Partial<PinPrompt>): Prompt => ({
  prompt: 'pin',
  id,
  token: kaztoken,
  kind: 'user',
  purpose: 'open',
  state: 'good',
  rule: { min: 8, max: 16, strict: true },
  was_wrong: false,
  factory_pin_in_use: false,
  reason: null,
  ...more,
});

const document = (name: string, size = 219_136) => ({
  name,
  size,
  digest_algorithm: 'Streebog-512',
  digest: '8f2c41d0aa17be5530c2d94e7781f60b29ce88d4517a63f0b1c97d5e3a4f9a7e',
});

/** Prompts as the core makes them. */
export const PROMPTS: Record<string, Prompt> = {
  site: {
    prompt: 'sign',
    id: 1,
    origin: { origin: 'web-site', site: 'https://egov.kz' },
    documents: [document('Анықтама_өтініші.pdf')],
    keys: [
      candidate('0a', { label: 'GOST512_company.p12', subject: { common_name: 'СӘРСЕНОВА АЙГҮЛ', iin: '880412400123', bin: '120340001234', organisation: '«Алатау Құрылыс» ЖШС', roles: [] } }),
      candidate('0b', {}),
    ],
    secret_was_wrong: false,
    tries_left: 5,
  },
  wrong: {
    prompt: 'sign',
    id: 2,
    origin: { origin: 'local' },
    documents: [document('Келісімшарт № 214 «Алатау Құрылыс» — «Жетісу Логистика», 2026 жылғы 20 қараша.pdf', 5_321_000), document('Қосымша 1.xml', 811), document('Қосымша 2.docx', 92_311), document('Қосымша 3.docx', 1_092_311)],
    keys: [candidate('0b', { warnings: [{ warning: 'key-expires-soon', days: 12, expires_at: 1_796_000_000 }, { warning: 'test-key' }] })],
    secret_was_wrong: true,
    tries_left: 2,
  },
  none: { prompt: 'sign', id: 3, origin: { origin: 'command-line' }, documents: [document('a.txt', 12)], keys: [], secret_was_wrong: false, tries_left: null },
  open: { prompt: 'password', id: 4, file: 'GOST512_person.p12', purpose: 'open', was_wrong: true },
  new: { prompt: 'password', id: 5, file: 'GOST512_2f9c0b1de4a7fe0011223344.p12', purpose: 'new', was_wrong: false },
  token: signWith(6, [candidate('0a', { ...COMPANY, home: onToken(kaztoken) }), candidate('0b', { warnings: [{ warning: 'key-on-computer' }] }), candidate('0c', { home: onToken(bank, 'locked'), failure: 'pin-locked' })]),
  'token-last': signWith(7, [candidate('0a', { ...COMPANY, home: onToken(kaztoken, 'final-try'), warnings: [{ warning: 'pin-final-try' }] })], { secret_was_wrong: true }),
  'token-locked': signWith(8, [candidate('0c', { home: onToken(bank, 'locked'), failure: 'pin-locked' })]),
  'token-reader': signWith(9, [candidate('0a', { home: onToken(kaztoken, 'good', true) })]),
  pin: pin(10, {}),
  'pin-low': pin(11, { state: 'count-low', was_wrong: true }),
  'pin-last': pin(12, { state: 'final-try', kind: 'so' }),
  'pin-locked': pin(13, { state: 'locked' }),
  'pin-new': pin(14, { purpose: 'new' }),
  'pin-refused': pin(15, { purpose: 'new', kind: 'so', rule: { min: 4, max: 32, strict: false }, reason: { fault: 'too-short', min: 8 } }),
  code: { prompt: 'code', id: 17, purpose: 'renew', sent: { channel: 'sms', to: '+7 7** *** ** 12', expires_at: 1_796_000_000 }, was_wrong: false },
  'code-wrong': { prompt: 'code', id: 18, purpose: 'revoke', sent: { channel: 'email', to: 'a***l@e****.kz', expires_at: 1_796_000_000 }, was_wrong: true },
  'pin-factory': pin(16, { purpose: 'new', factory_pin_in_use: true }),
};
