import { toasts } from '@kit';
import { t } from '@/i18n/index.svelte';
import { platform } from '@/platform';
import { fileName, pick, renamed, reveal } from './documents';

/** Says that a file was written, and offers to show it. */
export function sayWritten(path: string): void {
  toasts.show(t('documents-written', { file: fileName(path) }), {
    tone: 'green',
    action: { label: t('frame-show-in-folder'), run: () => reveal(path) },
  });
}

/** Saves the printable sheet of a verification. Rejects with a failure. */
export async function saveSheet(verification: number, file: string): Promise<void> {
  const [path] = await pick('save', renamed(file, `-${t('documents-sheet-name')}.pdf`));
  if (path) sayWritten(await platform().call({ call: 'save-sheet', id: verification, path }));
}
