import type { Language } from './catalogue';

/** Seconds since 1970, or RFC 3339. */
export type At = number | string | Date;

const DAY = 86_400_000;

export function asDate(at: At): Date {
  return at instanceof Date ? at : new Date(typeof at === 'number' ? at * 1000 : at);
}

const dates = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // English as in the rest of the world: day before month, 24 hours.
  const locale = language === 'en' ? 'en-GB' : language;
  const key = locale + JSON.stringify(options);
  let made = dates.get(key);
  if (!made) dates.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

/** `2026 ж. 20 қараша`, `20 ноября 2026 г.`, `20 November 2026`. */
export function date(language: Language, at: At): string {
  return formatter(language, { dateStyle: 'long' }).format(asDate(at));
}

/** The same with hours and minutes of this computer's zone. */
export function dateTime(language: Language, at: At): string {
  return `${date(language, at)}, ${time(language, at)}`;
}

export function time(language: Language, at: At): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(asDate(at));
}

/** In words where it is near: today, tomorrow, 12 күннен кейін; a date where it is far. */
export function relativeDay(language: Language, at: At, now: At): string {
  const days = calendarDay(asDate(at)) - calendarDay(asDate(now));
  if (Math.abs(days) > 30) return date(language, at);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
}

function calendarDay(at: Date): number {
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY);
}

const UNITS = {
  kk: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  en: ['B', 'KB', 'MB', 'GB', 'TB'],
} as const;

/** `214 КБ`, `1,5 МБ`: steps of 1024, as file managers on most desktops show them. */
export function size(language: Language, bytes: number): string {
  let power = 0;
  let value = bytes;
  while (value >= 999.5 && power < 4) {
    value /= 1024;
    power++;
  }
  const digits = power > 0 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  return `${number}\u00a0${UNITS[language][power] ?? ''}`;
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

/** `8F2C 41D0 … 9A7E`: enough of a digest to compare by eye. */
export function shortDigest(hex: string): string {
  const groups = hex.toUpperCase().match(/.{1,4}/g) ?? [];
  return groups.length > 3 ? `${groups[0]} ${groups[1]} … ${groups.at(-1)}` : groups.join(' ');
}

/** The whole of it, in groups of four. */
export function groupedHex(hex: string): string {
  return hex.toUpperCase().match(/.{1,4}/g)?.join(' ') ?? '';
}
