import '@kit/kit.css';
import { mount } from 'svelte';
import App from '@/App.svelte';
import { type Language, setLanguage } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import { SCENES } from '../fake';
import { RENEWAL_SCENES } from '../renewals';
import { TOKEN_SCENES } from '../tokens';

const wanted = new URLSearchParams(location.search);
const fake = { ...SCENES, ...TOKEN_SCENES, ...RENEWAL_SCENES }[wanted.get('scene') ?? 'usual']?.();
if (!fake) throw new Error('no such scene');
const language = (wanted.get('language') ?? 'kk') as Language;
setLanguage(language);
fake.state = { ...fake.state, language: fake.state.started ? language : null, theme: wanted.get('theme') };
Object.assign(globalThis, { fake });
await connect(fake);
mount(App, { target: document.body });
