import type { RootView } from '@/protocol/types';
import type { Task } from '@/state/task.svelte';

/** A root with the file that it was chosen from. */
export type ChosenRoot = RootView & { path: string };

/** Believes the authority at an address by that root; whether it was done. */
export async function trustRoot(task: Task, authority: string, { path, fingerprint }: ChosenRoot): Promise<boolean> {
  return (await task.run({ call: 'trust-authority-root', authority, path, fingerprint })) !== undefined;
}
