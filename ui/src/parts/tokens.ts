import type { Tone } from '@kit';
import type { PinKind, PinState, TokenSummary, TokenView } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';

/** What a token is called by: its label, or its model where it has none. */
export function tokenName(token: Pick<TokenSummary, 'label' | 'model'>): string {
  return token.label || token.model || t('token-unnamed');
}

/** The model and the number on its case: what tells two tokens apart. */
export function tokenKind(token: Pick<TokenSummary, 'label' | 'model' | 'serial'>): string {
  return [token.label && token.model, token.serial && `№ ${token.serial}`].filter(Boolean).join(' · ');
}

const tones: Record<PinState, Tone> = {
  good: 'green',
  'to-be-changed': 'sun',
  'count-low': 'sun',
  'final-try': 'red',
  locked: 'red',
  'not-set': 'plain',
};

export function pinTone(state: PinState): Tone {
  return tones[state];
}

/** What names a token in an address: one that was never formatted may have no number. */
export function tokenAddress(token: Pick<TokenSummary, 'serial'>): string {
  return token.serial || '-';
}

/** What a person types to confirm; nothing for a token that has neither name nor number. */
export function typedName(token: Pick<TokenSummary, 'label' | 'serial'>): string {
  return token.label || token.serial;
}

/** Whether a key can be made on it. */
export function takesKeys(token: TokenView): boolean {
  return token.initialised && !token.write_protected && token.user_pin !== 'locked';
}

/** The state of a PIN in a word or two. */
export function pinWord(state: PinState): string {
  return t(`pin-state-${state}`);
}

/** What the state of a PIN means, as far as the token tells. */
export function pinMeans(kind: PinKind, state: PinState): string {
  return t(state === 'locked' || state === 'not-set' ? `pin-means-${state}-${kind}` : `pin-means-${state}`);
}

/** What would be lost if the PIN were locked; before the last try, without saying again what leads there. */
export function lockMeans(kind: PinKind, state: PinState = 'good'): string {
  return t(state === 'final-try' ? `pin-last-${kind}` : `pin-lock-${kind}`);
}

/** Said before a PIN is typed while nothing is wrong with it; what is wrong is said louder elsewhere. */
export function triesLeft(kind: PinKind, state: PinState): string {
  return state === 'good' || state === 'to-be-changed' ? `${pinMeans(kind, state)} ${lockMeans(kind)}` : '';
}

/** What to say of a whole token in one chip: the user's PIN, unless something else comes first. */
export function tokenState(token: TokenView): { word: string; tone: Tone } {
  if (!token.initialised) return { word: t('token-blank'), tone: 'sun' };
  if (token.unfinished) return { word: t('token-unfinished'), tone: 'sun' };
  return { word: pinWord(token.user_pin), tone: pinTone(token.user_pin) };
}
