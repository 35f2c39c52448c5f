/** A stretch of time that every bar of the timeline is drawn on. */
export interface Axis {
  from: number;
  to: number;
}

/** When something begins and ends. */
export interface Span {
  not_before_at: string;
  not_after_at: string;
}

const DAY = 86_400_000;
/** What passed long ago would leave no room for what comes. */
const BEFORE = 200 * DAY;
/** One bar alone still shows how much is left of it. */
const AFTER = 400 * DAY;

const at = (time: string) => new Date(time).getTime();

/** From what has not long passed to the last of the ends. */
export function axisOf(spans: readonly Span[], now: Date): Axis {
  const today = now.getTime();
  const from = Math.min(today, ...spans.map((span) => at(span.not_before_at)));
  const to = Math.max(...spans.map((span) => at(span.not_after_at)), today + AFTER);
  return { from: Math.max(from, today - BEFORE), to };
}

/** Where a time lies on the axis, 0 to 1; what lies beyond is at its end. */
export function placeOn({ from, to }: Axis, time: string | number | Date): number {
  const share = (new Date(time).getTime() - from) / (to - from);
  return Math.min(1, Math.max(0, share));
}

/** The first days of the years on the axis, where there is room for a word. */
export function yearsOn(axis: Axis): { year: number; place: number }[] {
  const first = new Date(axis.from).getFullYear() + 1;
  const last = new Date(axis.to).getFullYear();
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return years.map((year) => ({ year, place: placeOn(axis, new Date(year, 0, 1)) })).filter(({ place }) => place < 0.94);
}
