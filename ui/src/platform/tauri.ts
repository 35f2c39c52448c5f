import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { Notice, Reply } from '@/protocol/types';
import type { Carrier, Stop } from './platform';

/** A listener that is still being registered can be stopped already. */
function stopping(registered: Promise<Stop>): Stop {
  return () => void registered.then((stop) => stop());
}

/** The window of the application. */
export const tauri: Carrier = {
  send: (task, call) => invoke<Reply>('call', { task, call }),
  async listen(hear) {
    await listen<Notice>('notice', (event) => hear(event.payload));
  },
  onDrop: (hear) =>
    stopping(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === 'enter') hear({ drop: 'over' });
        else if (payload.type === 'leave') hear({ drop: 'left' });
        else if (payload.type === 'drop') hear({ drop: 'files', paths: payload.paths });
      }),
    ),
};
