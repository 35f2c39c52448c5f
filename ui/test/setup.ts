import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

configure({ asyncUtilTimeout: 10_000 });

// What jsdom does not have and components ask for.
Object.assign(globalThis, {
  matchMedia: (query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }),
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
});
Element.prototype.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
Element.prototype.hasPointerCapture = () => false;
Element.prototype.setPointerCapture = () => {};
Element.prototype.releasePointerCapture = () => {};
