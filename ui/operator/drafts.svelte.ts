/** Reasons that are being typed: kept over a session that ends in the middle, in this page alone, until they are sent. */
import type { Language } from '@/i18n/index.svelte';
import type { OperatorDecision } from './protocol';

export interface Draft {
  /** What is being decided, while the question is open. */
  asking: Exclude<OperatorDecision, 'approve'> | undefined;
  /** The id of a reason, or `own`. */
  reason: string;
  words: Record<Language, string>;
}

class Drafts {
  readonly #all = new Map<string, Draft>();

  /** Of the application with this number. */
  of(number: string): Draft {
    const kept = this.#all.get(number);
    if (kept) return kept;
    const draft = $state<Draft>({ asking: undefined, reason: 'reason-data-mismatch', words: { kk: '', ru: '', en: '' } });
    this.#all.set(number, draft);
    return draft;
  }

  /** Whether something was being typed. */
  get isOpen(): boolean {
    return [...this.#all.values()].some(({ asking }) => asking !== undefined);
  }

  drop(number: string): void {
    this.#all.delete(number);
  }

  clear(): void {
    this.#all.clear();
  }
}

export const drafts = new Drafts();
