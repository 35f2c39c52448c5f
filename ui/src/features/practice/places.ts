import IconComputer from '@lucide/svelte/icons/laptop';
import IconSoftware from '@lucide/svelte/icons/app-window';
import IconToken from '@lucide/svelte/icons/usb';
import type { Icon } from '@kit';
import type { PractisePlace, TokensView } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { takesKeys, tokenKind, tokenName } from '@/parts/tokens';

/** Somewhere a practice key can be kept. */
export interface Place {
  value: string;
  label: string;
  detail: string;
  icon: Icon;
  place: PractisePlace;
}

/** Where a practice key can be kept, this computer first. A software token is offered to those who have no other. */
export function placesOf(tokens: TokensView | undefined, withSoftware: boolean): Place[] {
  const real = (tokens?.tokens ?? []).filter((token) => takesKeys(token) && !token.is_software);
  const places: Place[] = [
    { value: 'file', label: t('practice-place-file'), detail: t('practice-place-file-detail'), icon: IconComputer, place: { place: 'file' } },
    ...real.map((token) => ({
      value: token.serial,
      label: t('key-place-token', { token: tokenName(token) }),
      detail: tokenKind(token),
      icon: IconToken,
      place: { place: 'token' as const, serial: token.serial },
    })),
  ];
  if (withSoftware && real.length === 0 && tokens?.software) {
    places.push({ value: 'software', label: t('token-software'), detail: t('practice-place-software-detail', { name: tokens.software.name }), icon: IconSoftware, place: { place: 'software-token' } });
  }
  return places;
}
