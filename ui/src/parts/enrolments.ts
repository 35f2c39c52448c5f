import { toasts, type Tone } from '@kit';
import type { ApplicationStage, EnrolmentView, Template, Words } from '@/protocol/types';
import { language, t } from '@/i18n/index.svelte';
import { go, place, placeDetail } from '@/state/router.svelte';

/** Shows it where it is gone on with. */
export function openEnrolment(view: EnrolmentView): void {
  if (view.kind === 'renewal') go('renewals');
  else go('get-keys', view.enrolment_id);
}

/** A number as it is read aloud: `1234-5678-9012`. */
export function groups(number: string): string[] {
  return number.split('-');
}

/** Where it stands, in one word that names words: `install`, `waits-head`, `returned`, … */
export function standing(view: EnrolmentView): string {
  // No documents are shown for a renewal: the authority only looks again.
  if (view.state === 'waits' && view.kind === 'renewal') return 'waits-check';
  if (view.state === 'waits') return `waits-${view.awaiting ?? 'verification'}`;
  if (view.state === 'asks' && view.ask?.ask === 'revocation') return 'revoke';
  if (view.state === 'asks' && view.stage === 'returned') return 'returned';
  if (isInstalling(view)) return 'install';
  return view.state;
}

/** What is left to do is only the installation. */
export function isInstalling(view: EnrolmentView): boolean {
  return view.state === 'ready' && (view.stage === 'issued' || view.stage === 'installed');
}

const tones: Record<string, Tone> = {
  install: 'green',
  finished: 'green',
  'waits-issuance': 'kok',
  'waits-verification': 'kok',
  'waits-head': 'kok',
  'waits-check': 'kok',
  revoke: 'green',
  ready: 'sun',
  asks: 'sun',
  returned: 'sun',
  refused: 'red',
  rejected: 'red',
  cancelled: 'red',
};

export function standingTone(view: EnrolmentView): Tone {
  return tones[standing(view)] ?? 'plain';
}

export interface Stage {
  stage: ApplicationStage;
  /** When it was reached; not yet where that is missing. */
  at?: number;
}

const WAY: readonly ApplicationStage[] = ['submitted', 'verified', 'issued', 'installed'];

/** What was reached, and what comes as long as nothing goes wrong. */
export function timeline(view: EnrolmentView): Stage[] {
  const reached = view.stages.map(({ stage, at }) => ({ stage, at }));
  if (['refused', 'rejected', 'cancelled', 'abandoned'].includes(view.state) || view.stage === 'returned') return reached;
  const ahead = WAY.filter((stage) => !reached.some((one) => one.stage === stage)).map((stage) => ({ stage }));
  return [...reached, ...ahead];
}

/** The part of the time that has passed until it is cancelled, 0 to 1; none where no time runs. */
export function passed(view: EnrolmentView, now: number): number | undefined {
  const [first] = view.stages;
  if (view.expires_at === null || !first || view.expires_at <= first.at) return undefined;
  return Math.min(1, Math.max(0, (now - first.at) / (view.expires_at - first.at)));
}

/** A text that somebody else wrote in every language. */
export function inLanguage(words: Words): string {
  return words[language()];
}

export function templateWords(template: Template): string {
  return t(`template-${template}`);
}

/** Says that an application went on while nobody looked; the steps between are not worth a word. */
export function sayMoved(view: EnrolmentView): void {
  const { stage } = view;
  const isInSight = view.kind === 'renewal' ? place() === 'renewals' : place() === 'get-keys' && placeDetail() === view.enrolment_id;
  if (isInSight) return;
  if (stage !== 'issued' && stage !== 'returned' && stage !== 'refused' && stage !== 'cancelled') return;
  const name = view.name ?? view.application_number ?? '';
  const action = { label: t('moved-look'), run: () => openEnrolment(view) };
  toasts.show(t(`moved-${stage}`, { name }), { tone: stage === 'issued' ? 'green' : 'red', action });
}
