import { expect, it } from 'vitest';
import { moved, resized, steered } from '@/features/sign/place';

const place = { page: 0, x: 0.5, y: 0.5, width: 0.4, height: 0.2 };

it('keeps the box on the page, whatever moves it', () => {
  expect(moved(place, 3, -3)).toEqual({ ...place, x: 0.6, y: 0 });
  expect(resized(place, 3, 3)).toEqual({ ...place, width: 0.5, height: 0.5 });
});

it('keeps the box large enough to be read', () => {
  expect(resized(place, -3, -3)).toEqual({ ...place, width: 0.14, height: 0.035 });
});

it('leaves other keys alone', () => {
  expect(steered(place, 'Tab', false)).toBeUndefined();
  expect(steered(place, 'ArrowRight', false)?.x).toBeCloseTo(0.51);
});
