/** An answer of the authority on a page: waiting, there, or failed. */
import { codeOf, session } from './session.svelte';

export class Asked<V> {
  value = $state.raw<V>();
  failure = $state<string>();
  busy = $state(false);
  /** When it was answered last. */
  at = $state.raw<Date>();
  #newest = 0;

  constructor(readonly question: () => Promise<V>) {}

  async again(): Promise<void> {
    const mine = ++this.#newest;
    this.busy = true;
    try {
      const answer = await session.ask(this.question);
      if (mine === this.#newest) [this.value, this.failure, this.at] = [answer, undefined, new Date()];
    } catch (error) {
      if (mine === this.#newest) this.failure = codeOf(error);
    } finally {
      if (mine === this.#newest) this.busy = false;
    }
  }
}
