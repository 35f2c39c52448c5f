import { toasts } from '@kit';
import type { Verification, VerificationView, VerifiedSignature } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { fileName, pick, renamed } from '@/parts/documents';
import { saveSheet, sayWritten } from '@/parts/sheet';
import { platform } from '@/platform';
import { Task } from '@/state/task.svelte';

/** One file whose signatures are verified. */
export class Checked {
  readonly file: string;
  /** The document of a detached signature, once a person has shown it. */
  content = $state.raw<string | null>(null);
  view = $state.raw<VerificationView>();
  /** The verification. */
  readonly task = new Task();
  /** What is done with its result: a report, a time stamp. */
  readonly work = new Task();

  constructor(file: string) {
    this.file = file;
  }

  // Not derived: a derived value dies with the view that was there when the file came, and this outlives views.
  get verification(): Verification | undefined {
    return this.view?.verification;
  }

  /** Whether the signed document is not here, so that nothing could be compared. */
  get misses(): boolean {
    const lacks = ({ findings }: VerifiedSignature) => findings.some((found) => found.finding === 'content-missing');
    return this.task.failure?.code === 'content-missing' || !!this.verification?.signatures.some(lacks);
  }

  /** Whether a practice key made one of the signatures. */
  get isPractice(): boolean {
    return this.verification?.environment === 'practice';
  }

  /** Without a time stamp a signature lasts only as long as its certificate. */
  get canExtend(): boolean {
    return !!this.verification?.signatures.some((signature) => signature.level === 'B' && signature.indication !== 'TOTAL-FAILED');
  }

  get canExtract(): boolean {
    return !!this.verification?.signatures.some(holdsDocument);
  }

  async verify(): Promise<void> {
    const view = await this.task.run({ call: 'verify', file: this.file, content: this.content });
    if (view) this.view = view;
  }

  /** Asks for the document of a detached signature and goes on with it. */
  async findContent(): Promise<void> {
    const [content] = await pick('documents');
    if (!content) return;
    this.content = content;
    await this.verify();
  }

  async saveReport(format: 'pdf' | 'json'): Promise<void> {
    if (!this.view) return;
    const [path] = await pick('save', renamed(this.file, `-${t('verify-report-name')}.${format}`));
    if (!path) return;
    const written = await this.work.run({ call: 'save-report', id: this.view.id, format, path });
    if (written !== undefined) sayWritten(written);
  }

  async saveSheet(): Promise<void> {
    if (this.view) await saveSheet(this.view.id, this.file);
  }

  /** Adds a time stamp; gives the file that has it. */
  async extend(): Promise<string | undefined> {
    const extended = await this.work.run({ call: 'extend', file: this.file });
    if (extended?.failure) this.work.failure = extended.failure;
    if (!extended?.output) return undefined;
    toasts.show(t('verify-extended', { file: fileName(extended.output) }), { tone: 'green' });
    return extended.output;
  }

  async extract(): Promise<void> {
    const out = await this.work.run({ call: 'extract', file: this.file, out: null });
    if (out !== undefined) sayWritten(out);
  }
}

function holdsDocument(signature: VerifiedSignature): boolean {
  return signature.packaging === 'enveloping' && signature.form === 'cms';
}

/** What is verified, one after the other. It outlives the view. */
class Verifying {
  items = $state.raw<Checked[]>([]);
  #current = $state.raw<Checked>();
  #queue: Promise<void> = Promise.resolve();

  current = $derived(this.#current && this.items.includes(this.#current) ? this.#current : this.items[0]);

  show(item: Checked): void {
    this.#current = item;
  }

  /** Verifies files, the first of them in sight; one that is here already is verified again. */
  add(files: readonly string[]): void {
    const added = files.map((file) => this.items.find((item) => item.file === file) ?? new Checked(file));
    this.items = [...this.items, ...added.filter((item) => !this.items.includes(item))];
    this.#current = added[0] ?? this.#current;
    for (const item of added) this.#queue = this.#queue.then(() => (this.items.includes(item) ? item.verify() : undefined));
  }

  remove(item: Checked): void {
    item.task.cancel();
    const at = this.items.indexOf(item);
    this.items = this.items.filter((other) => other !== item);
    if (this.#current === item) this.#current = this.items[at] ?? this.items[at - 1];
  }

  clear(): void {
    for (const item of this.items) item.task.cancel();
    this.items = [];
  }
}

export const verifying = new Verifying();
