import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { openConnection, type Connection } from './connection.ts';

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
  expect(tries()).toBeLessThan(28);
  expect(connection.state()).toMatchObject({ client: null, phase: 'connecting' });
});

test('what keeps the line away is told after some tries, at once if trying cannot help, and not any more once there is a line', async () => {
  const [window1] = memoryTransportPair();
  const codes: (string | undefined)[] = [];
  let tries = 0;
  const connection: Connection = openConnection(() => {
    codes.push((tries === 0 ? null : connection)?.state().trouble?.code);
    tries += 1;
    if (tries <= 5) return Promise.reject(fail('connection-refused', 'closed'));
    return tries === 6 ? Promise.reject(fail('authentication', 'started again')) : Promise.resolve(window1);
  });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(codes.slice(0, 7)).toEqual([undefined, undefined, undefined, undefined, 'connection-refused', 'connection-refused', 'authentication']);
  expect(connection.state()).toMatchObject({ phase: 'connected', trouble: null });
});
