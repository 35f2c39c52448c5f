import type { Tone } from './types';

/** A few words that go by themselves. Nothing that must be read is said only here. */
export interface Toast {
  id: number;
  text: string;
  tone: Tone;
  /** One thing to do about it. */
  action?: { label: string; run: () => void } | undefined;
}

/** How long a toast stays, in milliseconds: at least, and for each letter that is read. */
const STAYS = 6000;
const LETTER = 80;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 0;

  /** Shows a toast; it goes after a while, or stays longer when there is something to do. */
  show(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
    const id = this.#next++;
    this.list.push({ id, text, tone: options.tone ?? 'plain', action: options.action });
    const stays = Math.max(STAYS, text.length * LETTER);
    setTimeout(() => this.dismiss(id), options.action ? stays * 2 : stays);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
