/** Where the text of each message of a folder lies among its packs. Never changed in place, so that a failed transaction leaves nothing to undo. */
import { liveOctets, pickColumns, rowsThat } from './body-pack.ts';
import { positionOf } from './flag-page.ts';
import type { Renumber } from './renumber.ts';
import type { BodyIndexRecord } from './schema.ts';

/** A block of a pack, and where in it once it is unpacked. */
export interface BodyPlace { pack: number; start: number; end: number; from: number; to: number; /** Octets of the unpacked block. */ of: number }

/** So many UIDs for one that is there are worth a bit each. */
const SPARSE = 64;

export class BodyIndex {
  static readonly empty = new BodyIndex([]);
  /** By number of the pack. */
  readonly packs: ReadonlyMap<number, BodyIndexRecord>;

  constructor(packs: Iterable<BodyIndexRecord>) {
    this.packs = new Map(Array.from(packs, (record) => [record.pack, record]));
  }

  find(uid: number): BodyPlace | undefined {
    for (const { pack, uids, starts, ends, from, to, of } of this.packs.values()) {
      const i = reaches(uids, uid, uid) ? positionOf(uids, uid) : -1;
      if (i >= 0) return { pack, start: starts[i] as number, end: ends[i] as number, from: from[i] as number, to: to[i] as number, of: of[i] as number };
    }
    return undefined;
  }

  /** Numbers are not used again while the folder has any pack of a higher one. */
  get nextPack(): number {
    let next = 0;
    for (const number of this.packs.keys()) next = Math.max(next, number + 1);
    return next;
  }

  /** Tells which UIDs have a text. */
  holds(): (uid: number) => boolean {
    let [first, last, count] = [Infinity, 0, 0];
    for (const { uids } of this.packs.values()) {
      first = Math.min(first, uids[0] ?? Infinity);
      last = Math.max(last, uids.at(-1) ?? 0);
      count += uids.length;
    }
    if (count === 0) return () => false;
    if (last - first > count * SPARSE) {
      const all = new Set<number>();
      for (const { uids } of this.packs.values()) for (const uid of uids) all.add(uid);
      return (uid) => all.has(uid);
    }
    const bits = new Uint8Array(((last - first) >>> 3) + 1);
    for (const { uids } of this.packs.values()) for (let i = 0; i < uids.length; i++) {
      const place = (uids[i] as number) - first;
      bits[place >>> 3] = (bits[place >>> 3] as number) | (1 << (place & 7));
    }
    return (uid) => uid >= first && uid <= last && ((bits[(uid - first) >>> 3] as number) & (1 << ((uid - first) & 7))) !== 0;
  }

  /** Texts, and the octets that the blocks take in which they lie. */
  total(): { count: number; octets: number } {
    let count = 0;
    let octets = 0;
    for (const record of this.packs.values()) {
      count += record.uids.length;
      octets += liveOctets(record).stored;
    }
    return { count, octets };
  }
}

/** Null if nothing of it stays, the same object if all does. */
export function without(record: BodyIndexRecord, gone: (uid: number) => boolean): BodyIndexRecord | null {
  const kept = rowsThat(record.uids, (uid) => !gone(uid));
  if (kept === null) return record;
  return kept.length === 0 ? null : { ...record, ...pickColumns(record, kept) };
}

/** With the texts under the UIDs of now; null if nothing of it stays. */
export function renumberedBodies(record: BodyIndexRecord, uidOf: Renumber): BodyIndexRecord | null {
  const rows = Array.from(record.uids, (before, row) => ({ row, uid: uidOf(before) })).filter((one): one is { row: number; uid: number } => one.uid !== undefined);
  if (rows.length === 0) return null;
  rows.sort((a, b) => a.uid - b.uid);
  return { ...record, ...pickColumns(record, rows.map(({ row }) => row)), uids: Uint32Array.from(rows, ({ uid }) => uid) };
}

/** Can a UID from `first` to `last` be among these ascending ones? */
export const reaches = (uids: Uint32Array, first: number, last: number): boolean =>
  uids.length > 0 && (uids[0] as number) <= last && (uids[uids.length - 1] as number) >= first;
