import { toasts } from '@kit';
import type { DocumentView, Unfinished } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { sentence } from '@/parts/names';
import { platform } from '@/platform';
import { go } from './router.svelte';

type Desk = 'sign' | 'verify';

/** Files on their way to a view: dropped, picked or opened from outside. */
let waiting = $state.raw<Partial<Record<Desk, string[]>>>({});

/** Takes the files that wait for `view`; they are gone then. */
export function takeIncoming(view: Desk): string[] | undefined {
  const { [view]: files, ...rest } = waiting;
  if (files) waiting = rest;
  return files;
}

function leave(view: Desk, files: string[]): void {
  waiting = { ...waiting, [view]: [...(waiting[view] ?? []), ...files] };
}

let interrupted = $state.raw<Unfinished>();

/** Goes on with a signing that was interrupted. */
export function resume(unfinished: Unfinished): void {
  interrupted = unfinished;
  go('sign');
}

/** Takes the interrupted signing that waits for the view; it is gone then. */
export function takeInterrupted(): Unfinished | undefined {
  const taken = interrupted;
  interrupted = undefined;
  return taken;
}

const KEY_FILE = /\.(p12|pfx)$/i;

/** Brings files where they belong: a key to the keys, a signature to be verified, the rest to be signed. Says so where
    they part. Rejects with a failure. */
export async function bring(files: string[], intent: Desk | 'open'): Promise<void> {
  if (intent !== 'open') {
    leave(intent, files);
    go(intent);
    return;
  }
  const { keys, sign, verify } = sort(await platform().call({ call: 'inspect', paths: files }));
  if (sign.length > 0) leave('sign', sign);
  if (verify.length > 0) leave('verify', verify);
  if (sign.length + verify.length > 0) go(sign.length > 0 ? 'sign' : 'verify');
  if (keys.length > 0) await platform().call({ call: 'add-keys', paths: keys });
  if (sign.length + verify.length === 0) go('keys');
  else sayWhere(sign.length, verify.length, keys.length);
}

interface Sorted {
  keys: string[];
  sign: string[];
  verify: string[];
}

/** What has signatures already is verified, unless there is something beside it to be signed. */
function sort(documents: readonly DocumentView[]): Sorted {
  const isKey = ({ path }: DocumentView) => KEY_FILE.test(path);
  const isSignature = ({ kind }: DocumentView) => kind === 'cms';
  const signatures = documents.filter((document) => isSignature(document) && !isKey(document));
  const rest = documents.filter((document) => !isSignature(document) && !isKey(document) && !isSignedBeside(document, signatures));
  const signed = rest.every((document) => document.signed) ? rest : [];
  const paths = (views: readonly DocumentView[]) => views.map(({ path }) => path);
  return {
    keys: paths(documents.filter(isKey)),
    sign: paths(signed.length > 0 ? [] : rest),
    verify: paths([...signatures, ...signed]),
  };
}

/** Whether a signature came along with its document: `x.pdf.p7s`, `x.pdf-….p7s`. It finds the document by itself. */
function isSignedBeside({ path }: DocumentView, signatures: readonly DocumentView[]): boolean {
  return signatures.some((signature) => signature.path.startsWith(`${path}.`) || signature.path.startsWith(`${path}-`));
}

function sayWhere(sign: number, verify: number, keys: number): void {
  const parts = [sign && t('frame-sorted-sign', { count: sign }), verify && t('frame-sorted-verify', { count: verify }), keys && t('frame-sorted-keys', { count: keys })].filter((part) => !!part);
  if (parts.length < 2) return;
  const action = sign > 0 && verify > 0 ? { label: t('frame-to-verify'), run: () => go('verify') } : { label: t('sign-to-keys'), run: () => go('keys') };
  toasts.show(sentence(parts.join(' · ')), { action });
}
