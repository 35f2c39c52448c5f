import { toasts } from '@kit';
import { failureWords } from '@/i18n/index.svelte';
import { asFailure } from '@/platform';
import type { Failure } from '@/protocol/types';

/** Says a failure in passing, for what has no place of its own on the page. Calling something off is none. */
export function say(failure: Failure): void {
  if (failure.code === 'cancelled') return;
  const { what, todo } = failureWords(failure);
  toasts.show([failure.subject, what, todo].filter(Boolean).join(' '), { tone: 'red' });
}

/** Does something and says it when that fails. */
export async function report(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(asFailure(error));
  }
}
