/** The whole log computed in this browser: how far it is, and what came of it. */
import { api } from './api';
import { type Chain, type Fault, compute } from './chain';
import { codeOf, session } from './session.svelte';

export class Verification {
  state = $state<'going' | 'done' | 'stopped'>('going');
  failure = $state<string>();
  /** How many entries were computed, and the number of the last. */
  count = $state(0);
  last = $state(0);
  wrong = $state(0);
  head = $state('');
  faults = $state.raw<Fault[]>([]);
  #run = 0;

  async begin(): Promise<void> {
    const mine = ++this.#run;
    [this.state, this.failure] = ['going', undefined];
    const isMine = (chain: Chain) => {
      if (mine === this.#run) this.#show(chain);
      return mine === this.#run;
    };
    try {
      await compute((after) => session.ask(() => api.audit(after)), isMine);
      if (mine === this.#run) this.state = 'done';
    } catch (error) {
      if (mine === this.#run) [this.state, this.failure] = ['stopped', codeOf(error)];
    }
  }

  stop(): void {
    this.#run += 1;
    if (this.state === 'going') this.state = 'stopped';
  }

  /** What is known of an entry. */
  of(sequence: number): 'holds' | 'broken' | 'open' {
    if (this.faults.some((fault) => fault.sequence === sequence)) return 'broken';
    return sequence <= this.last ? 'holds' : 'open';
  }

  #show(chain: Chain): void {
    [this.count, this.last, this.wrong, this.head, this.faults] = [chain.count, chain.last, chain.wrong, chain.head, [...chain.faults]];
  }
}
