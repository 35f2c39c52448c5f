import IconComputer from '@lucide/svelte/icons/laptop';
import IconToken from '@lucide/svelte/icons/usb';
import type { Icon } from '@kit';
import type { DraftPlace, TokensView } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { takesKeys, tokenKind, tokenName } from '@/parts/tokens';

export interface Place {
  value: string;
  label: string;
  detail: string;
  icon: Icon;
  disabled?: boolean;
  place: DraftPlace;
}

const FOLDER = 'folder';

/** What names a place among the others. */
export function placeValue(place: DraftPlace | null): string {
  if (!place) return '';
  return place.place === 'token' ? place.serial : FOLDER;
}

/** The tokens that take a key, devices first, then the folder. One that was chosen stays in sight when it is pulled out. */
export function placesOf(tokens: TokensView | undefined, chosen: DraftPlace | null, folder: string): Place[] {
  const usable = (tokens?.tokens ?? []).filter(takesKeys).sort((one, other) => Number(one.is_software) - Number(other.is_software));
  const places = usable.map((token): Place => ({
    value: token.serial,
    label: token.is_software ? t('key-place-software', { token: tokenName(token) }) : t('key-place-token', { token: tokenName(token) }),
    detail: t('form-storage-token-years', { kind: tokenKind(token) }),
    icon: IconToken,
    place: { place: 'token', serial: token.serial },
  }));
  if (chosen?.place === 'token' && !usable.some(({ serial }) => serial === chosen.serial)) {
    places.push({ value: chosen.serial, label: t('key-place-token', { token: `№ ${chosen.serial}` }), detail: t('form-storage-gone'), icon: IconToken, disabled: true, place: chosen });
  }
  const path = chosen?.place === 'folder' ? chosen.path : folder;
  places.push({ value: FOLDER, label: t('form-storage-folder'), detail: t('form-storage-folder-detail', { folder: path }), icon: IconComputer, place: { place: 'folder', path } });
  return places;
}

/** What is chosen for who has not chosen: a device that is there, else the folder. */
export function proposed(tokens: TokensView, folder: string): DraftPlace {
  const token = tokens.tokens.find((token) => takesKeys(token) && !token.is_software);
  return token ? { place: 'token', serial: token.serial } : { place: 'folder', path: folder };
}
