import type { Call, Changed, Failure } from '@/protocol/types';
import { asFailure, platform, type Value } from '@/platform';
import { onChanged } from './notices.svelte';

/** What the core answered to a question, asked again whenever that may be other. */
export interface Resource<V> {
  /** The newest answer; stays while it is asked again. */
  readonly value: V | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  again(): Promise<void>;
  /** Takes an answer that came with another call. */
  put(value: V): void;
}

/** Asks `call` now, and when one of `changes` is announced. For use in a component. */
export function resource<C extends Call>(call: () => C, changes: readonly Changed[] = []): Resource<Value<C>> {
  const asked = askable(call);
  $effect(() => {
    const stops = changes.map((what) => onChanged(what, () => void asked.again()));
    return () => stops.forEach((stop) => stop());
  });
  // Asked again when what the call is made of changes.
  $effect(() => {
    call();
    void asked.again();
  });
  return asked;
}

/** The same outside a component: asked only when told to. */
export function askable<C extends Call>(call: () => C): Resource<Value<C>> {
  let value = $state.raw<Value<C>>();
  let failure = $state.raw<Failure>();
  let busy = $state(false);
  let newest = 0;
  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get busy() {
      return busy;
    },
    async again() {
      const mine = ++newest;
      busy = true;
      try {
        const answer = await platform().call(call());
        if (mine === newest) [value, failure] = [answer, undefined];
      } catch (error) {
        if (mine === newest) failure = asFailure(error);
      } finally {
        if (mine === newest) busy = false;
      }
    },
    put(answer) {
      newest++;
      [value, failure, busy] = [answer, undefined, false];
    },
  };
}
