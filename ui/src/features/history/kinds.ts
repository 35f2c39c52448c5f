import IconPen from '@lucide/svelte/icons/file-pen-line';
import IconVerify from '@lucide/svelte/icons/shield-check';
import IconClock from '@lucide/svelte/icons/clock';
import IconKey from '@lucide/svelte/icons/key-round';
import type { Icon, Tone } from '@kit';
import type { Entry } from '@/protocol/types';

export const kindIcons: Record<Entry['kind'], Icon> = {
  signed: IconPen,
  verified: IconVerify,
  extended: IconClock,
  'key-changed': IconKey,
};

/** What a verification found, as a colour and an id in the catalogue. */
export function resultOf(entry: Entry): { tone: Tone; id: string } | undefined {
  switch (entry.result) {
    case 'TOTAL-PASSED':
      return { tone: 'green', id: 'verify-chip-TOTAL-PASSED' };
    case 'TOTAL-FAILED':
      return { tone: 'red', id: 'verify-chip-TOTAL-FAILED' };
    case 'INDETERMINATE':
      return { tone: 'sun', id: 'verify-chip-INDETERMINATE' };
    default:
      return undefined;
  }
}
