/** How long to wait before the next try. Pure. */

const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/** Doubles from two seconds to five minutes; `chance` in [0, 1) spreads many clients over the upper half. Never sooner than the server has asked for (`askedMs`). */
export function backoff(attempt: number, chance: number, askedMs = 0): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 20));
  return Math.round(Math.max(full / 2 + (full / 2) * chance, askedMs + Math.min(askedMs, FIRST_MS * 5) * chance));
}
