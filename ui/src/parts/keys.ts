import IconKeyFile from '@lucide/svelte/icons/file-key';
import IconBroken from '@lucide/svelte/icons/file-x';
import IconCap from '@lucide/svelte/icons/graduation-cap';
import IconSoftware from '@lucide/svelte/icons/app-window';
import IconToken from '@lucide/svelte/icons/usb';
import type { Icon, Tone } from '@kit';
import type { KeyState, KeyView } from '@/protocol/types';
import { date, dateUntil, t } from '@/i18n/index.svelte';
import { properName, sentence } from './names';
import { tokenName } from './tokens';

/** Whose key it is; what it is called in its place while that is not known. */
export function holder(key: KeyView): string {
  const name = key.certificate?.common_name;
  return name ? properName(name) : key.name || t('token-key-unnamed');
}

/** As whom the holder signs, without the organisation. */
export function role(key: KeyView): string {
  const certificate = key.certificate;
  if (!certificate) {
    if (key.state === 'damaged') return t('keys-damaged-detail');
    return sentence(t(key.state === 'uncertified' ? 'token-key-without-certificate' : 'key-state-open-needed'));
  }
  const role = certificate.roles.filter((role) => !USES.includes(roleId(role))).at(certificate.bin ? -1 : 0);
  return sentence(role ? t(roleId(role)) : use(key));
}

/** What only an information system or a Treasury user has. */
export function ownNumbers(of: { system_id?: string | null; treasury_role?: string | null; treasury_code?: string | null }): string[] {
  const numbers: [string, string | null | undefined][] = [
    ['label-system-id', of.system_id],
    ['label-treasury-role', of.treasury_role],
    ['label-treasury-code', of.treasury_code],
  ];
  return numbers.flatMap(([label, number]) => (number ? [`${t(label)} ${number}`] : []));
}

/** For whom the holder signs. */
export function capacity(key: KeyView): string {
  const organisation = key.certificate?.organisation;
  return [organisation, role(key)].filter(Boolean).join(' · ');
}

/** What a certificate is for comes among the roles, and is said apart. */
const USES = ['role-signing', 'role-authentication'];

/** What the key is for: signing or logging in. */
export function use(key: KeyView): string {
  const purpose = key.certificate?.key_purpose;
  return purpose === 'signing' || purpose === 'authentication' ? t(`role-${purpose}`) : '';
}

/** Roles come as the catalogue's ids or as their names without the prefix. */
export function roleId(role: string): string {
  return role.startsWith('role-') ? role : `role-${role}`;
}

const tones: Record<KeyState, Tone> = {
  unopened: 'plain',
  valid: 'green',
  expiring: 'sun',
  expired: 'red',
  'not-yet-valid': 'sun',
  revoked: 'red',
  'authentication-only': 'plain',
  uncertified: 'plain',
  damaged: 'red',
};

export function stateTone(key: { state: KeyState }): Tone {
  return tones[key.state];
}

/** The state as a word; the days where they count. */
export function stateWord(key: { state: KeyState; days_left: number | null }): string {
  if (key.state === 'expiring' && key.days_left !== null) return t('keys-days-left', { days: key.days_left });
  return t(`keys-state-${key.state}`);
}

export function keyIcon(key: KeyView): Icon {
  if (key.state === 'damaged') return IconBroken;
  if (key.home.home === 'token') return key.home.is_software ? IconSoftware : IconToken;
  return key.practice ? IconCap : IconKeyFile;
}

/** Where it lives, for people: the file on this computer, or the token. */
export function keyPlace(key: KeyView): string {
  const { home } = key;
  if (home.home === 'file') return t('key-place-file', { file: key.name });
  return t(home.is_software ? 'key-place-software' : 'key-place-token', { token: tokenName(home) });
}

/** Until when, or since when not any more. */
export function validity(key: KeyView): string | undefined {
  const end = key.certificate?.not_after_at;
  if (!end) return undefined;
  return key.state === 'expired' ? t('keys-expired-at', { date: date(end) }) : t('keys-valid-until', { date: dateUntil(end) });
}

/** A path as it can be read: the folder is what matters, and its end more than its beginning. */
export function folderOf(file: string): string {
  return file.replace(/[/\\][^/\\]*$/, '') || file;
}
