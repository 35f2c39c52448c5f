// Every pair of colours that meets on a screen, measured from the tokens themselves (WCAG 2.2: 1.4.3, 1.4.6, 1.4.11).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('kit/tokens.css', 'utf8');
type Scheme = 'light' | 'dark';

function declared(block: string): Map<string, Record<Scheme, string>> {
  const found = new Map<string, Record<Scheme, string>>();
  for (const [, name = '', light = '', dark = ''] of block.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)) {
    found.set(name, { light, dark });
  }
  return found;
}

const usual = declared(css.slice(0, css.indexOf("[data-theme='light']")));
const more = new Map([...usual, ...declared(css.slice(css.indexOf("[data-contrast='more']")))]);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Words, and the grounds they are on. */
const WORDS: Record<string, string[]> = {
  ink: ['paper', 'surface', 'sunken', 'kok-wash'],
  soft: ['paper', 'surface', 'sunken'],
  kok: ['paper', 'surface'],
  'kok-strong': ['paper', 'surface', 'sunken', 'kok-wash'],
  'on-kok': ['kok', 'kok-strong'],
  'sun-strong': ['sun-wash', 'surface', 'paper'],
  red: ['surface', 'paper', 'red-wash'],
  'red-strong': ['red-wash', 'surface'],
  green: ['green-wash', 'surface', 'paper'],
  paper: ['ink'],
};
/** Outlines and icons that say something by themselves. */
const SHAPES: Record<string, string[]> = {
  edge: ['surface', 'paper'],
  focus: ['surface', 'paper', 'sunken', 'kok-wash'],
  kok: ['kok-wash', 'surface', 'paper'],
};

function pairs(table: Record<string, string[]>): [string, string][] {
  return Object.entries(table).flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));
}

for (const [name, tokens, least] of [
  ['the usual colours', usual, 4.5],
  ['more contrast', more, 7],
] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    describe(`${name}, ${scheme}`, () => {
      const ratio = ([front, back]: [string, string]) => contrast(tokens.get(front)?.[scheme] ?? '', tokens.get(back)?.[scheme] ?? '');
      it.each(pairs(WORDS))('%s can be read on %s', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(least));
      it.each(pairs(SHAPES))('%s can be seen on %s', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3));
    });
  }
}

it('knows every colour that the kit uses for words', () => {
  const sources = import.meta.glob<string>(['../kit/**/*.svelte', '../src/**/*.svelte'], { query: '?raw', import: 'default', eager: true });
  for (const [path, source] of Object.entries(sources)) {
    for (const [, name = ''] of source.matchAll(/[\s;{]color: var\(--([\w-]+)\)/g)) {
      expect(WORDS, `${path} writes in ${name}`).toHaveProperty(name);
    }
    // A sheet of paper, and what is printed on it, has the same colours in every look.
    const isPaper = /\/(Pages|Stamp|PlaceBox)\.svelte$/.test(path) || path.includes('gallery');
    const own = isPaper ? [] : [...source.matchAll(/#[0-9a-f]{6}\b|rgba?\(/gi)];
    expect(own, `${path} names a colour of its own`).toEqual([]);
  }
});
