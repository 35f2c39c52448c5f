import '@kit/kit.css';
import { mount } from 'svelte';
import { addWords } from '@/i18n/catalogue';
import { recallLanguage } from '@/i18n/index.svelte';
import { recallTheme } from '@/state/theme.svelte';
import App from './App.svelte';

addWords(import.meta.glob<string>('@locales/*/operator.ftl', { query: '?raw', import: 'default', eager: true }));
recallTheme();
recallLanguage();
mount(App, { target: document.body });
