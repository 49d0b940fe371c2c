import { describe, expect, test, vi } from 'vitest';
import type { Client } from '../../shared/ipc/client.ts';
import type { Connection, LineState } from './connection.ts';
import { sharedProjection } from './shared-projection.ts';

/** A connection whose lines are counted: what is watched, and what was stopped. */
function fakeConnection() {
  let listener = (): void => {};
  let state: LineState = { client: null, phase: 'connecting', trouble: null };
  const log: string[] = [];
  const push: ((value: unknown) => void)[] = [];
  const client = (name: string): Client => ({
    call: () => Promise.reject(new Error('not asked for here')),
    watch: (projection, _input, on) => {
      log.push(`${name} opens ${projection}`);
      push.push(on.onValue as (value: unknown) => void);
      return () => { log.push(`${name} closes ${projection}`); };
    },
    closed: new Promise(() => {}),
    close: () => {},
  });
  const connection: Connection = {
    state: () => state,
    subscribe: (next) => {
      listener = next;
      return () => { listener = () => {}; };
    },
    call: () => Promise.reject(new Error('not asked for here')),
  };
  const line = (name: string | null): void => {
    state = name === null ? { client: null, phase: 'reconnecting', trouble: null } : { client: client(name), phase: 'connected', trouble: null };
    listener();
  };
  return { connection, line, log, push };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('a shared projection', () => {
  test('is watched once for all who show it, and closed after the last', async () => {
    const { connection, line, log, push } = fakeConnection();
    line('one');
    const shared = sharedProjection(connection, 'activity.list');
    expect(sharedProjection(connection, 'activity.list')).toBe(shared);
    const heard = [vi.fn(), vi.fn()] as const;
    const off = heard.map((listener) => shared.subscribe(listener));
    push[0]?.({ operations: [] });
    expect(heard.map((listener) => listener.mock.calls.length)).toEqual([1, 1]);
    expect(shared.get().value).toEqual({ operations: [] });
    off[0]?.();
    await settled();
    expect(log).toEqual(['one opens activity.list']);
    off[1]?.();
    await settled();
    expect(log).toEqual(['one opens activity.list', 'one closes activity.list']);
  });

  test('a part of it is taken once for all who show it, and stays the same while nothing in it changes', () => {
    const { connection, line, push } = fakeConnection();
    line('one');
    const shared = sharedProjection(connection, 'activity.list');
    shared.subscribe(() => {});
    const select = vi.fn(({ value }: { value: { operations: readonly unknown[] } | null }) => ({ of: value?.operations.length ?? 0 }));
    push[0]?.({ operations: [{ id: 1 }] });
    const part = shared.part(select);
    expect([part, shared.part(select), select.mock.calls.length]).toEqual([{ of: 1 }, part, 1]);
    push[0]?.({ operations: [{ id: 2 }] });
    expect(shared.part(select)).toBe(part);
    push[0]?.({ operations: [] });
    expect(shared.part(select)).toEqual({ of: 0 });
    expect(select).toHaveBeenCalledTimes(3);
  });

  test('stays open while one screen takes over from another', async () => {
    const { connection, line, log } = fakeConnection();
    line('one');
    const shared = sharedProjection(connection, 'app.mirror');
    shared.subscribe(() => {})();
    shared.subscribe(() => {});
    await settled();
    expect(log).toEqual(['one opens app.mirror']);
  });

  test('is asked for again over a new line, and keeps what it had meanwhile', () => {
    const { connection, line, log, push } = fakeConnection();
    const shared = sharedProjection(connection, 'accounts.list');
    shared.subscribe(() => {});
    expect(log).toEqual([]);
    line('one');
    push[0]?.({ accounts: [] });
    line(null);
    line('two');
    expect(log).toEqual(['one opens accounts.list', 'one closes accounts.list', 'two opens accounts.list']);
    expect(shared.get().value).toEqual({ accounts: [] });
  });
});
