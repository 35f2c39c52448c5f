// A core in memory, for tests and for looking at the window. No program carries it.
import type { AppState, Call, DocumentView, Entry, Failure, Home, KeyPlace, KeyView, Notice, PracticeView, Reply } from '@/protocol/types';
import type { Carrier, Drop } from '@/platform';
import { certificate, day, hex, key } from './keys';

export { TODAY } from './keys';

const ON_COMPUTER = { warning: 'key-on-computer' } as const;

export const KEYS: KeyView[] = [
  key('/home/aigul/Документы/ЭЦП/GOST512_company.p12', certificate(1, -353, 12, { organisation: '«Алатау Құрылыс» ЖШС', bin: '120340001234', roles: ['legal-entity', 'head'] }), {
    state: 'expiring',
    warnings: [{ warning: 'key-expires-soon', days: 12, expires_at: Math.floor(new Date(day(12)).getTime() / 1000) }, ON_COMPUTER],
  }),
  key('/home/aigul/Документы/ЭЦП/GOST512_person.p12', certificate(5, -143, 222, {}), { warnings: [ON_COMPUTER] }),
  key('/home/aigul/.local/share/tanba/practice/GOST512_practice.p12', certificate(9, -1, 364, { issuer: 'CN=Tanba practice issuing CA (GOST), O=Tanba', test: true }), {
    practice: true,
    warnings: [{ warning: 'test-key' }],
  }),
  key('/media/aigul/USB/ЭЦП/AUTH_RSA256_2f9c0b1de4a7.p12', null, { state: 'unopened', warnings: [ON_COMPUTER] }),
  key('/home/aigul/Загрузки/GOST512_2025.p12', certificate(12, -500, -135, {}), { state: 'expired', warnings: [{ warning: 'key-expired', expired_at: 1_760_000_000 }] }),
  key('/home/aigul/Загрузки/GOST512_copy (1).p12', null, { state: 'damaged', failure: { code: 'key-file-damaged', subject: '/home/aigul/Загрузки/GOST512_copy (1).p12', detail: 'asn1: unexpected end at 512' } }),
];

export const PRACTICE: PracticeView = { url: 'http://127.0.0.1:14580', fingerprint: hex(77, 32), running: true, key: KEYS[2]?.reference ?? null };

const PLACES: KeyPlace[] = [
  { path: '/home/aigul/Документы', source: 'usual', count: 2 },
  { path: '/home/aigul/Загрузки', source: 'usual', count: 2 },
  { path: '/media/aigul/USB/ЭЦП', source: 'nca-layer', count: 1 },
  { path: '/home/aigul/Жұмыс/кілттер', source: 'added', count: 0 },
];

const RECENT: Entry[] = (
  [
    ['signed', 'Анықтама_өтініші.pdf', 0],
    ['verified', 'Келісімшарт № 214 «Алатау Құрылыс» — «Жетісу Логистика».p7s', -1],
    ['extended', 'Акт сверки за третий квартал 2026 года.pdf', -4],
  ] as const
).map(([kind, name, days], index) => ({
  sequence: 42 - index,
  previous_hash: hex(index, 32),
  hash: hex(index + 1, 32),
  at: day(days),
  kind,
  document_name: name,
  digest_algorithm: 'Streebog-512',
  digest: hex(index + 2, 64),
  signer: 'СӘРСЕНОВА АЙГҮЛ',
  key_identifier: null,
  output: kind === 'verified' ? null : `/home/aigul/Документы/${name}`,
  level: 'T',
  result: null,
}));

export const STATE: AppState = {
  version: '0.1.0',
  language: 'kk',
  theme: null,
  started: true,
  environment: 'production',
  tsa: null,
  proxy: null,
  key_places: true,
  autostart: false,
  practice: PRACTICE,
};

const HOME: Home = {
  name: 'СӘРСЕНОВА АЙГҮЛ',
  needs: [
    { need: 'key-expires', key: KEYS[0]?.reference ?? '', holder: '«Алатау Құрылыс» ЖШС', days: 12 },
    {
      need: 'unfinished',
      id: 3,
      started_at: day(-1),
      count: 12,
      rest: { documents: ['/a.pdf', '/b.pdf'], key: '/k.p12', form: 'automatic', time_stamp: null, folder: null, allow_expired: false, visible: null },
    },
  ],
  keys: KEYS.slice(0, 3),
  recent: RECENT,
};

export type Answers = { [N in Call['call']]?: (call: Extract<Call, { call: N }>) => Extract<Reply, { reply: N }>['value'] | Promise<never> };

/** The core in memory: `answers` replaces what it says to a call; what it does not know fails as `internal`. */
export class Fake implements Carrier {
  state: AppState;
  calls: { task: number; call: Call }[] = [];
  #notices = new Set<(notice: Notice) => void>();
  #drops = new Set<(drop: Drop) => void>();
  #answers: Answers;

