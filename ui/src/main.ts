import '@kit/kit.css';
import { mount } from 'svelte';
import { connect } from '@/platform';
import { language, setLanguage } from '@/i18n/index.svelte';
import { recallTheme } from '@/state/theme.svelte';
import App from './App.svelte';

recallTheme();
setLanguage(language());
await connect();
mount(App, { target: document.body });
