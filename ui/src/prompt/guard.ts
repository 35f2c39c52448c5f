/** How long the window ignores what is typed and pressed once it appears or moves: whoever was typing elsewhere must
    see it first. */
export const QUIET_MS = 700;

const INPUTS = ['keydown', 'keypress', 'keyup', 'beforeinput', 'paste', 'pointerdown', 'mousedown', 'click'] as const;

/** Keeps a window from taking what was meant for another one. */
export class Guard {
  #quietUntil = 0;
  #place = '';

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The window has appeared, moved or shows something else. */
  startle(): void {
    this.#quietUntil = this.now() + QUIET_MS;
  }

  get isQuiet(): boolean {
    return this.now() < this.#quietUntil;
  }

  /** Watches the window until the result is called. */
  watch(target: Window): () => void {
    const ignore = (event: Event) => {
      if (!this.isQuiet) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const startle = () => this.startle();
    const shown = () => target.document.visibilityState === 'visible' && this.startle();
    // No event tells that a window was moved.
    let frame = 0;
    const look = () => {
      const place = `${target.screenX},${target.screenY}`;
      if (this.#place && place !== this.#place) this.startle();
      this.#place = place;
      frame = target.requestAnimationFrame(look);
    };
    for (const input of INPUTS) target.addEventListener(input, ignore, { capture: true });
    target.addEventListener('focus', startle);
    target.addEventListener('resize', startle);
    target.document.addEventListener('visibilitychange', shown);
    this.startle();
    look();
    return () => {
      for (const input of INPUTS) target.removeEventListener(input, ignore, { capture: true });
      target.removeEventListener('focus', startle);
      target.removeEventListener('resize', startle);
      target.document.removeEventListener('visibilitychange', shown);
      target.cancelAnimationFrame(frame);
    };
  }
}
