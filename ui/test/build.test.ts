// What people get: no home of the tests, no gallery, nothing from elsewhere, nothing that a strict policy forbids.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MARKER = 'tanba-http-home';
const out = mkdtempSync(join(tmpdir(), 'tanba-ui-'));

function files(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

let released: Record<string, string>;
let tested: Record<string, string>;
beforeAll(async () => {
  for (const [mode, name] of [
    ['production', 'dist'],
    ['http', 'http'],
  ] as const) {
    await build({ configFile: './vite.config.ts', mode, logLevel: 'error', build: { outDir: join(out, name), emptyOutDir: true } });
  }
  released = files(join(out, 'dist'));
  tested = files(join(out, 'http'));
}, 120_000);
afterAll(() => rmSync(out, { recursive: true }));

it('carries the HTTP home only in the build for tests', () => {
  const carrying = (all: Record<string, string>) => Object.values(all).some((text) => text.includes(MARKER));
  expect(carrying(tested)).toBe(true);
  expect(carrying(released)).toBe(false);
});

it('has two pages, and no gallery', () => {
  expect(Object.keys(released).filter((name) => name.endsWith('.html')).sort()).toEqual(['index.html', 'prompt.html']);
  expect(Object.values(released).some((text) => text.includes('5,000 entries'))).toBe(false);
});

it('has no script or style inside its pages, and asks nobody for anything', () => {
  for (const [name, text] of Object.entries(released)) {
    if (name.endsWith('.html')) {
      expect(text).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
    if (name.endsWith('.css')) expect(text).not.toMatch(/url\((["']?)(https?:|\/\/|data:)|@import/);
    if (name.endsWith('.js')) expect(text).not.toMatch(/\beval\(|new Function\(/);
  }
});

it('brings the letters of Kazakh', () => {
  expect(Object.keys(released).some((name) => /inter-cyrillic-ext.*\.woff2$/.test(name))).toBe(true);
});
