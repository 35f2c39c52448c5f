/** What is asked of the authority, by whom the browser shows a certificate for. */
import type { ApplicationFile, AuditCheck, AuditPage, FoundCertificate, FoundCertificates, OperatorRevocation, OperatorSession, Queue, QueueState, ReasonTemplate, RulingOrder, Template } from './protocol';

/** Why something did not come about: the code of a problem, or `unreachable`. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** What the page asks by itself does not keep the session open. */
const UNATTENDED = { Unattended: 'true' };

async function call<V>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<V> {
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Refused('unreachable');
  }
  if (response.status === 204) return undefined as V;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as V;
  const code = (answer as { code?: unknown } | undefined)?.code;
  throw new Refused(typeof code === 'string' ? code : 'internal');
}

/** What is not there is not asked for. */
function query(values: Record<string, string | number | undefined>): string {
  const asked = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
}

export interface QueueSearch {
  state: QueueState;
  template: Template | undefined;
  text: string;
}

export const api = {
  session: () => call<OperatorSession>('GET', 'session'),
  logIn: () => call<OperatorSession>('POST', 'session'),
  logOut: () => call<void>('DELETE', 'session'),
  queue: (search: QueueSearch, after?: string, unattended = false) => call<Queue>('GET', `applications?${query({ ...search, after })}`, undefined, unattended ? UNATTENDED : {}),
  application: (number: string) => call<ApplicationFile>('GET', `applications/${encodeURIComponent(number)}`),
  decide: (number: string, order: RulingOrder) => call<ApplicationFile>('POST', `applications/${encodeURIComponent(number)}/decision`, order),
  reasons: () => call<ReasonTemplate[]>('GET', 'reasons'),
  certificates: (text: string, after?: string) => call<FoundCertificates>('GET', `certificates?${query({ text, after })}`),
  revoke: (serial: string, order: OperatorRevocation) => call<FoundCertificate>('POST', `certificates/${encodeURIComponent(serial)}/revocation`, order),
  /** The log in its order, to compute its chain. */
  audit: (after: number) => call<AuditPage>('GET', `audit?${query({ after })}`),
  /** What is looked for in it, the newest first. */
  entries: (kind: string, text: string, before?: number) => call<AuditPage>('GET', `audit/entries?${query({ kind, text, before })}`),
  auditCheck: () => call<AuditCheck>('GET', 'audit/check'),
};
