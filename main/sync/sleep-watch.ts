/** Notices that the computer slept, or that its clock was set: a clock that is asked every few seconds has jumped. */
import type { Clock } from '../ports.ts';

const TICK_MS = 5_000;
/** A busy computer is late too, but not so late. */
const JUMP_MS = 10_000;

/** Calls `onWake` after each jump with its length in milliseconds, below zero for a clock that was set back; answers how to stop. */
export function watchSleep(clock: Clock, onWake: (jumpMs: number) => void): () => void {
  let cancel: () => void;
  const tick = (): void => {
    const due = clock.now() + TICK_MS;
    cancel = clock.after(TICK_MS, () => {
      const late = clock.now() - due;
      tick();
      if (Math.abs(late) >= JUMP_MS) onWake(late);
    });
  };
  tick();
  return () => cancel();
}
