// The whole window on one of its pages, over a core in memory; lists have a size.
import { render, screen } from '@testing-library/svelte';
import App from '@/App.svelte';
import { log } from '@/features/history/log.svelte';
import { signing } from '@/features/sign/signing.svelte';
import { verifying } from '@/features/verify/verifying.svelte';
import { setLanguage } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import { app } from '@/state/app.svelte';
import type { Fake } from '../fake';

/** What a list that draws only what is in sight asks the browser for. */
export function giveSizes(): void {
  globalThis.ResizeObserver = class {
    #heard: ResizeObserverCallback;
    constructor(heard: ResizeObserverCallback) {
      this.#heard = heard;
    }
    observe(target: Element) {
      const height = target.classList.contains('kit-list') ? 600 : 72;
      queueMicrotask(() => this.#heard([{ target, contentRect: { width: 800, height } } as unknown as ResizeObserverEntry], this));
    }
    unobserve() {}
    disconnect() {}
  };
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body });
}

/** Opens the window in English, as new, at `place`. */
export async function open(fake: Fake, place: string): Promise<Fake> {
  app.state = undefined;
  signing.startAnew();
  Object.assign(signing, { form: 'automatic', timeStamp: 'automatic', folder: null, isVisible: false, allowExpired: false });
  verifying.clear();
  Object.assign(log, { entries: [], total: undefined, words: '', report: undefined });
  log.choose(undefined);
  setLanguage('en');
  fake.state = { ...fake.state, language: 'en' };
  location.hash = `#/${place}`;
  dispatchEvent(new HashChangeEvent('hashchange'));
  await connect(fake);
  render(App);
  await screen.findByRole('heading', { level: 1 });
  return fake;
}

export const sent = <N extends string>(fake: Fake, name: N) => fake.calls.filter(({ call }) => call.call === name).map(({ call }) => call);
