/** How much time has passed, by a clock that may be set back meanwhile: then nobody knows, and it counts as enough. Pure. */
export const hasPassed = (ms: number, since: number, now: number): boolean => now < since || now - since >= ms;

/** Milliseconds until it has. */
export const leftOf = (ms: number, since: number, now: number): number => (hasPassed(ms, since, now) ? 0 : since + ms - now);
