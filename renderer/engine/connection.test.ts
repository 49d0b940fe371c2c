import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { openConnection } from './connection.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** Lines handed out one after the other; `null` is a try that fails. */
function lines(...plan: (Transport | null)[]): { connect: () => Promise<Transport>; tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    connect: () => {
      const next = plan[tries++];
      // Past the plan: never settles, so that nothing more happens.
      if (next === undefined) return new Promise(() => {});
      return next ? Promise.resolve(next) : Promise.reject(new Error('refused'));
    },
  };
}

test('a lost line is opened again, and calls in between fail as values', async () => {
  const [window1, engine1] = memoryTransportPair();
  const [window2] = memoryTransportPair();
  const { connect } = lines(window1, window2);
  const connection = openConnection(connect);
  const phases: string[] = [];
  connection.subscribe(() => phases.push(connection.state().phase));

  await vi.advanceTimersByTimeAsync(0);
  const first = connection.state().client;
  engine1.close();
  await vi.advanceTimersByTimeAsync(0);
  const refused = await connection.call('app.about', {});
  await vi.advanceTimersByTimeAsync(1000);

  expect(phases).toEqual(['connected', 'reconnecting', 'connected']);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'connection-lost' } });
  expect(connection.state().client).not.toBe(first);
});

test('tries that fail come further and further apart, and do not end', async () => {
  const { connect, tries } = lines(...Array.from({ length: 50 }, () => null));
  const connection = openConnection(connect);
  await vi.advanceTimersByTimeAsync(1000);
  expect(tries()).toBeLessThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries()).toBeGreaterThan(10);
  expect(tries()).toBeLessThan(20);
  expect(connection.state()).toEqual({ client: null, phase: 'connecting' });
});
