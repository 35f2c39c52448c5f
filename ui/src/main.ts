import '@kit/kit.css';
import { mount } from 'svelte';
import { connect } from '@/platform';
import { recallLanguage } from '@/i18n/index.svelte';
import { recallTheme } from '@/state/theme.svelte';
import App from './App.svelte';

recallTheme();
recallLanguage();
await connect();
mount(App, { target: document.body });
