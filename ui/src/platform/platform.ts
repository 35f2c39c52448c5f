import type { Call, Event, Failure, Notice, Reply, Signed } from '@/protocol/types';

type Values = { [R in Reply as R['reply']]: R['value'] };

/** What a call answers with, by the call's name. */
export type Value<C extends Call> = Values[C['call']];

export interface CallOptions {
  /** Hears what happens while the call runs. */
  onEvent?: (event: Event) => void;
  /** Hears of each document of a batch when it is done. */
  onSigned?: (signed: Signed) => void;
  /** Calls the work off; the call then fails with `cancelled`. */
  signal?: AbortSignal | undefined;
}

/** Files over the window: they hover, leave, or are dropped. */
export type Drop = { drop: 'over' } | { drop: 'left' } | { drop: 'files'; paths: string[] };

/** Ends a subscription. */
export type Stop = () => void;

/** What the home of the UI carries: one call out, notices and drops in. */
export interface Carrier {
  /** Sends a call; rejects with a {@link Failure}. */
  send(task: number, call: Call): Promise<Reply>;
  /** Hears every notice from when the promise is kept: what waits for the window comes with the first answer. */
  listen(hear: (notice: Notice) => void): Promise<void>;
  onDrop(hear: (drop: Drop) => void): Stop;
}

/** The core, as the window sees it. */
export interface Platform {
  /** Asks the core for one thing; rejects with a {@link Failure}. */
  call<C extends Call>(call: C, options?: CallOptions): Promise<Value<C>>;
  onNotice(hear: (notice: Notice) => void): Stop;
  onDrop(hear: (drop: Drop) => void): Stop;
}

/** Whatever was thrown, as a failure. */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error as Failure;
  }
  return { code: 'internal', detail: String(error) } as Failure;
}

/** The platform over a carrier, once it hears the core: tasks are numbered, their events find them, and they can be
    called off. */
export async function platformOver(carrier: Carrier): Promise<Platform> {
  // A window that was loaded again must not hear of the tasks of its former self.
  let next = 1 + Math.floor(Math.random() * 0x3fffffff);
  const tasks = new Map<number, CallOptions>();
  const hearers = new Set<(notice: Notice) => void>();

  await carrier.listen((notice) => {
    if (notice.notice === 'event') tasks.get(notice.task)?.onEvent?.(notice.event);
    if (notice.notice === 'signed') tasks.get(notice.task)?.onSigned?.(notice.signed);
    for (const hear of hearers) hear(notice);
  });

  function onNotice(hear: (notice: Notice) => void): Stop {
    hearers.add(hear);
    return () => hearers.delete(hear);
  }

  async function call<C extends Call>(call: C, options: CallOptions = {}): Promise<Value<C>> {
    if (options.signal?.aborted) throw { code: 'cancelled' } satisfies Failure;
    const task = next++;
    tasks.set(task, options);
    const cancel = () => void carrier.send(next++, { call: 'cancel', task }).catch(() => {});
    options.signal?.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await carrier.send(task, call);
      return reply.value as Value<C>;
    } catch (error) {
      throw asFailure(error);
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      tasks.delete(task);
    }
  }

  return { call, onNotice, onDrop: (hear) => carrier.onDrop(hear) };
}
