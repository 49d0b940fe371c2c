/** Set arithmetic between the UIDs of the server and those of the mirror. Pure. */
import type { UidSet } from '../imap/uid-set.ts';

/** A folder's UIDs with their flag bits, both ascending by UID. */
export interface Spine { readonly uids: Uint32Array; readonly flags: Uint16Array }

export interface SpineDifference {
  /** On the server, not here; ascending. */
  missing: number[];
  /** Here, not on the server; ascending. */
  gone: number[];
}

/** Both lists ascending. */
export function compareSpines(mirror: Uint32Array, server: readonly number[]): SpineDifference {
  // A first sync: all of a long list in one turn.
  if (mirror.length === 0) return { missing: server.slice(), gone: [] };
  const missing: number[] = [];
  const gone: number[] = [];
  let m = 0;
  let s = 0;
  while (m < mirror.length || s < server.length) {
    const here = m < mirror.length ? mirror[m]! : Infinity;
    const there = s < server.length ? server[s]! : Infinity;
    if (here === there) {
      m++;
      s++;
    } else if (there < here) {
      missing.push(there);
      s++;
    } else {
      gone.push(here);
      m++;
    }
  }
  return { missing, gone };
}

/** Of the newest messages, which have come already, and of all that are listed (ascending): what is still to come, and what has come and is not listed. */
export function stillToCome(came: ReadonlySet<number>, listed: readonly number[]): { rest: readonly number[]; unlisted: number[] } {
  if (came.size === 0) return { rest: listed, unlisted: [] };
  const lowest = Math.min(...came);
  let from = listed.length;
  while (from > 0 && listed[from - 1]! >= lowest) from--;
  const end = listed.slice(from);
  const there = new Set(end);
  return { rest: listed.slice(0, from).concat(end.filter((uid) => !came.has(uid))), unlisted: [...came].filter((uid) => !there.has(uid)) };
}

/**
 * A short UID set that covers `wanted` (ascending) and touches no UID of `known` (ascending): UIDs that no longer exist on the
 * server may lie inside its ranges, which keeps the command line short in a folder full of holes.
 */
export function coveringSet(wanted: readonly number[], known: Uint32Array): UidSet {
  const ranges: [number, number][] = [];
  let k = 0;
  for (const uid of wanted) {
    const last = ranges.at(-1);
    if (last) {
      while (k < known.length && known[k]! < last[1]) k++;
      if (uid === last[1] + 1 || !(k < known.length && known[k]! < uid)) {
        last[1] = uid;
        continue;
      }
    }
    ranges.push([uid, uid]);
  }
  return ranges;
}

/** Which of `uids` (ascending) are in the set; ascending. */
export function uidsWithin(uids: Uint32Array, set: UidSet): number[] {
  const found: number[] = [];
  for (const [first, last] of set) for (let i = indexFrom(uids, first); i < uids.length && uids[i]! <= last; i++) found.push(uids[i]!);
  return found;
}

/** Index of the first UID that is not below `uid`. */
export function indexFrom(uids: Uint32Array, uid: number): number {
  let low = 0;
  let high = uids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uids[middle]! < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of a UID, -1 if it is not there. */
export function indexOfUid(uids: Uint32Array, uid: number): number {
  const index = indexFrom(uids, uid);
  return uids[index] === uid ? index : -1;
}
