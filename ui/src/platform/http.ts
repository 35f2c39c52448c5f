import type { Notice, Reply } from '@/protocol/types';
import type { Carrier } from './platform';

/** Found in no program that people get: a test looks for it. */
export const MARKER = 'tanba-http-home';

/** The same UI in a browser, for tests: calls by POST, notices as server-sent events. */
export const http: Carrier = {
  async send(task, call) {
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-home': MARKER },
      body: JSON.stringify({ task, call }),
    });
    const body: unknown = await answer.json();
    if (!answer.ok) throw body;
    return body as Reply;
  },
  listen(hear) {
    const source = new EventSource('/notices');
    source.onmessage = (message) => hear(JSON.parse(message.data) as Notice);
    return new Promise((resolve) => source.addEventListener('open', () => resolve(), { once: true }));
  },
  onDrop(hear) {
    const over = (event: DragEvent) => {
      event.preventDefault();
      hear({ drop: 'over' });
    };
    const left = (event: DragEvent) => event.relatedTarget === null && hear({ drop: 'left' });
    // A browser keeps the paths of files to itself: tests drop addresses.
    const dropped = (event: DragEvent) => {
      event.preventDefault();
      const addresses = event.dataTransfer?.getData('text/uri-list').split(/\r?\n/).filter(Boolean) ?? [];
      hear({ drop: 'files', paths: addresses.map((address) => decodeURIComponent(new URL(address).pathname)) });
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', left);
    addEventListener('drop', dropped);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', left);
      removeEventListener('drop', dropped);
    };
  },
};
