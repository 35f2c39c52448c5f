import type { Tone } from '@kit';
import type { EnrolmentView, RenewalView } from '@/protocol/types';
import { isInstalling } from '@/parts/enrolments';

/** What comes next for a key: the one thing to do, if there is one. */
export type Next = 'sign' | 'check' | 'apply' | 'go-on' | 'install' | 'look' | 'revoke' | 'again' | 'place' | 'none';

/** What comes next in a renewal that is not over. */
export function nextOf(renewal: EnrolmentView): Next {
  switch (renewal.state) {
    case 'asks':
      if (renewal.ask?.ask === 'storage') return 'place';
      return renewal.ask?.ask === 'revocation' ? 'revoke' : 'again';
    case 'ready':
      return isInstalling(renewal) ? 'install' : 'go-on';
    case 'waits':
      return 'look';
    case 'refused':
    case 'rejected':
    case 'cancelled':
      return 'again';
    case 'finished':
    case 'abandoned':
      return 'none';
  }
}

export function next({ renewal, way }: Pick<RenewalView, 'renewal' | 'way'>): Next {
  const begun = renewal ? nextOf(renewal) : 'none';
  if (begun !== 'none' && begun !== 'again') return begun;
  return way === 'elsewhere' || way === 'nothing' ? 'none' : way;
}

/** The word on its button. */
export function verb(next: Next): string {
  if (next === 'place') return 'application-elsewhere';
  if (next === 'install') return 'application-install';
  if (next === 'check' || next === 'again') return 'renewals-verb-sign';
  return `renewals-verb-${next}`;
}

/** Whether it is time: whoever has months left need not be urged. */
export function isDue({ key, renewal }: Pick<RenewalView, 'key' | 'renewal'>): boolean {
  return renewal !== null || endsSoon({ key });
}

/** Whether it ends within a month, or has ended. */
export function endsSoon({ key }: Pick<RenewalView, 'key'>): boolean {
  return (key.days_left ?? Infinity) < 30;
}

export function barTone(tone: Tone): 'kok' | 'sun' | 'red' {
  return tone === 'sun' || tone === 'red' ? tone : 'kok';
}
