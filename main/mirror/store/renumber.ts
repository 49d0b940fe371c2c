/** Flag pages of a folder whose UIDs have become others: each row keeps its page, and what it was called when it came. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Renumbering } from '../protocol/batch.ts';
import { bornOf, bornUid, isFlagged, isShown, isUnread, normalBits, positionOf, uint16, uint32 } from './flag-page.ts';
import type { FlagPage } from './schema.ts';
import type { Spine } from './spine.ts';

/** From an old UID to the one of now; undefined for what is gone. */
export type Renumber = (uid: number) => number | undefined;

export const mapped = (uid: number | undefined, next: Renumber): number | undefined => (uid === undefined ? undefined : next(uid));

export interface Renumbered {
  /** By number; null: nothing of the page is left. */
  pages: Map<number, FlagPage | null>;
  shown: number;
  unread: number;
  flagged: number;
  /** Shown rows that were not known again. */
  gone: number;
  uidOf: Renumber;
}

/** Pure. Throws FailureError 'invalid-input' unless lengths agree, old UIDs ascend and new ones are all different. */
export function renumbered(spine: Spine, { from, uids: oldUids, now: newUids, flags, keywords }: Renumbering): Renumbered {
  const [uids, now, bits] = [uint32(oldUids), uint32(newUids), uint16(flags)];
  const malformed = uids.length !== now.length || uids.length !== bits.length || uids.some((uid, i) => i > 0 && uid <= (uids[i - 1] as number));
  if (malformed || new Set(now).size !== now.length) throw fail('invalid-input', say('engine-mirror.badRenumbering'));
  const out: Renumbered = {
    pages: new Map(), shown: 0, unread: 0, flagged: 0, gone: 0,
    uidOf(uid) {
      const i = positionOf(uids, uid);
      return i < 0 ? undefined : now[i];
    },
  };
  for (const page of spine.pages) {
    const rows: { row: number; at: number }[] = [];
    for (const [row, uid] of page.uids.entries()) {
      const at = positionOf(uids, uid);
      if (at >= 0) rows.push({ row, at });
      else if (isShown(page.bits[row] as number)) out.gone++;
    }
    // A server may have put them into another order.
    rows.sort((a, b) => (now[a.at] as number) - (now[b.at] as number));
    out.pages.set(page.page, rows.length > 0 ? again(page, rows, from, now, bits, keywords) : null);
    for (const { at } of rows) {
      out.shown += Number(isShown(bits[at] as number));
      out.unread += Number(isUnread(bits[at] as number));
      out.flagged += Number(isFlagged(bits[at] as number));
    }
  }
  return out;
}

function again(page: FlagPage, rows: readonly { row: number; at: number }[], from: number, now: Uint32Array, bits: Uint16Array, keywords: Renumbering['keywords']): FlagPage {
  const own: Record<number, readonly string[]> = {};
  for (const { at } of rows) {
    const words = keywords[now[at] as number];
    if (words && words.length > 0) own[now[at] as number] = [...words];
  }
  const order = rows.map(({ row }) => row);
  return {
    ...page,
    uids: Uint32Array.from(rows, ({ at }) => now[at] as number),
    dates: Uint32Array.from(order, (row) => page.dates[row] as number),
    bits: Uint16Array.from(rows, ({ at }) => normalBits(bits[at] as number, own[now[at] as number] ?? [])),
    keywords: own,
    ...(page.born ? bornOf(page, order) : { born: { uidValidity: from, uids: Uint32Array.from(order, (row) => bornUid(page, row)) } }),
  };
}
