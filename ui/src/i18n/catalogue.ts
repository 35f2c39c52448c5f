import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle';
import { negotiateLanguages } from '@fluent/langneg';
import { number } from './format';

/** The languages, Kazakh first, each by its own name. */
export const LANGUAGES = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const;
export type Language = keyof typeof LANGUAGES;

export type Arguments = Record<string, FluentVariable>;

// The same files that the Rust side compiles in. The console brings its own words along.
const sources = import.meta.glob<string>(['@locales/*/*.ftl', '!@locales/*/operator.ftl'], { query: '?raw', import: 'default', eager: true });

const bundles = new Map<Language, FluentBundle>();

function makeBundle(language: Language): FluentBundle {
  // Nothing here runs from right to left, and the marks would show when text is copied.
  // Not every web view knows how numbers are written in Kazakh: as in Russian.
  const bundle = new FluentBundle(language === 'kk' ? ['kk', 'ru'] : language, { useIsolating: false });
  for (const [path, source] of Object.entries(sources)) {
    if (path.split('/').at(-2) === language) bundle.addResource(new FluentResource(source), { allowOverrides: true });
  }
  return bundle;
}

/** More words, by the path of their file, before the first text is shown. */
export function addWords(more: Record<string, string>): void {
  Object.assign(sources, more);
  bundles.clear();
}

function bundle(language: Language): FluentBundle {
  let made = bundles.get(language);
  if (!made) bundles.set(language, (made = makeBundle(language)));
  return made;
}

/** Web views have the name of Kazakh and the numbers of English for it: `1,000`. */
class KazakhNumber extends FluentNumber {
  override toString(): string {
    return number('kk', this.value);
  }
}

function inKazakh(values: Arguments): Arguments {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? new KazakhNumber(value) : value]));
}

/** The text of `id` or `id.attribute`, if the language has it. */
export function lookup(language: Language, id: string, values?: Arguments): string | undefined {
  const [name = '', attribute] = id.split('.');
  const message = bundle(language).getMessage(name);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  // Errors are variables that were not given; Fluent writes their names.
  const given = values && language === 'kk' ? inKazakh(values) : values;
  return pattern ? bundle(language).formatPattern(pattern, given, []) : undefined;
}

/** The text in `language`, else in English, else the id: the same order as in Rust. */
export function text(language: Language, id: string, values?: Arguments): string {
  return lookup(language, id, values) ?? lookup('en', id, values) ?? id;
}

/** The language of the system, as far as there is one of ours; Kazakh otherwise. */
export function negotiate(requested: readonly string[]): Language {
  const [best] = negotiateLanguages(requested, Object.keys(LANGUAGES), { defaultLocale: 'kk', strategy: 'lookup' });
  return best as Language;
}
