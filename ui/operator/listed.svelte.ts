/** A list of the authority that is read page by page. */
import { codeOf, session } from './session.svelte';

export interface Listing<T> {
  items: T[];
  more: boolean;
}

export class Listed<T> {
  items = $state.raw<T[]>();
  /** Whether there are more than those that are here. */
  more = $state(false);
  failure = $state<string>();
  busy = $state(false);
  /** Since when it could not be looked at anew; what is here may have changed. */
  stale = $state.raw<Date>();
  #newest = 0;
  #seen = new Date();

  /** `after` is the last that is here. */
  constructor(readonly question: (after: T | undefined, unattended: boolean) => Promise<Listing<T>>) {}

  /** From the beginning. */
  again = (): Promise<void> => this.#take(() => this.#ask(undefined, false));

  /** One page more. */
  next = (): Promise<void> =>
    this.#take(async () => {
      const { items, more } = await this.#ask(this.items?.at(-1), false);
      return { items: [...(this.items ?? []), ...items], more };
    });

  /** As many as are here, by itself: nobody waits, nothing jumps, and a failure takes nothing away. */
  async refresh(): Promise<void> {
    if (this.busy || !this.items) return;
    const mine = ++this.#newest;
    try {
      const wanted = this.items.length;
      let all = await this.#ask(undefined, true);
      while (all.more && all.items.length < wanted) {
        const { items, more } = await this.#ask(all.items.at(-1), true);
        all = { items: [...all.items, ...items], more };
      }
      if (mine === this.#newest) this.#keep(all);
    } catch {
      if (mine === this.#newest) this.stale = this.#seen;
    }
  }

  #ask(after: T | undefined, unattended: boolean): Promise<Listing<T>> {
    return session.ask(() => this.question(after, unattended), unattended);
  }

  async #take(question: () => Promise<Listing<T>>): Promise<void> {
    const mine = ++this.#newest;
    this.busy = true;
    try {
      const all = await question();
      if (mine === this.#newest) this.#keep(all);
    } catch (error) {
      if (mine === this.#newest) this.failure = codeOf(error);
    } finally {
      if (mine === this.#newest) this.busy = false;
    }
  }

  #keep({ items, more }: Listing<T>): void {
    this.#seen = new Date();
    [this.items, this.more, this.failure, this.stale] = [items, more, undefined, undefined];
  }
}
