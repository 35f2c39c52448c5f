// Keys and certificates for tests.
import type { CertificateView, KeyView } from '@/protocol/types';

const DAY = 86_400_000;
/** The day on which all this plays. */
export const TODAY = new Date('2026-11-20T10:05:00+05:00');
export const day = (days: number) => new Date(TODAY.getTime() + days * DAY).toISOString();
export const hex = (seed: number, bytes: number) => Array.from({ length: bytes }, (_, i) => ((seed * 31 + i * 97 + 13) % 256).toString(16).padStart(2, '0')).join('');

export function certificate(seed: number, from: number, to: number, who: Partial<CertificateView>): CertificateView {
  return {
    subject: 'CN=…',
    issuer: 'CN=ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022, C=KZ',
    serial_number: hex(seed, 20),
    not_before_at: day(from),
    not_after_at: day(to),
    key: 'GOST 34.10-2015 (512)',
    key_identifier: hex(seed + 1, 20),
    key_purpose: 'signing',
    key_storage: 'pkcs12',
    key_usage: ['digitalSignature', 'nonRepudiation'],
    extended_key_usage: [],
    policies: [],
    authority: false,
    sha256: hex(seed + 2, 32),
    test: false,
    common_name: 'СӘРСЕНОВА АЙГҮЛ',
    iin: '880412400123',
    bin: null,
    organisation: null,
    treasury_role: null,
    treasury_code: null,
    system_id: null,
    roles: ['individual', 'signing'],
    ...who,
  };
}

export function key(file: string, certificate: CertificateView | null, more: Partial<KeyView> = {}): KeyView {
  const end = certificate && new Date(certificate.not_after_at).getTime();
  const begin = certificate && new Date(certificate.not_before_at).getTime();
  const isFile = (more.home?.home ?? 'file') === 'file';
  return {
    reference: file,
    home: { home: 'file', path: file },
    file: isFile ? file : null,
    algorithm: certificate?.key ?? null,
    group: {
      person: certificate && { name: certificate.common_name, number: certificate.iin },
      organisation: certificate?.organisation ? { name: certificate.organisation, number: certificate.bin } : null,
    },
    name: file.split('/').at(-1) ?? file,
    key_identifier: certificate?.key_identifier ?? null,
    certificate,
    state: 'valid',
    days_left: end === null ? null : Math.floor((end - TODAY.getTime()) / DAY),
    used: end === null || begin === null ? null : Math.min(1, (TODAY.getTime() - begin) / (end - begin)),
    practice: false,
    warnings: [],
    failure: null,
    ...more,
  };
}
