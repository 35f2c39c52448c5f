// The words: whole in three languages, used, and right in number, date and size.
import { parse } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, addWords, lookup, negotiate, text } from '@/i18n/catalogue';
import * as format from '@/i18n/format';
import type { Failure } from '@/protocol/types';
import { failureWords, messageWords, relativeDay, setLanguage, shortDigest } from '@/i18n/index.svelte';

const languages = Object.keys(LANGUAGES) as Language[];
const windows = import.meta.glob<string>(['@locales/*/window.ftl', '@locales/*/tokens.ftl', '@locales/*/enrol.ftl', '@locales/*/account.ftl', '@locales/*/documents.ftl', '@locales/*/operator.ftl'], { query: '?raw', import: 'default', eager: true });
const sources = Object.entries(
  import.meta.glob<string>(['../src/**/*.svelte', '../src/**/*.ts', '../operator/**/*.svelte', '../operator/**/*.ts'], { query: '?raw', import: 'default', eager: true }),
).filter(([path]) => !path.includes('/protocol/'));
addWords(windows);
const code = sources.map(([, source]) => source).join('\n');

/** Each id of the window with its text as it is written. */
function messages(language: Language): Map<string, string> {
  const own = Object.entries(windows).filter(([path]) => path.includes(`/${language}/`));
  const source = own.map(([, words]) => words).join('\n');
  const found = parse(source, {}).body.flatMap((entry): [string, string][] => {
    expect(entry.type, JSON.stringify(entry)).not.toBe('Junk');
    return entry.type === 'Message' ? [[entry.id.name, source.slice(entry.span?.start, entry.span?.end)]] : [];
  });
  expect(new Set(found.map(([id]) => id)).size, 'an id is there twice').toBe(found.length);
  return new Map(found);
}

const variables = (pattern = '') => [...new Set([...pattern.matchAll(/\$(\w+)/g)].map(([, name]) => name))].sort();
const english = messages('en');
const windowIds = [...english.keys()];

