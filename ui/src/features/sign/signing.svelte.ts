import { SvelteMap } from 'svelte/reactivity';
import { toasts } from '@kit';
import type { DocumentView, KeyView, OrderedForm, Signed, SignOrder, Unfinished, VisiblePlace } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { asFailure, platform } from '@/platform';
import { say } from '@/parts/report';
import { askable } from '@/state/resource.svelte';
import { Task } from '@/state/task.svelte';

export type TimeStamp = 'automatic' | 'always' | 'none';
export type Phase = 'prepare' | 'signing' | 'done';
/** What becomes of one document. */
export type Fate = 'waiting' | 'working' | 'signed' | 'failed';

/** The value of the key chooser for "ask me". */
export const ASK = 'ask';

const USABLE: readonly KeyView['state'][] = ['valid', 'expiring', 'unopened'];
const canSign = (key: KeyView) => USABLE.includes(key.state) && key.failure === null;
const LOWER_RIGHT: VisiblePlace = { page: 0, x: 0.56, y: 0.84, width: 0.36, height: 0.1 };

/** One signing, from the first document to the last result. It outlives the view: whoever looks elsewhere
    and comes back finds everything as it was. */
export class Signing {
  documents = $state.raw<DocumentView[]>([]);
  phase = $state<Phase>('prepare');
  /** Paths are being looked at. */
  adding = $state(0);
  readonly outcomes = new SvelteMap<string, Signed>();
  readonly task = new Task();
  readonly keys = askable(() => ({ call: 'keys' }) as const);

  form = $state<OrderedForm>('automatic');
  timeStamp = $state<TimeStamp>('automatic');
  /** Where results go; beside each document when there is none. */
  folder = $state<string | null>(null);
  allowExpired = $state(false);
  isVisible = $state(false);
  place = $state.raw<VisiblePlace>(LOWER_RIGHT);

  #shown = $state<string>();
  #key = $state<string>();
  #batch = $state.raw<string[]>([]);
  #later: string[] = [];
  #resumed: number | undefined;

  /** What can be signed of what was given. */
  signable = $derived(this.documents.filter((document) => !document.failure));
  pdfs = $derived(this.signable.filter((document) => document.kind === 'pdf'));
  /** The document whose preview is shown. */
  shown = $derived(this.documents.find((document) => document.path === this.#shown) ?? this.documents[0]);
  /** The keys, those that can sign first; otherwise as the core orders them. */
  candidates = $derived(
    (this.keys.value ?? []).toSorted((a, b) => Number(canSign(b)) - Number(canSign(a))),
  );
  key = $derived(this.#key ?? this.candidates.find((key) => canSign(key))?.reference ?? ASK);
  chosenKey = $derived(this.candidates.find((key) => key.reference === this.key));
  /** Whether a place on the page can be chosen at all. */
  canBeVisible = $derived(this.pdfs.length > 0 && (this.form === 'automatic' || this.form === 'pades'));
  failed = $derived(this.documents.filter((document) => this.outcomes.get(document.path)?.failure));
  signed = $derived(this.documents.filter((document) => this.outcomes.get(document.path)?.output));
  /** What was called off before its turn. */
  left = $derived(this.signable.filter((document) => !this.outcomes.has(document.path)));
  finished = $derived(this.#batch.filter((path) => this.outcomes.has(path)).length);
  batchSize = $derived(this.#batch.length);

  show(path: string): void {
    this.#shown = path;
  }

  chooseKey(key: string): void {
    this.#key = key;
  }

  /** Whether every document can be signed in `form`. */
  suits(form: OrderedForm): boolean {
    return form === 'automatic' || this.signable.every((document) => document.forms.includes(form));
  }

  /** Adds files and what is in folders. During a signing they wait for the next one. */
  async add(paths: readonly string[]): Promise<void> {
    if (this.phase === 'signing') {
      this.#later.push(...paths);
      toasts.show(t('sign-later', { count: paths.length }));
      return;
    }
    if (this.phase === 'done') this.startAnew();
    this.adding++;
    try {
      const known = new Set(this.documents.map((document) => document.path));
      const found = await platform().call({ call: 'inspect', paths: [...paths] });
      const added = found.filter((document) => !known.has(document.path));
      this.documents = [...this.documents, ...added];
      if (added[0]) this.#shown = added[0].path;
      if (!this.suits(this.form)) this.form = 'automatic';
    } catch (error) {
      say(asFailure(error));
    } finally {
      this.adding--;
    }
  }

  remove(path: string): void {
    const at = this.documents.findIndex((document) => document.path === path);
    this.documents = this.documents.filter((document) => document.path !== path);
    if (this.#shown === path) this.#shown = (this.documents[at] ?? this.documents[at - 1])?.path;
  }

  clear(): void {
    this.documents = [];
  }

  /** An empty list, with the same wishes as before. */
  startAnew(): void {
    this.documents = [];
    this.outcomes.clear();
    this.#batch = [];
    this.#resumed = undefined;
    this.phase = 'prepare';
    this.task.failure = undefined;
    const later = this.#later;
    this.#later = [];
    if (later.length > 0) void this.add(later);
  }

  /** Takes up what was left when a signing was interrupted. */
  async resume({ id, rest }: Unfinished): Promise<void> {
    if (this.phase === 'signing') return;
    this.startAnew();
    this.#resumed = id;
    this.form = rest.form;
    this.timeStamp = rest.time_stamp === null ? 'automatic' : rest.time_stamp ? 'always' : 'none';
    this.folder = rest.folder;
    this.allowExpired = rest.allow_expired;
    this.isVisible = rest.visible !== null;
    if (rest.visible) this.place = rest.visible;
    this.#key = rest.key || ASK;
    await this.add(rest.documents);
  }

  fate(path: string): Fate {
    const outcome = this.outcomes.get(path);
    if (outcome) return outcome.failure ? 'failed' : 'signed';
    const working = this.task.busy && this.#batch[(this.task.document?.number ?? 0) - 1] === path;
    return working ? 'working' : 'waiting';
  }

  /** Signs `documents`, all that can be signed unless told otherwise. */
  async sign(documents: readonly DocumentView[] = this.signable): Promise<void> {
    if (this.task.busy || documents.length === 0) return;
    const paths = documents.map((document) => document.path);
    for (const path of paths) this.outcomes.delete(path);
    this.#batch = paths;
    this.phase = 'signing';
    const results = await this.task.run({ call: 'sign', order: this.#order(paths) }, (signed) => this.#take(signed));
    results?.forEach((signed) => this.#take(signed));
    if (results) await this.#forgetResumed();
    this.phase = this.outcomes.size > 0 ? 'done' : 'prepare';
  }

  #take(signed: Signed): void {
    // What was called off is as it was before, and can be signed again.
    if (signed.failure?.code !== 'cancelled') this.outcomes.set(signed.document, signed);
  }

  #order(documents: string[]): SignOrder {
    return {
      documents,
      key: this.key === ASK ? '' : this.key,
      form: this.form,
      time_stamp: this.timeStamp === 'automatic' ? null : this.timeStamp === 'always',
      folder: this.folder,
      allow_expired: this.allowExpired && this.chosenKey?.state === 'expired',
      visible: this.isVisible && this.canBeVisible ? this.place : null,
    };
  }

  /** The interrupted signing has become this one. */
  async #forgetResumed(): Promise<void> {
    const id = this.#resumed;
    if (id === undefined) return;
    this.#resumed = undefined;
    await platform()
      .call({ call: 'forget-unfinished', id })
      .catch((error: unknown) => say(asFailure(error)));
  }
}

export const signing = new Signing();
