import type { Applied, DraftView, EnrolmentDraft, EnrolmentForm, FormFault, FormStep, Why } from '@/protocol/types';
import { say } from '@/parts/report';
import { asFailure, platform } from '@/platform';
import { Task } from '@/state/task.svelte';

const BIN_DIGITS = 12;

/** An application while it is filled in. What is typed goes to the core at once; which screen comes is said there. */
export class Filling {
  form = $state.raw<EnrolmentForm>();
  draft = $state.raw<EnrolmentDraft>();
  steps = $state.raw<FormStep[]>([]);
  faults = $state.raw<FormFault[]>([]);
  why = $state.raw<Why | null>(null);
  /** It was handed in: what is left of it here is only shown until the window has gone on. */
  sent = $state(false);
  /** From the question to the draft being here. */
  isOpening = $state(false);
  readonly opening = new Task();
  /** One for each BIN that is looked for. */
  looking = $state.raw(new Task());
  readonly applying = new Task();
  #to: FormStep | null = null;
  #isDirty = false;
  #saving: Promise<void> | undefined;
  #look: { bin: string; done: Promise<void> } | undefined;

  /** Meets the authority, and brings back what was told; whether it could. */
  async open(enrolment: string | null, authority: string | null): Promise<boolean> {
    this.close();
    this.isOpening = true;
    const form = await this.opening.run({ call: 'enrolment-form', enrolment, authority });
    if (form) {
      this.form = form;
      this.draft = form.filled.draft;
      this.#take(form.filled);
    }
    this.isOpening = false;
    return !!form;
  }

  close(): void {
    this.form = this.draft = undefined;
    this.sent = false;
    this.applying.failure = undefined;
    this.#leaveLook();
  }

  /** Whether it is open for that enrolment, or for a new application. */
  isFor(enrolment: string | null): boolean {
    return this.draft?.enrolment === enrolment;
  }

  /** Tells something. */
  tell(told: Partial<EnrolmentDraft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...told };
    this.faults = [];
    void this.#save();
  }

  /** Goes to a screen, as far as the core lets one. */
  async go(to: FormStep): Promise<void> {
    this.#to = to;
    await this.#save();
  }

  get place(): number {
    return this.draft ? this.steps.indexOf(this.draft.step) : 0;
  }

  get isLast(): boolean {
    return this.place === this.steps.length - 1;
  }

  /** The next screen; a legal entity that is still looked for is waited for. */
  async next(): Promise<void> {
    if (this.draft?.step === 'applicant') await this.lookUp();
    if (this.looking.failure) return;
    const next = this.steps[this.place + 1];
    if (next) await this.go(next);
  }

  async back(): Promise<void> {
    const before = this.steps[this.place - 1];
    if (before) await this.go(before);
  }

  tellBin(typed: string): void {
    const bin = typed.replace(/\D/g, '').slice(0, BIN_DIGITS);
    if (bin === this.draft?.bin) return;
    this.#leaveLook();
    this.tell({ bin, entity: null });
    if (bin.length === BIN_DIGITS) void this.lookUp();
  }

  /** Has the authority look, unless it knows or is looking. */
  async lookUp(): Promise<void> {
    const bin = this.draft?.bin ?? '';
    if (bin.length < BIN_DIGITS || this.draft?.entity?.bin === bin) return;
    if (this.#look?.bin !== bin || !this.looking.busy) this.#look = { bin, done: this.#ask(bin) };
    await this.#look.done;
  }

  async #ask(bin: string): Promise<void> {
    this.looking = new Task();
    const entity = await this.looking.run({ call: 'enrolment-look-up', bin });
    if (entity && this.draft?.bin === bin) this.tell({ entity });
  }

  #leaveLook(): void {
    this.looking.cancel();
    this.looking = new Task();
    this.#look = undefined;
  }

  /** Sends it. Nothing where it could not be sent: the core has gone to the screen on which that is mended. */
  async apply(): Promise<Applied | undefined> {
    const enrolment = this.draft?.enrolment ?? null;
    await this.#save();
    const applied = await this.applying.run({ call: 'enrolment-apply', enrolment });
    if (applied) {
      this.sent = true;
      return applied;
    }
    const failure = this.applying.failure;
    await this.open(enrolment, this.draft?.authority ?? null);
    this.applying.failure = failure;
    return undefined;
  }

  #take(view: DraftView): void {
    [this.steps, this.faults, this.why] = [view.steps, view.faults, view.why];
    if (this.draft) this.draft = { ...this.draft, step: view.draft.step };
  }

  /** One at a time, so that what was typed last is kept last. */
  #save(): Promise<void> {
    this.#isDirty = true;
    this.#saving ??= this.#saveAll().finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    while (this.#isDirty && this.draft) {
      this.#isDirty = false;
      const to = this.#to;
      this.#to = null;
      try {
        const view = await platform().call({ call: 'enrolment-draft', draft: this.draft, to });
        if (to) this.#take(view);
      } catch (error) {
        say(asFailure(error));
      }
    }
  }
}
