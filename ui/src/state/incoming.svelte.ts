import type { Unfinished } from '@/protocol/types';
import { platform } from '@/platform';
import { go } from './router.svelte';

/** Files on their way to a view: dropped, picked or opened from outside. */
let waiting = $state.raw<{ view: 'sign' | 'verify'; files: string[] }>();

/** Takes the files that wait for `view`; they are gone then. */
export function takeIncoming(view: 'sign' | 'verify'): string[] | undefined {
  if (waiting?.view !== view) return undefined;
  const { files } = waiting;
  waiting = undefined;
  return files;
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

/** Brings files where they belong: a key to the keys, a signature to be verified, the rest to be signed.
    Rejects with a failure. */
export async function bring(files: string[], intent: 'sign' | 'verify' | 'open'): Promise<void> {
  if (intent === 'open' && files.every((file) => KEY_FILE.test(file))) {
    await platform().call({ call: 'add-keys', paths: files });
    go('keys');
    return;
  }
  const view = intent === 'open' ? await suiting(files) : intent;
  waiting = { view, files };
  go(view);
}

async function suiting(files: string[]): Promise<'sign' | 'verify'> {
  const documents = await platform().call({ call: 'inspect', paths: files });
  const isSigned = documents.length > 0 && documents.every((document) => document.signed || document.kind === 'cms');
  return isSigned ? 'verify' : 'sign';
}
