// Calls find their events, are called off, and fail as failures.
import { expect, it, vi } from 'vitest';
import { connect } from '@/platform';
import { platformOver } from '@/platform/platform';
import type { Event } from '@/protocol/types';
import { failing, Fake, KEYS } from './fake';

const progress: Event = { event: 'progress', stage: 'hashing', bytes_done: 1, bytes_total: 2 };

it('gives the value of the reply', async () => {
  const core = await platformOver(new Fake());
  await expect(core.call({ call: 'keys' })).resolves.toEqual(KEYS);
});

it('gives each call its own events, and none after its end', async () => {
  let finish = (): void => {};
  const fake = new Fake({}, { keys: () => new Promise((resolve) => (finish = () => resolve(KEYS as never))) as never });
  const core = await platformOver(fake);
  const heard = vi.fn();
  const other = vi.fn();
  const running = core.call({ call: 'keys' }, { onEvent: heard });
  await core.call({ call: 'doctor' }, { onEvent: other });
  const task = fake.calls[0]?.task ?? 0;
  fake.notice({ notice: 'event', task, event: progress });
  expect(heard).toHaveBeenCalledExactlyOnceWith(progress);
  finish();
  await running;
  fake.notice({ notice: 'event', task, event: progress });
  expect(heard).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
});

it('numbers its tasks, and calls one off by its number', async () => {
  const fake = new Fake({}, { keys: () => new Promise(() => {}) });
  const abort = new AbortController();
  const core = await platformOver(fake);
  void core.call({ call: 'keys' }, { signal: abort.signal });
  abort.abort();
  expect(fake.calls.map(({ call }) => call)).toEqual([{ call: 'keys' }, { call: 'cancel', task: fake.calls[0]?.task }]);
  expect(fake.calls[1]?.task).not.toBe(fake.calls[0]?.task);
});

it('does not begin what was called off before', async () => {
  const fake = new Fake();
  const core = await platformOver(fake);
  const call = core.call({ call: 'keys' }, { signal: AbortSignal.abort() });
  await expect(call).rejects.toEqual({ code: 'cancelled' });
  expect(fake.calls).toEqual([]);
});

it('rejects with a failure, whatever was thrown', async () => {
  const failed = await platformOver(new Fake({}, { keys: failing({ code: 'permission-denied', subject: '/media' }) }));
  await expect(failed.call({ call: 'keys' })).rejects.toEqual({ code: 'permission-denied', subject: '/media' });
  const fake = new Fake({}, { keys: () => Promise.reject(new TypeError('network')) as never });
  const thrown = await platformOver(fake);
  await expect(thrown.call({ call: 'keys' })).rejects.toEqual({ code: 'internal', detail: 'TypeError: network' });
});

it('asks nothing before it hears, for what waits comes with the first answer', async () => {
  let heard = (): void => {};
  const fake = new Fake();
  fake.listen = () => new Promise((resolve) => (heard = resolve));
  const connected = vi.fn();
  const connecting = connect(fake).then(connected);
  await new Promise((resolve) => setTimeout(resolve));
  expect(connected).not.toHaveBeenCalled();
  heard();
  await connecting;
  expect(connected).toHaveBeenCalledOnce();
});
