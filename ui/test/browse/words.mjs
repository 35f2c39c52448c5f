// The words of the window as the window has them: whoever looks for a button looks for what is written on it.
import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';

const locales = new URL('../../../src-tauri/locales/', import.meta.url);

/** Gives the text of a message id, or of its attribute as `id.attribute`. */
export function words(language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const file of readdirSync(new URL(`${language}/`, locales))) {
    bundle.addResource(new FluentResource(readFileSync(new URL(`${language}/${file}`, locales), 'utf8')));
  }
  return (id, values) => {
    const [name, attribute] = id.split('.');
    const message = bundle.getMessage(name);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) throw new Error(`no words for ${id} in ${language}`);
    return bundle.formatPattern(pattern, values);
  };
}
