/** Sets of UIDs as ranges (RFC 3501 9 `sequence-set`, RFC 4315 4 `uid-set`): building, writing, reading with limits, walking, splitting. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { visibleLine } from '../../shared/text/visible.ts';

/** Ascending, disjoint, not touching: `[[1, 3], [5, 5]]`. UIDs are 1 to 4294967295. */
export type UidSet = readonly (readonly [number, number])[];

const HIGHEST = 0xffff_ffff;
const MAX_RANGES = 1_000_000;
/** More UIDs than any mailbox holds: a set that claims more is not expanded. */
export const MAX_SIZE = 5_000_000;

/**
 * `$`, the result of the last SEARCH with SAVE (RFC 5182 2.1), wherever a command names a set. Known by identity: written as `$`, it stands for any
 * message when sets are compared, and cannot be expanded.
 */
export const SAVED_RESULT: UidSet = Object.freeze([Object.freeze([1, HIGHEST] as const)]);

/** From UIDs in any order, repeats allowed. Throws 'invalid-input' for anything that is no UID. */
export function uidSet(uids: Iterable<number>): UidSet {
  const list = Array.from(uids);
  let ascending = true;
  let previous = 0;
  for (const uid of list) {
    if (!Number.isInteger(uid) || uid < 1 || uid > HIGHEST) throw fail('invalid-input', say('engine-imap.messageNumber'));
    if (uid < previous) ascending = false;
    previous = uid;
  }
  if (!ascending) list.sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const uid of list) {
    if (last !== undefined && uid <= last[1] + 1) last[1] = uid;
    else ranges.push((last = [uid, uid]));
  }
  return ranges;
}

/** `1:3,5`. The empty set has no form in IMAP: it throws 'invalid-input'. */
export function formatUidSet(set: UidSet): string {
  if (set.length === 0) throw fail('invalid-input', say('engine-imap.noMessages'));
  if (set === SAVED_RESULT) return '$';
  let text = '';
  for (const range of set) {
    assertRange(range);
    text += (text === '' ? '' : ',') + formatRange(range);
  }
  return text;
}

const formatRange = ([first, last]: readonly [number, number]): string => (first === last ? String(first) : `${first}:${last}`);

function assertRange([first, last]: readonly [number, number]): void {
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 1 || last < first || last > HIGHEST) throw fail('invalid-input', say('engine-imap.messageRange'));
}

/**
 * Reads `1:3,5` in any order, also `3:1`; `*` is refused. Throws 'protocol' for anything else and for more than `maxSize` UIDs
 * (Infinity where the set is only tested against, never expanded).
 */
export function parseUidSet(text: string, maxSize = MAX_SIZE): UidSet {
  return joinRanges(parseRanges(text, maxSize));
}

/** Reads a uid-set and expands it in the order written, which is the pairing order of COPYUID (RFC 4315 3). Throws 'protocol'. */
export function parseUidList(text: string, maxSize = MAX_SIZE): number[] {
  return expand(parseRanges(text, maxSize));
}

/** As parseUidList, but `3:1` counts down: the order of a sorted result (RFC 5267 3.2). */
export function parseUidOrder(text: string, maxSize = MAX_SIZE): number[] {
  return expand(parseRanges(text, maxSize, true));
}

function expand(ranges: readonly (readonly [number, number])[]): number[] {
  const uids: number[] = [];
  for (const [first, last] of ranges) {
    for (let uid = first; uid <= last; uid++) uids.push(uid);
    for (let uid = first; uid >= last && first > last; uid--) uids.push(uid);
  }
  return uids;
}

function parseRanges(text: string, maxSize: number, ordered = false): [number, number][] {
  const ranges: [number, number][] = [];
  let total = 0;
  let at = 0;
  const number = (): number => {
    const start = at;
    let value = 0;
    for (; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      if (value > HIGHEST) throw broken(text);
    }
    if (at === start || value === 0) throw broken(text);
    return value;
  };
  for (;;) {
    const a = number();
    let b = a;
    if (text.charCodeAt(at) === 58) {
      at++;
      b = number();
    }
    ranges.push(a <= b || ordered ? [a, b] : [b, a]);
    total += Math.abs(b - a) + 1;
    if (total > maxSize || ranges.length > MAX_RANGES) throw fail('protocol', say('engine-imap.tooManyNamed'), { detail: visibleLine(text, 80) });
    if (at === text.length) return ranges;
    if (text.charCodeAt(at++) !== 44) throw broken(text);
  }
}

const broken = (text: string): Error => fail('protocol', say('engine-imap.badSet'), { detail: visibleLine(text, 80) });

function joinRanges(ranges: [number, number][]): UidSet {
  ranges.sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const range of ranges) {
    if (last !== undefined && range[0] <= last[1] + 1) last[1] = Math.max(last[1], range[1]);
    else joined.push((last = range));
  }
  return joined;
}

/** Every UID, ascending. Throws 'invalid-input' for SAVED_RESULT: only the server knows it. */
export function* uidsOf(set: UidSet): Generator<number, void, undefined> {
  if (set === SAVED_RESULT) throw fail('invalid-input', say('engine-imap.onlyServerKnows'));
  for (const [first, last] of set) for (let uid = first; uid <= last; uid++) yield uid;
}

/** As uidsOf, all at once: a search may find a hundred thousand. */
export function allUids(set: UidSet): number[] {
  if (set === SAVED_RESULT) return [...uidsOf(set)];
  const uids: number[] = [];
  for (const [first, last] of set) for (let uid = first; uid <= last; uid++) uids.push(uid);
  return uids;
}

/** Is the UID in the set? Binary search. */
export function uidSetHas(set: UidSet, uid: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const [first, last] = set[middle]!;
    if (uid < first) high = middle - 1;
    else if (uid > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** Parts whose written form is at most `maxChars` long, in order; at least 21 (one range of the longest numbers). */
export function splitUidSet(set: UidSet, maxChars: number): UidSet[] {
  if (maxChars < 21) throw fail('invalid-input', say('engine-imap.rangeMisfit'));
  if (set === SAVED_RESULT) return [set];
  const parts: UidSet[] = [];
  let part: (readonly [number, number])[] = [];
  let length = 0;
  for (const range of set) {
    const size = formatRange(range).length;
    if (part.length > 0 && length + 1 + size > maxChars) {
      parts.push(part);
      part = [];
      length = 0;
    }
    length += (part.length > 0 ? 1 : 0) + size;
    part.push(range);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** What of it is below `uid`; `uid` is at least 1. */
export function uidSetBelow(set: UidSet, uid: number): UidSet {
  return set.filter(([first]) => first < uid).map(([first, last]) => [first, Math.min(last, uid - 1)] as const);
}

/** Have the two sets a UID in common? */
export function uidSetsOverlap(a: UidSet, b: UidSet): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [aFirst, aLast] = a[i]!;
    const [bFirst, bLast] = b[j]!;
    if (aLast < bFirst) i++;
    else if (bLast < aFirst) j++;
    else return true;
  }
  return false;
}
