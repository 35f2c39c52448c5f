import type { Call, Event, Failure, Signed, Warning } from '@/protocol/types';
import { asFailure, platform, type Value } from '@/platform';

type Progress = Extract<Event, { event: 'progress' }>;
type Document = Extract<Event, { event: 'document' }>;

/** One piece of work that a person waits for: how far it is, and a way to call it off. */
export class Task {
  busy = $state(false);
  progress = $state.raw<Progress>();
  document = $state.raw<Document>();
  warnings = $state.raw<Warning[]>([]);
  failure = $state.raw<Failure>();
  #abort: AbortController | undefined;

  /** Runs `call`; gives nothing when it failed, and `failure` says why. A person who calls it off is told nothing. */
  async run<C extends Call>(call: C, onSigned?: (signed: Signed) => void): Promise<Value<C> | undefined> {
    const abort = (this.#abort = new AbortController());
    this.busy = true;
    this.failure = this.progress = this.document = undefined;
    this.warnings = [];
    try {
      return await platform().call(call, {
        signal: abort.signal,
        onEvent: (event) => this.#hear(event),
        ...(onSigned && { onSigned }),
      });
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code !== 'cancelled') this.failure = failure;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** How much of the work is done, 0 to 1, where that is known. */
  get done(): number | undefined {
    const total = this.progress?.bytes_total;
    return this.progress && total ? Number(this.progress.bytes_done) / Number(total) : undefined;
  }

  #hear(event: Event): void {
    if (event.event === 'progress') this.progress = event;
    else if (event.event === 'document') this.document = event;
    else if (event.event === 'warned') this.warnings = [...this.warnings, event];
  }
}
