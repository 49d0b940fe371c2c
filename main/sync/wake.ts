/** Waiting that can be ended early: by a kick, by time, by something else that happens. */
import type { Clock } from '../ports.ts';

export interface Wake {
  /** Ends the present wait, or the next one if nobody waits. */
  kick(): void;
  /** Resolves after `ms`, at a kick, or when `other` resolves; rejects when `other` rejects. One wait at a time. */
  wait(ms: number, other?: Promise<unknown>): Promise<void>;
}

export function createWake(clock: Clock): Wake {
  let kicked = false;
  let end: (() => void) | null = null;
  return {
    kick() {
      kicked = true;
      end?.();
    },
    async wait(ms, other) {
      let cancel = (): void => {};
      try {
        if (kicked) return;
        const woken = new Promise<void>((resolve) => {
          end = resolve;
          if (Number.isFinite(ms)) cancel = clock.after(ms, resolve);
        });
        await (other ? Promise.race([woken, other]) : woken);
      } finally {
        // A wait that ended otherwise must not take the next kick.
        end = null;
        kicked = false;
        cancel();
      }
    },
  };
}
