import type { Entry, Failure, HistoryPage, HistoryReport } from '@/protocol/types';
import { asFailure, platform } from '@/platform';
import { Task } from '@/state/task.svelte';

/** How many entries come at once. */
const PAGE = 100;
/** How long a person may pause in a word before it is looked for, in milliseconds. */
const PAUSE = 250;

/** A day, or what was done on it. */
export type Line = { day: string; at: string } | { entry: Entry };

/** The history as far as it has been looked at. It outlives the view. */
export class Log {
  entries = $state.raw<Entry[]>([]);
  /** How many fit the search; unknown until the first answer. */
  total = $state<number>();
  failure = $state.raw<Failure>();
  busy = $state(false);
  words = $state('');
  report = $state.raw<HistoryReport>();
  readonly check = new Task();

  #chosen = $state<number>();
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  lines = $derived(byDay(this.entries));
  chosen = $derived(this.entries.find((entry) => entry.sequence === this.#chosen));
  hasMore = $derived(this.total !== undefined && this.entries.length < this.total);

  choose(sequence: number | undefined): void {
    this.#chosen = sequence;
  }

  /** Looks for the words once the person pauses. */
  search(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.begin(), PAUSE);
  }

  /** Shows the newest entries that fit the search. */
  async begin(): Promise<void> {
    clearTimeout(this.#timer);
    const page = await this.#ask(null);
    if (page) [this.entries, this.total] = [page.entries, page.total];
  }

  /** Adds older entries. */
  async more(): Promise<void> {
    const last = this.entries.at(-1);
    if (!last || this.busy || !this.hasMore) return;
    const page = await this.#ask(last.sequence);
    if (page) this.entries = [...this.entries, ...page.entries];
  }

  /** Takes in what was added since, and leaves the rest where it is. */
  async refresh(): Promise<void> {
    const first = this.entries[0];
    if (!first) return this.begin();
    const page = await this.#ask(null);
    if (!page) return;
    const added = page.entries.filter((entry) => entry.sequence > first.sequence);
    // More than a page of new ones: what lies between is not known.
    this.entries = added.length === page.entries.length ? page.entries : [...added, ...this.entries];
    this.total = page.total;
  }

  async checkWhole(): Promise<void> {
    this.report = undefined;
    this.report = await this.check.run({ call: 'check-history' });
  }

  /** Only the newest question counts. */
  async #ask(before: number | null): Promise<HistoryPage | undefined> {
    const mine = ++this.#newest;
    this.busy = true;
    try {
      const page = await platform().call({ call: 'history', before, limit: PAGE, search: this.words.trim() || null });
      if (mine !== this.#newest) return undefined;
      this.failure = undefined;
      return page;
    } catch (error) {
      if (mine === this.#newest) this.failure = asFailure(error);
      return undefined;
    } finally {
      if (mine === this.#newest) this.busy = false;
    }
  }
}

function byDay(entries: readonly Entry[]): Line[] {
  const lines: Line[] = [];
  let former = '';
  for (const entry of entries) {
    const day = new Date(entry.at).toDateString();
    if (day !== former) lines.push({ day, at: entry.at });
    former = day;
    lines.push({ entry });
  }
  return lines;
}

export const log = new Log();
