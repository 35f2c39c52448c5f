import IconFile from '@lucide/svelte/icons/file';
import IconCode from '@lucide/svelte/icons/file-code';
import IconImage from '@lucide/svelte/icons/file-image';
import IconSealed from '@lucide/svelte/icons/file-badge';
import IconText from '@lucide/svelte/icons/file-text';
import type { Icon } from '@kit';
import type { DocumentKind, PickKind } from '@/protocol/types';
import { platform } from '@/platform';
import { report } from './report';

const icons: Record<DocumentKind, Icon> = {
  pdf: IconText,
  xml: IconCode,
  image: IconImage,
  text: IconText,
  cms: IconSealed,
  other: IconFile,
};

export function documentIcon(kind: DocumentKind): Icon {
  return icons[kind];
}

/** The last part of a path, on any system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) || path;
}

/** Another ending for the same name, for a file that is made of this one. */
export function renamed(path: string, ending: string): string {
  return fileName(path).replace(/\.[^.]+$/, '') + ending;
}

/** Shows a file in its folder, and says it when that fails. */
export function reveal(path: string): void {
  void report(async () => void (await platform().call({ call: 'reveal', path })));
}

/** Opens a file with the system's program for it, and says it when that fails. */
export function openFile(path: string): void {
  void report(async () => void (await platform().call({ call: 'open', path })));
}

/** Lets the person choose; nothing when they think better of it, or when it fails, which is said. */
export async function pick(what: PickKind, name: string | null = null): Promise<string[]> {
  let picked: string[] = [];
  await report(async () => {
    picked = await platform().call({ call: 'pick', what, name });
  });
  return picked;
}
