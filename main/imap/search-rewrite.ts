/** Says the same search in words that no server is known to misread. */
import { keysWithin, type SearchKey } from './search-key.ts';

/**
 * Dovecot 2.3.19 and 2.4.5: of two bounds that are both negated the wrong one is kept, `(NOT LARGER 400 NOT LARGER 500)` finds what `NOT LARGER 500`
 * finds, and so with SMALLER, SINCE and BEFORE; 2026-11-21. Each of them has an exact opposite, so negations are carried down to them and vanish.
 * SENTSINCE and SENTBEFORE have none: a message without a date is on neither side.
 */
export function withoutNegatedBounds(key: SearchKey): SearchKey {
  if ('not' in key) return hasBound(key.not) ? opposite(key.not) : key;
  if ('and' in key) return { and: key.and.map(withoutNegatedBounds) };
  return 'or' in key ? { or: [withoutNegatedBounds(key.or[0]), withoutNegatedBounds(key.or[1])] } : key;
}

const isBound = (key: SearchKey): boolean => 'larger' in key || 'smaller' in key || 'since' in key || 'before' in key;

function hasBound(key: SearchKey): boolean {
  for (const one of keysWithin(key)) if (isBound(one)) return true;
  return false;
}

function opposite(key: SearchKey): SearchKey {
  if ('not' in key) return withoutNegatedBounds(key.not);
  if ('or' in key) return { and: key.or.map(opposite) };
  if ('and' in key && key.and.length > 0) return anyOf(key.and.map(opposite));
  if ('since' in key) return { before: key.since };
  if ('before' in key) return { since: key.before };
  if ('larger' in key && key.larger < Number.MAX_SAFE_INTEGER) return { smaller: key.larger + 1 };
  if ('smaller' in key && key.smaller >= 1) return { larger: key.smaller - 1 };
  return { not: key };
}

/** OR takes two; halved and halved again it is nowhere deep. */
function anyOf(keys: readonly SearchKey[]): SearchKey {
  if (keys.length === 1) return keys[0]!;
  const middle = keys.length >> 1;
  return { or: [anyOf(keys.slice(0, middle)), anyOf(keys.slice(middle))] };
}