describe('the catalogue', () => {
  it.each(languages)('has the same words of the window in %s', (language) => {
    const own = messages(language);
    expect([...own.keys()].sort()).toEqual([...windowIds].sort());
    for (const [id, pattern] of english) expect(variables(own.get(id)), `${language}: ${id}`).toEqual(variables(pattern));
  });

  it('is Kazakh in Kazakh and Russian in Russian', () => {
    const [kazakh, russian] = [messages('kk'), messages('ru')];
    for (const [id, pattern] of kazakh) {
      const words = pattern.slice(pattern.indexOf('='));
      expect(russian.get(id), `ru: ${id}`).not.toMatch(/[әғқңөұүһі]/i);
      expect(english.get(id), `en: ${id}`).not.toMatch(/\p{Script=Cyrillic}/u);
      if (new Set(words.split(/\s+/).filter((word) => /\p{Script=Cyrillic}/u.test(word))).size > 3) expect(words, `kk: ${id}`).toMatch(/[әғқңөұүһі]/i);
    }
  });

  it('spells a term in one way', () => {
    expect([...messages('kk').values()].filter((words) => /PIN-код/.test(words))).toEqual([]);
    expect([...messages('ru').values()].filter((words) => /PIN код/.test(words))).toEqual([]);
  });

  it('has every id that the source names, in every language', () => {
    const ids = [...code.matchAll(/\bt\((?:[\w\s?.!=()'"-]*\? )?'([a-z][\w.-]*)'(?:\s*:\s*'([a-z][\w.-]*)')?/g)].flatMap(([, one, two]) => [one, two]).filter((id) => id !== undefined);
    expect(ids.length).toBeGreaterThan(100);
    const missing = languages.flatMap((language) => ids.filter((id) => lookup(language, id) === undefined).map((id) => `${language}: ${id}`));
    expect(missing).toEqual([]);
  });

  it('has no word of the window that nothing shows', () => {
    // An id is named whole, or begun in a template: `keys-state-${…}`.
    const begun = [...code.matchAll(/`([a-z][a-z-]*-)\$\{/g)].map(([, prefix = '']) => prefix);
    const unused = windowIds.filter((id) => !code.includes(`'${id}'`) && !begun.some((prefix) => id.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  it.each(languages)('leaves no mark around a variable in %s', (language) => {
    expect(text(language, 'home-day-name', { name: 'Айгүл' })).not.toMatch(/[\u2066-\u2069]/);
  });
});

describe('failures', () => {
  const failures = import.meta.glob<string>('@locales/en/failures.ftl', { query: '?raw', import: 'default', eager: true });
  const codes = Object.values(failures).flatMap((source) => [...source.matchAll(/^failure-(\S+) =/gm)].map(([, code]) => code as Failure['code']));
  /** Only a terminal meets these. */
  const TERMINAL = ['prompt-impossible', 'request-unsuitable', 'enrolment-unknown'];
  /** The system itself is mended there. */
  const SYSTEM = ['pcscd-not-running', 'confined'];

  it.each(languages)('never send a person from the window to a terminal, in %s', (language) => {
    expect(codes.length).toBeGreaterThan(80);
    setLanguage(language);
    const told = codes.filter((code) => ![...TERMINAL, ...SYSTEM].includes(code)).map((code) => Object.values(failureWords({ code })).join(' '));
    expect(told.filter((words) => /--[a-z]|[«“]tanba|пәрменді|команду с|same command/.test(words))).toEqual([]);
  });
});

describe('plurals', () => {
  it.each([
    ['ru', 1, 'Срок ключа заканчивается через 1 день'],
    ['ru', 3, 'Срок ключа заканчивается через 3 дня'],
    ['ru', 11, 'Срок ключа заканчивается через 11 дней'],
    ['ru', 21, 'Срок ключа заканчивается через 21 день'],
    ['kk', 12, 'Кілттің мерзімі 12 күннен кейін аяқталады'],
    ['en', 1, 'A key expires in 1 day'],
    ['en', 0, 'A key expires today'],
  ] as const)('%s %i', (language, days, words) => expect(text(language, 'need-key-expires', { days })).toBe(words));

  it('says the number wherever Russian counts 21 as one', () => {
    const russian = import.meta.glob<string>('@locales/ru/*.ftl', { query: '?raw', import: 'default', eager: true });
    const ones = Object.values(russian).flatMap((source) => source.match(/^\s*\*?\[one\].*$/gm) ?? []);
    expect(ones.filter((one) => !one.includes('$'))).toEqual([]);
    expect(text('ru', 'sign-rest', { count: 861 })).toBe('Подписать оставшиеся (861)');
  });
});

describe('dates, sizes and digests', () => {
  const at = new Date(2026, 10, 20, 9, 5);

  it.each([
    ['kk', '2026 ж. 20 қараша, 09:05'],
    ['ru', '20 ноября 2026 г., 09:05'],
    ['en', '20 November 2026, 09:05'],
  ] as const)('a date in %s', (language, words) => expect(format.dateTime(language, at).replace(/\u00a0/g, ' ')).toBe(words));

  it('bends months where Kazakh does', () => {
    const months = Array.from({ length: 12 }, (_, month) => format.dateUntil('kk', new Date(2027, month, 30 - 2)).split(' ').at(-1));
    expect(months.join(' ')).toBe('қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға');
    expect(format.dateUntil('ru', at)).toBe(format.date('ru', at));
  });

  it.each([
    ['kk', 1, 'ертең'],
    ['kk', -1, 'кеше'],
    ['kk', 12, '12 күннен кейін'],
    ['ru', -3, '3 дня назад'],
    ['en', 0, 'today'],
    ['en', 40, '30 December 2026'],
  ] as const)('a near day in %s, %i off', (language, days, words) => {
    setLanguage(language);
    expect(relativeDay(new Date(2026, 10, 20 + days, 1), at)).toBe(words);
  });

  it.each([
    ['kk', 219_136, '214 КБ'],
    ['ru', 1_572_864, '1,5 МБ'],
    ['en', 0, '0 B'],
    ['en', 1023, '1 KB'],
    ['kk', 3 * 1024 ** 3, '3 ГБ'],
  ] as const)('a size in %s: %i', (language, bytes, words) => expect(format.size(language, bytes).replace(/\u00a0/g, ' ')).toBe(words));

  it.each([
    ['kk', '1 000 құжатқа қол қою'],
    ['ru', 'Подписать 1 000 документов'],
    ['en', 'Sign 1,000 documents'],
  ] as const)('thousands in %s', (language, words) => expect(text(language, 'sign-button', { count: 1000 }).replace(/[\u00a0\u202f]/g, ' ')).toBe(words));

  it('shortens a digest so that it can be compared', () => {
    expect(shortDigest('8f2c41d0aa17be559a7e')).toBe('8F2C 41D0 … 9A7E');
    expect(shortDigest('8f2c')).toBe('8F2C');
  });

  it('puts instants of a warning into words', () => {
    setLanguage('kk');
    const words = messageWords('warning', { warning: 'key-expires-soon', days: 3, expires_at: at.getTime() / 1000 });
    expect(words).toBe('Бұл кілт сертификатының мерзімі 3 күннен кейін аяқталады: 2026 ж. 20 қараша, 09:05.');
  });
});

it('takes the language of the system, and Kazakh where that is none of ours', () => {
  expect(negotiate(['de-DE', 'ru-KZ', 'en'])).toBe('ru');
  expect(negotiate(['kk-KZ'])).toBe('kk');
  expect(negotiate(['de'])).toBe('kk');
  expect(negotiate([])).toBe('kk');
});
