import type { Changed, EnrolmentView, Notice, Place } from '@/protocol/types';
import { platform, type Drop } from '@/platform';

const listeners = new Map<Changed, Set<() => void>>();

/** Whether a prompt waits in its own window. */
let waits = $state(false);
let hovering = $state(false);

export const promptWaits = () => waits;
export const filesHover = () => hovering;

/** Runs `ask` whenever `what` is other than it was; ends when the result is called. */
export function onChanged(what: Changed, ask: () => void): () => void {
  let set = listeners.get(what);
  if (!set) listeners.set(what, (set = new Set()));
  set.add(ask);
  return () => set.delete(ask);
}

/** Hears the core: `opened` and `failed` concern the whole window. */
export function hearNotices(hear: {
  opened: (files: string[], intent: 'sign' | 'verify' | 'open') => void;
  failed: (failure: Extract<Notice, { notice: 'failed' }>['failure']) => void;
  show: (place: Place) => void;
  /** An application went on while nobody looked. */
  moved: (enrolment: EnrolmentView) => void;
}): () => void {
  const stopNotices = platform().onNotice((notice) => {
    if (notice.notice === 'changed') for (const ask of listeners.get(notice.what) ?? []) ask();
    else if (notice.notice === 'opened') hear.opened(notice.files, notice.intent);
    else if (notice.notice === 'failed') hear.failed(notice.failure);
    else if (notice.notice === 'show') hear.show(notice.place);
    else if (notice.notice === 'enrolment') hear.moved(notice.enrolment);
    else if (notice.notice === 'prompting') waits = notice.waits;
  });
  const stopDrops = platform().onDrop((drop: Drop) => {
    hovering = drop.drop === 'over';
    if (drop.drop === 'files' && drop.paths.length > 0) hear.opened(drop.paths, 'open');
  });
  return () => {
    stopNotices();
    stopDrops();
  };
}
