import { tick } from 'svelte';

/** Gives the focus to `ground` where what was pressed is gone; the keyboard goes on from there. */
export async function keepFocus(ground: () => HTMLElement | undefined): Promise<void> {
  await tick();
  if (document.activeElement === document.body) ground()?.focus();
}
