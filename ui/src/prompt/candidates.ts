import type { KeyCandidate } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { properName } from '@/parts/names';
import { tokenName } from '@/parts/tokens';

/** Whose key it is, and for whom; what it is called while that is not known. */
export function nameOf(key: KeyCandidate): string {
  const { common_name: name, organisation } = key.subject ?? {};
  return [name && properName(name), organisation].filter(Boolean).join(' · ') || key.label;
}

/** Where it lives. */
export function placeOf({ home, label }: KeyCandidate): string {
  if (home.home === 'file') return t('key-place-file', { file: label });
  return t(home.token.is_software ? 'key-place-software' : 'key-place-token', { token: tokenName(home.token) });
}
