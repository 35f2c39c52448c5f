/** The chain of the audit log, computed here: SHA-256 over the parts of an entry, each behind its length. */
import type { AuditEntry, AuditPage } from './protocol';

const FIRST = '0'.repeat(64);
const text = new TextEncoder();

/** Eight bytes, the greatest first. */
function eight(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value));
  return bytes;
}

export async function hashOf(entry: AuditEntry): Promise<string> {
  const parts = [eight(entry.sequence), eight(entry.at), text.encode(entry.kind), text.encode(entry.detail), text.encode(entry.previous_hash)];
  const all = new Uint8Array(parts.reduce((length, part) => length + 8 + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(eight(part.length), place);
    all.set(part, place + 8);
    place += 8 + part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is wrong with an entry: it is not there, it does not follow the one before it, it was changed. */
export interface Fault {
  sequence: number;
  kind: 'gap' | 'unlinked' | 'changed';
}

/** So many faults are kept; the others are counted. */
const MOST = 1000;

/** A chain on its way. It keeps what is wrong, and of the entries only the last. */
export class Chain {
  last = 0;
  head = FIRST;
  /** How many entries there were. */
  count = 0;
  /** How many faults there are. */
  wrong = 0;
  readonly faults: Fault[] = [];

  async add(entry: AuditEntry): Promise<void> {
    if (entry.sequence !== this.last + 1) this.#fault('gap', this.last + 1);
    else if (entry.previous_hash !== this.head) this.#fault('unlinked', entry.sequence);
    if ((await hashOf(entry)) !== entry.hash) this.#fault('changed', entry.sequence);
    [this.last, this.head] = [entry.sequence, entry.hash];
    this.count += 1;
  }

  #fault(kind: Fault['kind'], sequence: number): void {
    this.wrong += 1;
    if (this.faults.length < MOST) this.faults.push({ kind, sequence });
  }
}

/** Computes a log page by page. `reached` hears how far it came and says whether to go on. */
export async function compute(read: (after: number) => Promise<AuditPage>, reached: (chain: Chain) => boolean): Promise<Chain> {
  const chain = new Chain();
  for (let more = true; more; ) {
    const page = await read(chain.last);
    for (const entry of page.entries) await chain.add(entry);
    more = page.more && page.entries.length > 0;
    if (!reached(chain)) break;
  }
  return chain;
}
