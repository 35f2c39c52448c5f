import '@kit/kit.css';
import { mount } from 'svelte';
import { recallLanguage } from '@/i18n/index.svelte';
import { recallTheme } from '@/state/theme.svelte';
import { promptHome } from './home';
import Window from './Window.svelte';

recallTheme();
recallLanguage();
mount(Window, { target: document.body, props: { home: await promptHome() } });
