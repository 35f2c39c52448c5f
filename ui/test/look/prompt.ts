import '@kit/kit.css';
import { mount } from 'svelte';
import { type Language, setLanguage } from '@/i18n/index.svelte';
import Window from '@/prompt/Window.svelte';
import type { Answer } from '@/protocol/types';
import { setTheme } from '@/state/theme.svelte';
import { PROMPTS } from '../prompts';

const wanted = new URLSearchParams(location.search);
setLanguage((wanted.get('language') ?? 'kk') as Language);
setTheme(wanted.get('theme'));
const answers: Answer[] = [];
Object.assign(globalThis, { answers });
mount(Window, {
  target: document.body,
  props: {
    home: {
      onPrompt: (hear) => hear(PROMPTS[wanted.get('prompt') ?? 'site'] ?? null),
      answer: async (_id, answer) => answers.push(answer) > 0,
    },
  },
});
