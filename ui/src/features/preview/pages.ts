import type { Failure, Preview } from '@/protocol/types';
import { platform } from '@/platform';

/** A page as a picture, as the kit shows it. */
export interface Picture {
  src: string;
  width: number;
  height: number;
}

/** Pages turned back to are there at once; more than these would only fill the memory. */
const KEPT = 12;
const pages = new Map<string, Promise<Picture>>();

/** Enough to learn how many pages there are, in pixels. */
const GLANCE = 160;

/** A first look at a document: its text, how many pages it has, or that it cannot be shown.
    Rejects with a failure. */
export function loadPreview(path: string): Promise<Preview> {
  return platform().call({ call: 'preview', path, page: 0, width: GLANCE });
}

/** A page, `width` device pixels wide. Rejects with a failure, and asks anew the next time. */
export function loadPage(path: string, page: number, width: number): Promise<Picture> {
  const name = JSON.stringify([path, page, width]);
  const known = pages.get(name);
  if (known) return known;
  const asked = askPage(path, page, width);
  pages.set(name, asked);
  asked.catch(() => pages.delete(name));
  const [oldest] = pages.keys();
  if (pages.size > KEPT && oldest !== undefined) pages.delete(oldest);
  return asked;
}

/** A document may have been changed since it was looked at. */
export function forgetPages(): void {
  pages.clear();
}

async function askPage(path: string, page: number, width: number): Promise<Picture> {
  const preview = await platform().call({ call: 'preview', path, page, width });
  if (preview.preview !== 'pixels') throw { code: 'document-unreadable' } satisfies Failure;
  return { src: `data:image/png;base64,${preview.png}`, width: preview.width, height: preview.height };
}
