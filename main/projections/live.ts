/** Turns "something changed" into values for a window: one computation at a time, the newest state last, never more often than asked. */
import { toFailure } from '../../shared/failure.ts';
import type { Sink } from '../../shared/ipc/server.ts';
import type { Clock } from '../ports.ts';

export interface Live {
  /** Something changed: computes again soon, or, if `urgent`, without waiting for the pause to end. */
  touch(urgent?: boolean): void;
  stop(): void;
}

export interface LiveOptions<V> {
  clock: Clock;
  sink: Sink<V>;
  /** Least time between two values, milliseconds; the first change after a rest goes out at once. */
  pauseMs: number | (() => number);
  /** Looked at again so often without being touched: for what changes with time alone. */
  everyMs?: number;
  compute(): Promise<V> | V;
}

/** A computation that fails because the mirror is away is repeated at the next touch; any other failure ends the projection. */
export function live<V>({ clock, sink, pauseMs, everyMs, compute }: LiveOptions<V>): Live {
  let busy = false;
  let dirty = false;
  /** Touched urgently while it was being computed. */
  let hurried = false;
  let stopped = false;
  let cancel: (() => void) | null = null;

  async function run(): Promise<void> {
    busy = true;
    dirty = false;
    hurried = false;
    try {
      const value = await compute();
      if (!stopped) sink.push(value);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code !== 'mirror-unavailable' && !stopped) {
        stopped = true;
        sink.end(failure);
      }
    }
    if (stopped) return;
    if (hurried) return run();
    cancel = clock.after(typeof pauseMs === 'number' ? pauseMs : pauseMs(), () => {
      cancel = null;
      busy = false;
      if (dirty && !stopped) void run();
    });
  }

  const touch = (urgent = false): void => {
    dirty = true;
    if (stopped) return;
    if (busy && urgent) hurried = true;
    if (cancel && urgent) {
      cancel();
      cancel = null;
      busy = false;
    }
    if (!busy) void run();
  };
  let cancelTick = (): void => {};
  const tick = (ms: number): void => {
    cancelTick = clock.after(ms, () => {
      touch();
      tick(ms);
    });
  };
  touch();
  if (everyMs !== undefined) tick(everyMs);
  return {
    touch,
    stop() {
      stopped = true;
      cancel?.();
      cancelTick();
    },
  };
}
