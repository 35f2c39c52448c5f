/** Whose session it is. It ends by itself when nothing is asked for a while; then the page says so. */
import { Refused, api } from './api';
import { drafts } from './drafts.svelte';
import type { OperatorSession } from './protocol';

type Ended = 'new' | 'idle' | 'left';

class Session {
  current = $state.raw<OperatorSession>();
  /** Why nobody is logged in; undefined until the authority was asked. */
  ended = $state<Ended>();
  failure = $state<string>();
  #last: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  async recall(): Promise<void> {
    await this.#take(api.session, 'new');
  }

  async logIn(): Promise<void> {
    await this.#take(api.logIn, 'new');
  }

  async logOut(): Promise<void> {
    await api.logOut().catch(() => undefined);
    drafts.clear();
    this.#end('left');
  }

  /** Asks for something. Whoever asks is still there, unless the page asks by itself; and when the session is over, the
      page shows it. */
  async ask<V>(question: () => Promise<V>, unattended = false): Promise<V> {
    try {
      const answer = await question();
      if (!unattended) this.#watch();
      return answer;
    } catch (error) {
      const code = codeOf(error);
      if (code.startsWith('session-')) this.#end('idle');
      if (code === 'operator-unknown') [this.current, this.failure] = [undefined, code];
      throw error;
    }
  }

  async #take(question: () => Promise<OperatorSession>, otherwise: Ended): Promise<void> {
    this.failure = undefined;
    try {
      const current = await question();
      // What one operator typed is not for another.
      if (current.name !== this.#last) drafts.clear();
      [this.current, this.#last] = [current, current.name];
      this.#watch();
    } catch (error) {
      const code = codeOf(error);
      this.#end(otherwise);
      if (!code.startsWith('session-')) this.failure = code;
    }
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const seconds = this.current?.idle_seconds;
    if (seconds) this.#timer = setTimeout(() => this.#end('idle'), seconds * 1000);
  }

  #end(why: Ended): void {
    clearTimeout(this.#timer);
    [this.current, this.ended] = [undefined, why];
  }
}

export const session = new Session();

export function codeOf(error: unknown): string {
  return error instanceof Refused ? error.code : 'internal';
}
