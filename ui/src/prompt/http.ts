import type { Prompt } from '@/protocol/types';
import { MARKER } from '@/platform/http';
import type { PromptHome } from './home';

/** The prompt window in a browser, for tests. */
export const http: PromptHome = {
  onPrompt(hear) {
    new EventSource('/prompt').onmessage = (message) => hear(JSON.parse(message.data) as Prompt | null);
  },
  async answer(id, answer) {
    const reply = await fetch('/answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-home': MARKER },
      body: JSON.stringify({ id, answer }),
    });
    return reply.ok;
  },
};
