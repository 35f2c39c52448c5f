import type { CertificateView, OwnCertificateView } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { roleId } from '@/parts/keys';

/** How a certificate of the account is now. */
export function certificateState(item: Pick<OwnCertificateView, 'revoked_at' | 'certificate'>, now: Date): 'valid' | 'expired' | 'revoked' {
  if (item.revoked_at !== null) return 'revoked';
  return new Date(item.certificate.not_after_at) < now ? 'expired' : 'valid';
}

/** As whom its holder signs; and what for, where that is not to sign: the two of a pair are told apart by it. */
export function rolesOf({ roles, bin, key_purpose }: CertificateView): string[] {
  const known = roles.map(roleId).filter((role) => role !== 'role-signing' && role !== 'role-authentication');
  const role = known.at(bin ? -1 : 0);
  return [role, key_purpose === 'authentication' && 'role-authentication'].filter((id) => !!id).map((id) => t(id as string));
}
