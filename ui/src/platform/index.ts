import { type Carrier, type Platform, platformOver } from './platform';
import { tauri } from './tauri';

export { asFailure } from './platform';
export type { CallOptions, Carrier, Drop, Platform, Value } from './platform';

/** The home that this build is for. The other one is not even in it. */
async function home(): Promise<Carrier> {
  if (__HTTP_HOME__) return (await import('./http')).http;
  return tauri;
}

let current: Platform | undefined;

/** Begins to hear the core and to speak to it; `carrier` is given by tests. */
export async function connect(carrier?: Carrier): Promise<void> {
  current = await platformOver(carrier ?? (await home()));
}

/** The core. */
export function platform(): Platform {
  if (!current) throw new Error('connect() first');
  return current;
}
