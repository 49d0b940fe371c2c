/** The ports that are the same wherever Node runs: clock and randomness. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../main/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export const systemRandom = (n: number): Uint8Array => new Uint8Array(randomBytes(n));
