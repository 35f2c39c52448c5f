/** `ТЕСТОВ ТЕСТ` as people write it. Names of organisations stay: `ЖШС` is no name. */
export function properName(name: string): string {
  if (name !== name.toLocaleUpperCase()) return name;
  return name.toLocaleLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase());
}

/** What a person is called by: certificates name the surname first. */
export function givenName(commonName: string): string {
  const words = properName(commonName).split(/\s+/);
  return words[1] ?? words[0] ?? commonName;
}

/** Words of the catalogue that stand alone begin as a sentence does. */
export function sentence(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}
