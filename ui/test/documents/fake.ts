// Documents, verifications and a history for a core in memory.
import type { DocumentView, Entry, Finding, Preview, Signed, Verification, VerifiedSignature } from '@/protocol/types';
import { Fake, KEYS, failing, waiting } from '../fake';

const HOME = '/home/aigul/Құжаттар';
const AT = Date.parse('2026-11-20T10:05:00+05:00');
export const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
const hex = (seed: number, bytes: number) => Array.from({ length: bytes }, (_, i) => ((seed * 37 + i * 89 + 7) % 256).toString(16).padStart(2, '0')).join('');

export function document(name: string, more: Partial<DocumentView> = {}): DocumentView {
  const kind = /\.pdf$/i.test(name) ? 'pdf' : /\.xml$/i.test(name) ? 'xml' : /\.txt$/i.test(name) ? 'text' : 'other';
  return {
    path: `${HOME}/${name}`,
    name,
    size: 219_136,
    kind,
    pages: name.includes('өтініші') ? null : kind === 'pdf' ? 3 : null,
    signed: false,
    forms: kind === 'pdf' ? ['pades', 'detached', 'attached'] : kind === 'xml' ? ['detached', 'attached', 'xml'] : ['detached', 'attached'],
    failure: null,
    ...more,
  };
}

export const DOCUMENTS: DocumentView[] = [
  document('Анықтама_өтініші.pdf'),
  document('Келісімшарт № 214 «Алатау Құрылыс» — «Жетісу Логистика», 2026 жыл.pdf', { size: 5_321_000, pages: 48, signed: true }),
  document('Шот-фактура.xml', { size: 4_211 }),
  document('Түсіндірме жазба.txt', { size: 1_812 }),
  document('Сметалық құжаттама.docx', { size: 92_311 }),
  document('бос файл.pdf', { size: 0, pages: null, forms: [], failure: { code: 'document-empty', subject: 'бос файл.pdf' } }),
];

export const MANY: DocumentView[] = Array.from({ length: 1000 }, (_, i) => document(`Шот-фактура ${String(i + 1).padStart(4, '0')}.pdf`, { size: 20_000 + i * 71 }));

const TEXT = 'Түсіндірме жазба\n\nОсы жазба 2026 жылғы 20 қарашадағы келісімшартқа қоса беріледі.\n\nҚұрылыс жұмыстары кестеге сай жүргізілуде. Әңгіме үшінші тоқсан туралы.\n';

