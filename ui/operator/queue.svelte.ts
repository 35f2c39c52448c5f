/** The queue as the operator left it: coming back from an application, it stands where it stood. */
import { api } from './api';
import { Listed } from './listed.svelte';
import type { QueueEntry, QueueState, Template } from './protocol';

class QueueList extends Listed<QueueEntry> {
  state = $state<QueueState>('waiting');
  template = $state<Template | 'any'>('any');
  text = $state('');
  /** The number of the application that was looked at last. */
  opened: string | undefined;

  constructor() {
    super(async (after, unattended) => {
      const template = this.template === 'any' ? undefined : this.template;
      const { entries, more } = await api.queue({ state: this.state, template, text: this.text }, after?.application.number, unattended);
      return { items: entries, more };
    });
  }
}

export const queue = new QueueList();
