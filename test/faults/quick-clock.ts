/** A clock on which waiting costs next to nothing: back-off and surveys come a hundred times sooner. */
import { REQUEST_DEADLINE } from '../../main/mirror/client.ts';
import type { Clock } from '../../main/ports.ts';

const QUICKER = 100;
/** Longest wait of anything, milliseconds. */
const LONGEST = 1_500;

export interface QuickClock extends Clock {
  /** As the end of the process does. */
  stop(): void;
}

export function quickClock(): QuickClock {
  const timers = new Set<NodeJS.Timeout>();
  const began = Date.now();
  /** Milliseconds by which this clock is ahead of its pace: what a shortened wait has left out. */
  let skipped = 0;
  let over = false;
  const now = (): number => began + (Date.now() - began) * QUICKER + skipped;
  return {
    now,
    after(ms, run) {
      if (over) return () => {};
      // What the mirror is given is about this computer, not about waiting for a server.
      const wait = ms === REQUEST_DEADLINE ? ms : Math.min(LONGEST, ms / QUICKER);
      const due = now() + ms;
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (ms !== REQUEST_DEADLINE) skipped += Math.max(0, due - now());
        run();
      }, wait);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop() {
      over = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
