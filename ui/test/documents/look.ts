import '@kit/kit.css';
import { mount } from 'svelte';
import App from '@/App.svelte';
import { type Language, setLanguage } from '@/i18n/index.svelte';
import { connect } from '@/platform';
import { SCENES, paper } from './fake';

/** A page that looks like one. */
paper.draw = (page, width) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, Math.round(width * 1.414)];
  const brush = canvas.getContext('2d');
  if (!brush) return '';
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = '#1b2a33';
  brush.font = `600 ${width / 26}px sans-serif`;
  brush.fillText(`КЕЛІСІМШАРТ № 214 · ${page + 1}`, width * 0.12, width * 0.14);
  brush.fillStyle = '#c9ccd0';
  for (let line = 0; line < 26; line++) brush.fillRect(width * 0.12, width * (0.2 + line * 0.042), width * (line % 5 === 4 ? 0.4 : 0.76), width * 0.012);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
};

const wanted = new URLSearchParams(location.search);
const fake = (SCENES[wanted.get('scene') ?? 'usual'] ?? SCENES['usual'])?.();
if (!fake) throw new Error('no such scene');
const language = (wanted.get('language') ?? 'kk') as Language;
setLanguage(language);
fake.state = { ...fake.state, language, theme: wanted.get('theme') };
Object.assign(globalThis, { fake });
await connect(fake);
mount(App, { target: document.body });
