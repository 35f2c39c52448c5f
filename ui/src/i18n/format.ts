import type { Language } from './catalogue';

/** Seconds since 1970, or RFC 3339. */
export type At = number | string | Date;

const DAY = 86_400_000;

export function asDate(at: At): Date {
  return at instanceof Date ? at : new Date(typeof at === 'number' ? at * 1000 : at);
}

// Not every web view brings Kazakh months, so they are here; the rest comes from the platform.
const KAZAKH_MONTHS = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
] as const;

/** What each of them takes before `дейін`. */
const KAZAKH_DATIVES = ['ға', 'ға', 'ға', 'ге', 'ға', 'ға', 'ге', 'ға', 'ке', 'ға', 'ға', 'ға'] as const;

/** Numbers in Kazakh are written as in Russian, which every web view knows. */
const NUMBERS = { kk: 'ru', ru: 'ru', en: 'en' } as const;

const written = {
  ru: new Intl.DateTimeFormat('ru', { dateStyle: 'long' }),
  // As in most of the world: the day before the month.
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }),
};

/** `2026 ж. 20 қараша`, `20 ноября 2026 г.`, `20 November 2026`; in this computer's zone. */
export function date(language: Language, at: At): string {
  const day = asDate(at);
  if (language !== 'kk') return written[language].format(day);
  return `${day.getFullYear()} ж. ${day.getDate()} ${KAZAKH_MONTHS[day.getMonth()]}`;
}

/** The same as it stands in `until …`: `2026 ж. 20 қарашаға`. */
export function dateUntil(language: Language, at: At): string {
  return date(language, at) + (language === 'kk' ? KAZAKH_DATIVES[asDate(at).getMonth()] : '');
}

/** `14:05`. */
export function time(at: At): string {
  const day = asDate(at);
  return [day.getHours(), day.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The same with hours and minutes. */
export function dateTime(language: Language, at: At): string {
  return `${date(language, at)}, ${time(at)}`;
}

/** Whole days of the calendar from `now` to `at`. */
export function daysUntil(at: At, now: At): number {
  return calendarDay(asDate(at)) - calendarDay(asDate(now));
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
  const number = new Intl.NumberFormat(NUMBERS[language], { maximumFractionDigits: digits }).format(value);
  return `${number}\u00a0${UNITS[language][power] ?? ''}`;
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(NUMBERS[language]).format(value);
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
