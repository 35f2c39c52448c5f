import type { KeyCandidate, Prompt } from '@/protocol/types';

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
};
