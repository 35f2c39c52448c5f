import type { Component } from 'svelte';

/** An icon of `@lucide/svelte/icons/*`. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: 'true' }>;

/** What a colour means: nothing, the place one is at, well, attention, danger. */
export type Tone = 'plain' | 'kok' | 'green' | 'sun' | 'red';
