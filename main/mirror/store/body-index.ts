/** Where the text of each message of a folder lies among its packs. Never changed in place, so that a failed transaction leaves nothing to undo. */
import { positionOf } from './flag-page.ts';
import type { Renumber } from './renumber.ts';
import type { BodyIndexRecord } from './schema.ts';

export interface BodyPlace { pack: number; start: number; end: number }

export class BodyIndex {
  static readonly empty = new BodyIndex([]);
  /** By number of the pack. */
  readonly packs: ReadonlyMap<number, BodyIndexRecord>;

  constructor(packs: Iterable<BodyIndexRecord>) {
    this.packs = new Map(Array.from(packs, (record) => [record.pack, record]));
  }

  find(uid: number): BodyPlace | undefined {
    for (const { pack, uids, starts, ends } of this.packs.values()) {
      const i = reaches(uids, uid, uid) ? positionOf(uids, uid) : -1;
      if (i >= 0) return { pack, start: starts[i] as number, end: ends[i] as number };
    }
    return undefined;
  }

  /** Numbers are not used again while the folder has any pack of a higher one. */
  get nextPack(): number {
    let next = 0;
    for (const number of this.packs.keys()) next = Math.max(next, number + 1);
    return next;
  }

  /** Every UID with a text. */
  uids(): Set<number> {
    const all = new Set<number>();
    for (const { uids } of this.packs.values()) for (const uid of uids) all.add(uid);
    return all;
  }

  /** Texts, and their octets without what a pack still holds of texts that are gone. */
  total(): { count: number; octets: number } {
    let count = 0;
    let octets = 0;
    for (const record of this.packs.values()) {
      count += record.uids.length;
      octets += liveOctets(record);
    }
    return { count, octets };
  }
}

export function liveOctets({ starts, ends }: Pick<BodyIndexRecord, 'starts' | 'ends'>): number {
  let octets = 0;
  for (let i = 0; i < ends.length; i++) octets += (ends[i] as number) - (starts[i] as number);
  return octets;
}

/** Null if nothing of it stays, the same object if all does. */
export function without(record: BodyIndexRecord, gone: (uid: number) => boolean): BodyIndexRecord | null {
  const kept = Array.from(record.uids.keys()).filter((i) => !gone(record.uids[i] as number));
  if (kept.length === record.uids.length) return record;
  if (kept.length === 0) return null;
  const pick = (column: Uint32Array): Uint32Array<ArrayBuffer> => Uint32Array.from(kept, (i) => column[i] as number);
  return { ...record, uids: pick(record.uids), starts: pick(record.starts), ends: pick(record.ends) };
}

/** With the texts under the UIDs of now; null if nothing of it stays. */
export function renumberedBodies(record: BodyIndexRecord, uidOf: Renumber): BodyIndexRecord | null {
  const rows = Array.from(record.uids, (before, row) => ({ row, uid: uidOf(before) })).filter((one): one is { row: number; uid: number } => one.uid !== undefined);
  if (rows.length === 0) return null;
  rows.sort((a, b) => a.uid - b.uid);
  const pick = (column: Uint32Array): Uint32Array<ArrayBuffer> => Uint32Array.from(rows, ({ row }) => column[row] as number);
  return { ...record, uids: Uint32Array.from(rows, ({ uid }) => uid), starts: pick(record.starts), ends: pick(record.ends) };
}

/** Can a UID from `first` to `last` be among these ascending ones? */
export const reaches = (uids: Uint32Array, first: number, last: number): boolean =>
  uids.length > 0 && (uids[0] as number) <= last && (uids[uids.length - 1] as number) >= first;
