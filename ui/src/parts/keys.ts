import IconKeyFile from '@lucide/svelte/icons/file-key';
import IconBroken from '@lucide/svelte/icons/file-x';
import IconCap from '@lucide/svelte/icons/graduation-cap';
import type { Icon, Tone } from '@kit';
import type { KeyView } from '@/protocol/types';
import { date, dateUntil, t } from '@/i18n/index.svelte';
import { properName, sentence } from './names';

/** Whose key it is; the file's name while that is not known. */
export function holder(key: KeyView): string {
  const name = key.certificate?.common_name;
  return name ? properName(name) : key.name;
}

/** For whom the holder signs. */
export function capacity(key: KeyView): string {
  const certificate = key.certificate;
  if (!certificate) return key.state === 'damaged' ? t('keys-damaged-detail') : sentence(t('key-state-open-needed'));
  const role = certificate.roles.map((role) => t(roleId(role))).at(certificate.bin ? -1 : 0);
  return sentence([certificate.organisation, role].filter(Boolean).join(' · '));
}

/** Roles come as the catalogue's ids or as their names without the prefix. */
export function roleId(role: string): string {
  return role.startsWith('role-') ? role : `role-${role}`;
}

export function stateTone(key: KeyView): Tone {
  const tones: Record<KeyView['state'], Tone> = {
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
  return tones[key.state];
}

/** The state as a word; the days where they count. */
export function stateWord(key: KeyView): string {
  if (key.state === 'expiring' && key.days_left !== null) return t('keys-days-left', { days: key.days_left });
  return t(`keys-state-${key.state}`);
}

export function keyIcon(key: KeyView): Icon {
  if (key.state === 'damaged') return IconBroken;
  return key.practice ? IconCap : IconKeyFile;
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
