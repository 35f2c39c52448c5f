// The console of the operators: the chain of the log, and lists that are read page by page.
import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { told } from '../operator/audit';
import { Refused } from '../operator/api';
import { compute, hashOf } from '../operator/chain';
import { Listed } from '../operator/listed.svelte';
import type { AuditEntry } from '../operator/protocol';

beforeAll(() => void vi.stubGlobal('crypto', webcrypto));

async function log(count: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let previous_hash = '0'.repeat(64);
  for (let sequence = 1; sequence <= count; sequence++) {
    const entry = { sequence, at: 7, kind: 'invited', detail: `{"n":"${sequence}"}`, previous_hash, hash: '' };
    entry.hash = previous_hash = await hashOf(entry);
    entries.push(entry);
  }
  return entries;
}

/** Computes it in pages of three. */
async function faults(entries: AuditEntry[]): Promise<string[]> {
  const read = (after: number) => {
    const later = entries.filter(({ sequence }) => sequence > after);
    return Promise.resolve({ entries: later.slice(0, 3), more: later.length > 3 });
  };
  const chain = await compute(read, () => true);
  expect(chain.wrong).toBe(chain.faults.length);
  return chain.faults.map(({ kind, sequence }) => `${kind} ${sequence}`);
}

describe('the chain of the audit log', () => {
  it('is hashed as the authority hashes it', async () => {
    const entry = { sequence: 1, at: 1_700_000_000, kind: 'opened', detail: '{"site":"Қала"}', previous_hash: '0'.repeat(64), hash: '' };
    expect(await hashOf(entry)).toBe('7ec860b28897c5ac0f0371c30683810c91a9e4cbd80c154a8bd2f9bb9bdad6d9');
  });

  it('is whole over many pages', async () => {
    expect(await faults(await log(11))).toEqual([]);
    expect(await faults([])).toEqual([]);
  });

  it('says which entry breaks it, and how', async () => {
    const changed = await log(8);
    changed[4] = { ...changed[4]!, detail: '{"n":"6"}' };
    expect(await faults(changed)).toEqual(['changed 5']);

    const rehashed = await log(8);
    rehashed[4] = { ...rehashed[4]!, at: 8 };
    rehashed[4].hash = await hashOf(rehashed[4]);
    expect(await faults(rehashed)).toEqual(['unlinked 6']);

    const removed = (await log(8)).filter(({ sequence }) => sequence !== 5);
    expect(await faults(removed)).toEqual(['gap 5']);
  });

  it('is left off when nobody waits any more', async () => {
    const entries = await log(9);
    const read = vi.fn((after: number) => Promise.resolve({ entries: entries.slice(after, after + 3), more: true }));
    const chain = await compute(read, ({ count }) => count < 6);
    expect([chain.count, read.mock.calls.length]).toEqual([6, 2]);
  });

  it('shows an entry that holds nonsense', () => {
    const entry = { sequence: 1, at: 7, kind: 'invited', previous_hash: '', hash: '' };
    expect(told({ ...entry, detail: '{"broken' })).toBe('{"broken');
    expect(told({ ...entry, detail: '{"unheard":"of"}' })).toBe('unheard: of');
  });
});

describe('a list that is read page by page', () => {
  const all = [...Array(7).keys()];
  const page = (after: number | undefined) => {
    const rest = all.filter((one) => after === undefined || one > after);
    return Promise.resolve({ items: rest.slice(0, 3), more: rest.length > 3 });
  };

  it('grows by pages', async () => {
    const list = new Listed(page);
    await list.again();
    expect([list.items, list.more]).toEqual([[0, 1, 2], true]);
    await list.next();
    await list.next();
    expect([list.items, list.more]).toEqual([all, false]);
  });

  it('is looked at anew as far as it was read, and a failure takes nothing away', async () => {
    let fails = false;
    const asked = vi.fn((after: number | undefined) => (fails ? Promise.reject(new Refused('unreachable')) : page(after)));
    const list = new Listed(asked);
    await list.again();
    await list.next();
    fails = true;
    await list.refresh();
    expect([list.items, list.failure]).toEqual([[0, 1, 2, 3, 4, 5], undefined]);
    expect(list.stale).toBeInstanceOf(Date);
    fails = false;
    await list.refresh();
    expect([list.items, list.stale]).toEqual([[0, 1, 2, 3, 4, 5], undefined]);
    expect(asked).toHaveBeenLastCalledWith(2, true);
  });

  it('keeps what it has when the next page fails', async () => {
    const list = new Listed((after: number | undefined) => (after === undefined ? page(after) : Promise.reject(new Refused('timed-out'))));
    await list.again();
    await list.next();
    expect([list.items, list.failure]).toEqual([[0, 1, 2], 'timed-out']);
  });
});