  constructor(state: Partial<AppState> = {}, answers: Answers = {}) {
    this.state = { ...STATE, ...state };
    this.#answers = {
      state: () => this.state,
      'set-setting': ({ name, value }) => (this.state = { ...this.state, [name]: name === 'started' ? value === 'true' : value }),
      'set-autostart': ({ on }) => (this.state = { ...this.state, autostart: on }),
      home: () => HOME,
      keys: () => KEYS,
      'see-reminders': () => null,
      renewals: () => ({ keys: [], others: [], unopened: 0, authorities: [] }),
      account: () => ({ authorities: [], open: null }),
      'save-calendar': ({ path }) => path,
      'key-places': () => PLACES,
      'use-key-places': ({ on }) => {
        this.state = { ...this.state, key_places: on };
        return KEYS;
      },
      'add-keys': () => KEYS,
      'forget-keys': () => KEYS,
      'change-password': () => null,
      'back-up-key': ({ file, folder }) => `${folder}/${file.split('/').at(-1)}`,
      practise: () => PRACTICE,
      'forget-practice': () => (this.state = { ...this.state, practice: null }),
      inspect: ({ paths }) => paths.map((path) => ({ path, name: path, size: 1, kind: /p7s$/.test(path) ? 'cms' : 'pdf', pages: 1, signed: false, forms: ['pades'], failure: null }) satisfies DocumentView),
      unfinished: () => [],
      history: () => ({ entries: RECENT, total: RECENT.length }),
      'check-history': () => ({ entries: RECENT.length, faults: [], fault_count: 0, keyring: 'agrees' }),
      environments: () => [
        { name: 'production', anchors: 2, own: false },
        { name: 'test', anchors: 2, own: false },
        { name: 'practice', anchors: 2, own: false },
        { name: 'Қазынашылық', anchors: 1, own: true },
      ],
      'add-environment': ({ name }) => [{ name, anchors: 1, own: true }],
      'remove-environment': () => [],
      doctor: () => [
        { name: 'version', health: 'good', detail: '0.1.0', failure: null },
        { name: 'time', health: 'good', detail: '2026-11-20 10:05:00 +05:00', failure: null },
        { name: 'folders', health: 'good', detail: '/home/aigul/.local/share/tanba', failure: null },
        { name: 'keyring', health: 'missing', detail: 'org.freedesktop.secrets: no such name', failure: null },
        { name: 'history', health: 'trouble', detail: '', failure: { code: 'history-damaged' } },
      ],
      tokens: () => ({ tokens: [], modules: [], trouble: [], software: null }),
      pick: () => ['/home/aigul/Документы/өтініш.pdf'],
      reveal: () => null,
      open: () => null,
      cancel: () => null,
      ...answers,
    };
  }

  async send(task: number, call: Call): Promise<Reply> {
    this.calls.push({ task, call });
    const answer = this.#answers[call.call] as ((call: Call) => unknown) | undefined;
    if (!answer) throw { code: 'internal', detail: `nothing known of ${call.call}` } satisfies Failure;
    return { reply: call.call, value: await answer(call) } as Reply;
  }

  async listen(hear: (notice: Notice) => void): Promise<void> {
    this.#notices.add(hear);
  }

  onDrop(hear: (drop: Drop) => void): () => void {
    this.#drops.add(hear);
    return () => this.#drops.delete(hear);
  }

  notice(notice: Notice): void {
    this.#notices.forEach((hear) => hear(notice));
  }

  drop(drop: Drop): void {
    this.#drops.forEach((hear) => hear(drop));
  }
}

/** An answer that is a failure. */
export const failing = (failure: Failure) => () => Promise.reject(failure) as Promise<never>;
/** An answer that never comes. */
export const waiting = () => new Promise<never>(() => {});

/** The same window with other things in it. */
export const SCENES: Record<string, () => Fake> = {
  usual: () => new Fake(),
  first: () => new Fake({ started: false, language: null, key_places: false, practice: null }),
  empty: () =>
    new Fake({ key_places: false, practice: null }, { home: () => ({ name: null, needs: [{ need: 'no-key' }], keys: [], recent: [] }), keys: () => [] }),
  nothing: () => new Fake({}, { 'use-key-places': () => [], 'add-keys': () => [] }),
  waiting: () => new Fake({ practice: null }, { home: waiting, keys: waiting, practise: waiting, doctor: waiting }),
  failing: () =>
    new Fake(
      { practice: null },
      {
        home: failing({ code: 'history-locked', subject: '/home/aigul/.local/share/tanba/tanba.db', detail: 'SQLITE_BUSY' }),
        keys: failing({ code: 'permission-denied', subject: '/media/aigul/USB' }),
        practise: failing({ code: 'internal', detail: 'practice: exited with 3' }),
        doctor: failing({ code: 'settings-damaged' }),
        'set-setting': failing({ code: 'setting-unsuitable', subject: 'tsa' }),
      },
    ),
  practising: () => new Fake({ environment: 'practice' }),
};
