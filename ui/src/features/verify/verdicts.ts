import IconGood from '@lucide/svelte/icons/shield-check';
import IconBad from '@lucide/svelte/icons/shield-x';
import IconUnknown from '@lucide/svelte/icons/shield-question-mark';
import type { Icon, Tone } from '@kit';
import type { Finding, Verification } from '@/protocol/types';

type Indication = Verification['indication'];

export const verdictIcons: Record<Indication, Icon> = {
  'TOTAL-PASSED': IconGood,
  'TOTAL-FAILED': IconBad,
  INDETERMINATE: IconUnknown,
};

export const verdictTones: Record<Indication, Tone> = {
  'TOTAL-PASSED': 'green',
  'TOTAL-FAILED': 'red',
  INDETERMINATE: 'sun',
};

const GOOD: readonly Finding['finding'][] = [
  'valid',
  'certificate-trusted',
  'valid-when-signed',
  'valid-before-revocation',
  'time-stamped',
];

const BAD: readonly Finding['finding'][] = [
  'content-changed',
  'signature-broken',
  'signature-wrapped',
  'structure-broken',
  'signer-certificate-mismatch',
  'certificate-revoked',
  'path-revoked',
  'issuer-revoked',
  'certificate-expired',
  'certificate-not-yet-valid',
  'time-stamp-broken',
];

/** Whether a finding speaks for a signature, against it, or is something to know. */
export function findingTone(finding: Finding): 'green' | 'sun' | 'red' {
  if (GOOD.includes(finding.finding)) return 'green';
  return BAD.includes(finding.finding) ? 'red' : 'sun';
}