/** Drawn by the page that looks; a dot where nothing can be drawn. */
export const paper = { draw: (_page: number, _width: number) => 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4//8/AwAI/AL+hc2rNAAAAABJRU5ErkJggg==' };

export function preview({ path, page, width }: { path: string; page: number; width: number }): Preview {
  if (/\.pdf$/.test(path)) {
    const drawn = Math.max(1, width);
    return { preview: 'pixels', png: paper.draw(page, drawn), width: drawn, height: Math.round(drawn * 1.414), pages: 3 };
  }
  if (/\.(txt|xml)$/.test(path)) return { preview: 'text', text: TEXT, cut: true };
  return { preview: 'nothing' };
}

export const signed = (path: string): Signed => ({ document: path, output: path.replace(/(\.pdf)?$/, '_signed.pdf'), level: 'T', failure: null });
export const refused = (path: string): Signed => ({ document: path, output: null, level: null, failure: { code: 'pdf-encrypted', subject: path } });

const certificate = KEYS[0]?.certificate ?? null;
const PATH = [
  'CN=ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022,C=KZ',
  'CN=НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2020,O=Қазақстан Республикасының Цифрлық даму министрлігі,C=KZ',
];

export function signature(indication: VerifiedSignature['indication'], findings: Finding[], more: Partial<VerifiedSignature> = {}): VerifiedSignature {
  return {
    signer: { common_name: 'СӘРСЕНОВА АЙГҮЛ', iin: '880412400123', bin: '120340001234', organisation: '«Алатау Құрылыс» ЖШС', treasury_role: null, treasury_code: null, system_id: null, roles: ['legal-entity', 'head', 'signing'] },
    signed_at: '2026-11-19T16:40:12+05:00',
    time_stamped_at: '2026-11-19T16:40:15+05:00',
    level: 'T',
    form: 'pdf',
    packaging: 'enveloped',
    certificate,
    revoked_at: null,
    path: PATH,
    revocation: 'good',
    algorithm: 'GOST 34.10-2015 (512)',
    indication,
    sub_indication: null,
    findings,
    ...more,
  };
}

const GOOD: Finding[] = [
  { finding: 'valid' },
  { finding: 'certificate-trusted' },
  { finding: 'time-stamped', at: seconds('2026-11-19T16:40:15+05:00'), authority: 'ҰКО уақыт белгісі қызметі' },
];

export function verification(file: string, signatures: VerifiedSignature[], more: Partial<Verification> = {}): Verification {
  const worst = (['TOTAL-FAILED', 'INDETERMINATE'] as const).find((one) => signatures.some(({ indication }) => indication === one));
  return {
    indication: worst ?? 'TOTAL-PASSED',
    sub_indication: signatures.find(({ indication }) => indication === worst)?.sub_indication ?? null,
    file,
    content: null,
    environment: 'production',
    validated_at: '2026-11-20T10:05:00+05:00',
    signatures,
    unavailable: [],
    ...more,
  };
}

/** What is found in a file, by its name. */
export function verify({ file, content }: { file: string; content: string | null }): Verification | Promise<never> {
  if (/өзгертілген/.test(file)) {
    const bad = signature('TOTAL-FAILED', [{ finding: 'content-changed' }, { finding: 'certificate-revoked', revoked_at: seconds('2026-10-02T09:00:00+05:00'), reason: 'key-compromise' }], {
      sub_indication: 'HASH_FAILURE',
      revocation: 'revoked',
      revoked_at: '2026-10-02T09:00:00+05:00',
    });
    return verification(file, [signature('TOTAL-PASSED', GOOD), bad]);
  }
  if (/желісіз/.test(file)) {
    const unsure = signature('INDETERMINATE', [{ finding: 'revocation-unknown' }, { finding: 'signing-time-claimed', at: seconds('2026-11-19T16:40:12+05:00') }], {
      sub_indication: 'TRY_LATER',
      level: 'B',
      time_stamped_at: null,
      revocation: 'unknown',
    });
    return verification(file, [unsure], { unavailable: [{ code: 'ocsp-unreachable', subject: 'http://ocsp.pki.gov.kz' }] });
  }
  if (/жаттығу/.test(file)) {
    const practised = signature('TOTAL-PASSED', [...GOOD, { finding: 'test-certificate' }], { path: ['CN=Tanba practice issuing CA (GOST),O=Tanba', 'CN=Tanba practice root CA (GOST),O=Tanba'] });
    return verification(file, [practised], { environment: 'practice' });
  }
  if (/\.cms$/.test(file)) {
    if (content) return verification(file, [signature('TOTAL-PASSED', GOOD, { form: 'cms', packaging: 'detached' })], { content });
    const missing = signature('INDETERMINATE', [{ finding: 'content-missing' }], { sub_indication: 'SIGNED_DATA_NOT_FOUND', form: 'cms', packaging: 'detached' });
    return verification(file, [missing]);
  }
  if (/\.p7s$/.test(file)) {
    return verification(file, [signature('TOTAL-PASSED', GOOD, { form: 'cms', packaging: 'enveloping', level: 'B', time_stamped_at: null })]);
  }
  if (/қолтаңбасыз/.test(file)) return Promise.reject({ code: 'signature-not-found', subject: file });
  return verification(file, [signature('TOTAL-PASSED', GOOD)]);
}

const KINDS: Entry['kind'][] = ['signed', 'verified', 'signed', 'extended', 'verified', 'key-changed'];
const RESULTS = ['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED'];

/** Five thousand things that were done, newest first. */
export const ENTRIES: Entry[] = Array.from({ length: 5000 }, (_, i) => {
  const kind = KINDS[i % KINDS.length] ?? 'signed';
  const name = kind === 'key-changed' ? 'GOST512_company.p12' : (DOCUMENTS[i % 5]?.name ?? '');
  return {
    sequence: 5000 - i,
    previous_hash: hex(i + 1, 32),
    hash: hex(i, 32),
    at: new Date(AT - i * 5_400_000).toISOString(),
    kind,
    document_name: name,
    digest_algorithm: 'Streebog-512',
    digest: hex(i + 2, 64),
    signer: kind === 'key-changed' ? null : 'CN=СӘРСЕНОВА АЙГҮЛ,SERIALNUMBER=IIN880412400123,C=KZ',
    key_identifier: hex(3, 20),
    output: kind === 'verified' ? null : `${HOME}/${name}`,
    level: kind === 'signed' ? 'T' : null,
    result: kind === 'verified' ? (RESULTS[(i >> 1) % 3] ?? null) : null,
  };
});

function history(entries: Entry[]) {
  return ({ before, limit, search }: { before: number | null; limit: number; search: string | null }) => {
    const fitting = entries.filter((entry) => !search || entry.document_name.toLowerCase().includes(search.toLowerCase()));
    return { entries: fitting.filter((entry) => before === null || entry.sequence < before).slice(0, limit), total: fitting.length };
  };
}

type Answers = ConstructorParameters<typeof Fake>[1];

export { failing };
const emptyHistory = history([]);

/** The core in memory with documents. */
export function documentsFake(answers: Answers = {}): Fake {
  let last = 0;
  return new Fake(
    {},
    {
      inspect: ({ paths }) => paths.flatMap((path) => (path === '/many' ? MANY : (DOCUMENTS.find((one) => one.path === path) ?? document(path.split('/').at(-1) ?? path, { path })))),
      preview,
      sign: ({ order }) => order.documents.map(signed),
      'forget-unfinished': () => [],
      verify: (call) => {
        const found = verify(call);
        return found instanceof Promise ? found : { id: ++last, verification: found };
      },
      'save-report': ({ path }) => path,
      'save-sheet': ({ path }) => path,
      extend: ({ file }) => ({ document: file, output: file, stamped: 1, failure: null }),
      extract: () => `${HOME}/шығарылған.pdf`,
      history: history(ENTRIES),
      'check-history': () => ({ entries: ENTRIES.length, faults: [], fault_count: 0, keyring: 'agrees' }),
      pick: ({ what }) => (what === 'save' ? [`${HOME}/есеп.pdf`] : DOCUMENTS.map(({ path }) => path)),
      ...answers,
    },
  );
}

/** Signs a few and goes on for ever. */
export function busyFake(): Fake {
  const fake = documentsFake({
    sign: ({ order }) => {
      const task = fake.calls.at(-1)?.task ?? 0;
      queueMicrotask(() => {
        const [first = '', second = '', third = ''] = order.documents;
        fake.notice({ notice: 'signed', task, signed: signed(first) });
        fake.notice({ notice: 'signed', task, signed: refused(second) });
        fake.notice({ notice: 'event', task, event: { event: 'document', name: third, number: 3, count: order.documents.length } });
        fake.notice({ notice: 'event', task, event: { event: 'progress', stage: 'time-stamping', bytes_done: 1, bytes_total: 2 } });
      });
      return waiting();
    },
  });
  return fake;
}

export const SCENES: Record<string, () => Fake> = {
  usual: () => documentsFake(),
  busy: busyFake,
  partial: () => documentsFake({ sign: ({ order }) => order.documents.map((path, index) => (index % 3 === 1 ? refused(path) : signed(path))) }),
  refused: () => documentsFake({ sign: failing({ code: 'tsa-unreachable', subject: 'http://tsp.pki.gov.kz' }) }),
  'no-key': () => documentsFake({ keys: () => [] }),
  expired: () => documentsFake({ keys: () => KEYS.filter((key) => key.state === 'expired') }),
  loading: () => documentsFake({ preview: waiting, history: waiting, verify: waiting }),
  empty: () => documentsFake({ history: emptyHistory }),
  altered: () =>
    documentsFake({
      'check-history': () => ({ entries: 5000, faults: [{ fault: 'altered', sequence: 17 }, { fault: 'removed', sequence: 230, count: 4 }], fault_count: 9, keyring: 'behind', count: 3 }),
    }),
};

