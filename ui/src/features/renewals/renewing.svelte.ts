import { toasts } from '@kit';
import type { DraftPlace } from '@/protocol/types';
import { t } from '@/i18n/index.svelte';
import { Task } from '@/state/task.svelte';

/** What is being done about a key. */
export type Work = 'renewing' | 'revoking';

/** The renewal that a person waits for: one at a time, for it asks for secrets. */
export class Renewing {
  task = new Task();
  /** Which key, by its reference; which renewal, where the key is not here. */
  of = $state<string>();
  work = $state<Work>('renewing');

  async renew(key: string, authority: string, storage: DraftPlace | null): Promise<void> {
    this.#begin(key, 'renewing');
    await this.task.run({ call: 'renew', key, authority, storage });
  }

  async goOn(of: string, id: string, storage: DraftPlace | null = null): Promise<void> {
    this.#begin(of, 'renewing');
    await this.task.run({ call: 'go-on-renewing', id, revoke_old: null, storage });
  }

  async revokeOld(of: string, id: string): Promise<void> {
    this.#begin(of, 'revoking');
    const ended = await this.task.run({ call: 'go-on-renewing', id, revoke_old: true, storage: null });
    if (ended?.state === 'finished') toasts.show(t('renew-revoked'), { tone: 'green' });
  }

  #begin(of: string, work: Work) {
    [this.of, this.work] = [of, work];
  }
}
