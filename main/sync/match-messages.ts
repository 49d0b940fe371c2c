/** Which messages of a renumbered folder are which: by what they are known by, and by their order where several are known by the same. Pure. */

/** `keys`: two numbers a message. Messages in the order of their UIDs, ascending. */
export interface Known { readonly uids: Uint32Array; readonly keys: Uint32Array }

/**
 * For each message of before the index of the one it is now, -1 where that is not certain. Of messages that share a key as many must be
 * there as before, and in the same order among their neighbours.
 */
export function matchMessages(before: Known, now: Known): Int32Array {
  const groups = new Groups(before.uids.length);
  const groupOfOld = groupsOf(before, groups, true);
  const groupOfNew = groupsOf(now, groups, false);
  const [olds, news] = [countOf(groupOfOld, groups.size), countOf(groupOfNew, groups.size)];
  // By group: indexes of now, in their order.
  const members = membersOf(groupOfNew, news);
  const matched = new Int32Array(before.uids.length).fill(-1);
  const taken = new Uint32Array(groups.size);
  for (let i = 0; i < groupOfOld.length; i++) {
    const group = groupOfOld[i]!;
    if (olds[group] === news[group]) matched[i] = members.list[members.start[group]! + taken[group]!++]!;
  }
  const spoilt = outOfOrder(matched, (i) => olds[groupOfOld[i]!]! > 1);
  if (spoilt.length > 0) {
    const groupsSpoilt = new Set(spoilt.map((i) => groupOfOld[i]!));
    for (let i = 0; i < groupOfOld.length; i++) if (groupsSpoilt.has(groupOfOld[i]!)) matched[i] = -1;
  }
  return matched;
}

/** Plain loops here and below: this runs once, before any optimiser, while the application is to go on. */
function groupsOf({ uids, keys }: Known, groups: Groups, add: boolean): Int32Array {
  const out = new Int32Array(uids.length);
  for (let i = 0; i < out.length; i++) out[i] = groups.of(keys[i * 2]!, keys[i * 2 + 1]!, add);
  return out;
}

/** Those that are not certain by themselves and lie elsewhere than between their neighbours that are. */
function outOfOrder(matched: Int32Array, isUncertain: (i: number) => boolean): number[] {
  const next = new Int32Array(matched.length);
  let bound = 0x7fff_ffff;
  for (let i = matched.length - 1; i >= 0; i--) {
    next[i] = bound;
    if (matched[i]! >= 0 && !isUncertain(i)) bound = matched[i]!;
  }
  const out: number[] = [];
  let last = -1;
  for (let i = 0; i < matched.length; i++) {
    const place = matched[i]!;
    if (place < 0) continue;
    if (!isUncertain(i)) last = place;
    else if (place < last || place > next[i]!) out.push(i);
  }
  return out;
}

function countOf(groupOf: Int32Array, groups: number): Uint32Array {
  const counts = new Uint32Array(groups);
  for (let i = 0; i < groupOf.length; i++) if (groupOf[i]! >= 0) counts[groupOf[i]!]!++;
  return counts;
}

function membersOf(groupOf: Int32Array, counts: Uint32Array): { start: Uint32Array; list: Uint32Array } {
  const start = new Uint32Array(counts.length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    start[i] = sum;
    sum += counts[i]!;
  }
  const list = new Uint32Array(sum);
  const filled = start.slice();
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i]!;
    if (group >= 0) list[filled[group]!++] = i;
  }
  return { start, list };
}

/** A number for each key: a table of open places, since 100,000 keys as texts would cost megabytes. */
class Groups {
  readonly #mask: number;
  readonly #places: Int32Array;
  readonly #keys: Uint32Array;
  size = 0;

  constructor(most: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.#mask = places - 1;
    this.#places = new Int32Array(places).fill(-1);
    this.#keys = new Uint32Array(most * 2);
  }

  /** -1 if it is not known and not to be added. */
  of(high: number, low: number, add: boolean): number {
    for (let place = (high ^ low) & this.#mask; ; place = (place + 1) & this.#mask) {
      const group = this.#places[place]!;
      if (group < 0) {
        if (!add) return -1;
        this.#keys[this.size * 2] = high;
        this.#keys[this.size * 2 + 1] = low;
        this.#places[place] = this.size;
        return this.size++;
      }
      if (this.#keys[group * 2] === high && this.#keys[group * 2 + 1] === low) return group;
    }
  }
}
