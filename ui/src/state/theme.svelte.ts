/** How the window looks; `system` follows the system. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const REMEMBERED = 'theme';
const moreContrast = matchMedia('(prefers-contrast: more)');
let chosen: Theme = 'system';

function show(): void {
  const root = document.documentElement;
  if (chosen === 'light' || chosen === 'dark') root.dataset['theme'] = chosen;
  else delete root.dataset['theme'];
  if (chosen === 'contrast' || moreContrast.matches) root.dataset['contrast'] = 'more';
  else delete root.dataset['contrast'];
}

moreContrast.addEventListener('change', show);

export function setTheme(theme: string | null): void {
  chosen = THEMES.find((known) => known === theme) ?? 'system';
  localStorage.setItem(REMEMBERED, chosen);
  show();
}

/** What was chosen last, so that a window does not flash while it asks. */
export function recallTheme(): void {
  setTheme(localStorage.getItem(REMEMBERED));
}
