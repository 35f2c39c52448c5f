/** What a key press means for the window. */
export type Shortcut = { to: number } | 'open' | 'settings' | 'help';

/** Where typed letters belong to what is typed in. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** By `code`, so that it is the same key in the Kazakh, Russian and English layouts. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.altKey || event.repeat) return undefined;
  if (event.ctrlKey || event.metaKey) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    // In the Kazakh layout the row of digits is letters: there Ctrl still makes it a digit.
    if (digit && !event.shiftKey) return { to: Number(digit) - 1 };
    if (event.code === 'KeyO' && !event.shiftKey) return 'open';
    if (event.code === 'Comma' && !event.shiftKey) return 'settings';
    return undefined;
  }
  if (isTyping(event.target)) return undefined;
  return event.key === '?' || event.code === 'F1' ? 'help' : undefined;
}
