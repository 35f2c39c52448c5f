import { toasts } from '@kit';
import { t } from '@/i18n/index.svelte';

/** Copies and says so. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(t('frame-copied'), { tone: 'green' });
  } catch {
    toasts.show(t('frame-not-copied'), { tone: 'red' });
  }
}
