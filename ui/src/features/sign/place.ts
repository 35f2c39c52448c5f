import type { VisiblePlace } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';

/** The smallest box in which words can still be read, in parts of the page. */
const LEAST = { width: 0.14, height: 0.035 };
/** What an arrow key moves by. */
const STEP = 0.01;

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/** Moves the box, as far as the page goes. */
export function moved(place: VisiblePlace, right: number, down: number): VisiblePlace {
  return {
    ...place,
    x: between(0, place.x + right, 1 - place.width),
    y: between(0, place.y + down, 1 - place.height),
  };
}

/** Makes the box wider and higher, as far as the page goes. */
export function resized(place: VisiblePlace, wider: number, higher: number): VisiblePlace {
  return {
    ...place,
    width: between(LEAST.width, place.width + wider, 1 - place.x),
    height: between(LEAST.height, place.height + higher, 1 - place.y),
  };
}

/** What a key press makes of the box: arrows move it, with Shift they change its size. */
export function steered(place: VisiblePlace, key: string, shift: boolean): VisiblePlace | undefined {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };
  const step = steps[key];
  if (!step) return undefined;
  return shift ? resized(place, ...step) : moved(place, ...step);
}

/** Where the box is, in words. */
export function placeWords(place: VisiblePlace): string {
  const percent = (part: number) => Math.round(part * 100);
  return t('sign-place', {
    page: place.page + 1,
    left: percent(place.x),
    top: percent(place.y),
    width: percent(place.width),
    height: percent(place.height),
  });
}
