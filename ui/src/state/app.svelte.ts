import type { AppState, Failure } from '@/protocol/types';
import { asFailure, platform } from '@/platform';
import { setLanguage, type Language } from '@/i18n/index.svelte';
import { askable } from './resource.svelte';
import { onChanged } from './notices.svelte';
import { setTheme } from './theme.svelte';

type SettingName = 'language' | 'theme' | 'tsa' | 'environment' | 'proxy' | 'started';

/** How things are: settings, first run, practice. One for the window. */
class App {
  state = $state.raw<AppState>();
  failure = $state.raw<Failure>();

  async load(): Promise<void> {
    try {
      this.take(await platform().call({ call: 'state' }));
      this.failure = undefined;
    } catch (error) {
      this.failure = asFailure(error);
    }
  }

  /** Takes the state that an answer carries. */
  take(state: AppState): void {
    this.state = state;
    if (state.language) setLanguage(state.language);
    setTheme(state.theme);
  }

  /** Changes a setting, or clears it; rejects with a failure. */
  async set(name: SettingName, value: string | null): Promise<void> {
    this.take(await platform().call({ call: 'set-setting', name, value }));
  }

  async setLanguage(language: Language): Promise<void> {
    setLanguage(language);
    await this.set('language', language);
  }
}

export const app = new App();

/** What needs the person now, for the first page and the frame around it. */
export const home = askable(() => ({ call: 'home' }) as const);

/** Keeps what the whole window shows as new as the core says it is. */
export function keepFresh(): () => void {
  const again = () => void home.again();
  const stops = [
    onChanged('settings', () => void app.load()),
    onChanged('settings', again),
    onChanged('keys', again),
    onChanged('reminders', again),
    onChanged('history', again),
    onChanged('enrolments', again),
  ];
  return () => stops.forEach((stop) => stop());
}
