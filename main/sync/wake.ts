/** Waiting that can be ended early: by a kick, by time, by a broken line, by the end of it all. */
import type { Clock } from '../ports.ts';

export interface Wake {
  /** Ends the present wait, or the next one if nobody waits. */
  kick(): void;
  /** Resolves after `ms`, or at a kick. */
  wait(ms: number): Promise<void>;
}

export function createWake(clock: Clock): Wake {
  let kicked = false;
  let end: (() => void) | null = null;
  return {
    kick() {
      kicked = true;
      end?.();
    },
    async wait(ms) {
      if (!kicked) {
        await new Promise<void>((resolve) => {
          const cancel = Number.isFinite(ms) ? clock.after(ms, resolve) : () => {};
          end = () => {
            cancel();
            resolve();
          };
        });
        end = null;
      }
      kicked = false;
    },
  };
}
