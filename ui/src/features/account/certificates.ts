import type { CertificateView, OwnCertificateView } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { roleId } from '@/parts/keys';

/** How a certificate of the account is now. */
export function certificateState(item: Pick<OwnCertificateView, 'revoked_at' | 'certificate'>, now: Date): 'valid' | 'expired' | 'revoked' {
  if (item.revoked_at !== null) return 'revoked';
  return new Date(item.certificate.not_after_at) < now ? 'expired' : 'valid';
}

/** As whom its holder signs. */
export function roleOf({ roles, bin, key_purpose }: CertificateView): string {
  const known = roles.filter((role) => !['role-signing', 'role-authentication'].includes(roleId(role)));
  const role = known.at(bin ? -1 : 0) ?? (key_purpose === 'authentication' ? 'role-authentication' : undefined);
  return role ? t(roleId(role)) : '';
}
