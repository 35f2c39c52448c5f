import type { Failure, PinFault, Warning } from '@/protocol/types';
import { type Arguments, type Language, LANGUAGES, lookup, negotiate, text } from './catalogue';
import * as format from './format';

export { LANGUAGES, type Language } from './catalogue';
export { groupedHex, shortDigest } from './format';

const REMEMBERED = 'language';

let current = $state<Language>(remembered());

function remembered(): Language {
  const kept = localStorage.getItem(REMEMBERED);
  return kept && kept in LANGUAGES ? (kept as Language) : negotiate(navigator.languages);
}

/** The language that is shown now. Whatever reads it follows when it changes. */
export function language(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  current = language;
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
}

/** Takes up the language of the last window: the prompt window cannot ask for it. */
export function recallLanguage(): void {
  current = remembered();
  document.documentElement.lang = current;
}

/** The text of `id`, or of an attribute of it as `id.attribute`. */
export function t(id: string, values?: Arguments): string {
  return text(current, id, values);
}

/** Two forms of one failure: what happened and what to do, in the window where the terminal does it otherwise. */
export function failureWords(failure: Failure): { what: string; todo: string } {
  return { what: t(`failure-${failure.code}.what`), todo: lookup(current, `todo-${failure.code}`) ?? t(`failure-${failure.code}.todo`) };
}

/** A warning, a finding or what is wrong with a PIN in words: tagged by the last word of `kind`, instants end in `_at`
    or are called `at`. */
export function messageWords(kind: 'warning' | 'finding' | 'pin-fault', message: Warning | PinFault | Record<string, unknown>): string {
  const tag = kind === 'pin-fault' ? 'fault' : kind;
  const { [tag]: name, ...rest } = message as Record<string, unknown>;
  const values: Arguments = {};
  for (const [key, value] of Object.entries(rest)) {
    if (typeof value === 'number') values[key] = /(^|_)at$/.test(key) ? dateTime(value) : value;
    else if (typeof value === 'string') values[key] = value;
  }
  return t(`${kind}-${String(name)}`, values);
}

export const date = (at: format.At) => format.date(current, at);
export const dateUntil = (at: format.At) => format.dateUntil(current, at);
export const dateTime = (at: format.At) => format.dateTime(current, at);
export const time = format.time;
export const size = (bytes: number) => format.size(current, bytes);
export const number = (value: number) => format.number(current, value);

/** In words where it is near: today, tomorrow, 12 күннен кейін; the date where it is far. */
export function relativeDay(at: format.At, now: format.At = new Date()): string {
  const days = format.daysUntil(at, now);
  if (Math.abs(days) > 30) return date(at);
  if (days === 0) return t('day-today');
  return days > 0 ? t('day-ahead', { days }) : t('day-ago', { days: -days });
}
