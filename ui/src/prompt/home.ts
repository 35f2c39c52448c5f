import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Answer, Prompt, PromptId } from '@/protocol/types';

/** All that the prompt window can do: hear what waits, and answer it. */
export interface PromptHome {
  /** Hears the prompt that waits now, and every one after it; nothing when none waits. */
  onPrompt(hear: (prompt: Prompt | null) => void): void;
  /** Whether the prompt was still waiting for it. */
  answer(id: PromptId, answer: Answer): Promise<boolean>;
}

const tauri: PromptHome = {
  onPrompt(hear) {
    void listen<Prompt | null>('prompt', (event) => hear(event.payload)).then(() =>
      // It may have been told before the page could hear: an answer to nothing asks for it once more.
      invoke('answer', { id: null, answer: null }).catch(() => {}),
    );
  },
  answer: (id, answer) => invoke<boolean>('answer', { id, answer }),
};

/** The home that this build is for. */
export async function promptHome(): Promise<PromptHome> {
  if (__HTTP_HOME__) return (await import('./http')).http;
  return tauri;
}
