/** The words of the audit log. What is in it was hashed and stays as it was written; what it is called is translated. */
import { lookup } from '@/i18n/catalogue';
import { language, t } from '@/i18n/index.svelte';
import type { AuditEntry } from './protocol';

/** What can happen, as the authority calls it. */
export const KINDS = [
  'application-submitted', 'application-verified', 'application-refused', 'application-returned', 'application-cancelled', 'application-issued', 'application-installed',
  'certificate-prepared', 'certificate-refused', 'certificate-signed', 'certificate-published', 'certificate-revoked', 'crl-issued',
  'operator-made', 'operator-revoked', 'operator-logged-in', 'operator-logged-out', 'session-opened', 'code-sent', 'settings-kept',
  'founded', 'opened', 'ceremony', 'invited', 'registry-imported', 'tls-authority-made',
] as const;

export function kindWords(kind: string): string {
  return (KINDS as readonly string[]).includes(kind) ? t(`console-event-${kind}`) : kind;
}

/** What an entry tells. One that was tampered with may hold anything. */
export function told(entry: AuditEntry): string {
  let detail: unknown;
  try {
    detail = JSON.parse(entry.detail);
  } catch {
    return entry.detail;
  }
  if (typeof detail !== 'object' || detail === null) return entry.detail;
  const name = (key: string) => lookup(language(), `console-detail-${key}`) ?? key;
  return Object.entries(detail)
    .map(([key, value]) => `${name(key)}: ${String(value)}`)
    .join(' · ');
}
