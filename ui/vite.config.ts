import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `index.html` is the main window, `prompt.html` the prompt window; `operator` is the console that the
// authority serves; the gallery is for looking at the kit and never part of a build.
const WINDOWS: Record<string, string> = { index: here('./index.html'), prompt: here('./prompt.html') };
const CONSOLE: Record<string, string> = { index: here('./operator/index.html') };

export default defineConfig(({ mode }) => ({
  base: './',
  root: mode === 'operator' ? here('./operator') : here('.'),
  plugins: [svelte(), ...(mode === 'test' ? [svelteTesting()] : [])],
  resolve: {
    alias: { '@kit': here('./kit'), '@': here('./src'), '@locales': here('../src-tauri/locales') },
  },
  define: { __HTTP_HOME__: JSON.stringify(mode === 'http') },
  server: { fs: { allow: [here('.'), here('../src-tauri/locales')] } },
  clearScreen: false,
  build: {
    // The web views that Tauri runs in; `light-dark()` needs these.
    target: ['safari17.5', 'chrome123'],
    outDir: here(mode === 'http' ? './dist-http' : mode === 'operator' ? './dist-operator' : './dist'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Nothing is inlined as data: the content security policy stays strict.
    assetsInlineLimit: 0,
    rollupOptions: { input: mode === 'operator' ? CONSOLE : WINDOWS },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./test/setup.ts'],
    include: ['test/**/*.test.ts'],
    css: false,
    // Roles are computed slowly in jsdom on a busy machine.
    testTimeout: 30_000,
  },
}));
