import '@kit/kit.css';
import { mount } from 'svelte';
import { connect } from '@/platform';
import { recallLanguage } from '@/i18n/index.svelte';
import { recallTheme } from '@/state/theme.svelte';
import App from './App.svelte';

recallTheme();
recallLanguage();
// While the core is asked, not after it has answered: Latin, Cyrillic, Kazakh letters.
void document.fonts.load("1em 'Inter Variable'", 'Aяә');
await connect();
mount(App, { target: document.body });
