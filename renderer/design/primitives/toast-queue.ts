/** Which toasts are on screen: the newest few; news makes way for news, an error stays until it was seen. Pure. */

interface Queued {
  readonly text: string;
  readonly action?: unknown;
  readonly tone?: 'plain' | 'error';
}

const MOST = 3;
/** Errors that are kept for when there is room. */
const MOST_ERRORS = 20;

/** Oldest first. */
export function queued<T extends Queued>(list: readonly T[], toast: T): readonly T[] {
  // Said again, it is said once.
  const next = [...list.filter((one) => one.text !== toast.text || one.action !== undefined || toast.action !== undefined), toast];
  const plain = next.filter(({ tone }) => tone !== 'error');
  const kept = new Set([...plain.slice(-MOST), ...next.filter(({ tone }) => tone === 'error').slice(-MOST_ERRORS)]);
  return next.filter((one) => kept.has(one));
}

/** Those with room: the newest news always, else errors in the order they came. */
export function shownOf<T extends Queued>(list: readonly T[]): readonly T[] {
  if (list.length <= MOST) return list;
  const errors = list.filter(({ tone }) => tone === 'error');
  const plain = list.filter(({ tone }) => tone !== 'error');
  const shown = new Set([...plain.slice(-1), ...errors.slice(0, MOST - Math.min(1, plain.length))]);
  for (const one of plain.toReversed()) if (shown.size < MOST) shown.add(one);
  return list.filter((one) => shown.has(one));
}
