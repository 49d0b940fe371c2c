/** Flag pages: made from what arrives, changed only by making a new one, so that a failed transaction leaves nothing to undo. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { PageWrite } from '../protocol/records.ts';
import type { FlagPage } from './schema.ts';

/** The UID that the row has in its summary and is called by: the one it came with. */
export const bornUid = (page: FlagPage, index: number): number => (page.born?.uids ?? page.uids)[index] as number;

export const isShown = (bits: number): boolean => !(bits & FLAG.hidden);
export const isFlagged = (bits: number): boolean => (bits & (FLAG.hidden | FLAG.flagged)) === FLAG.flagged;
export const isUnread = (bits: number): boolean => !(bits & (FLAG.hidden | FLAG.seen));

const NO_KEYWORDS: readonly string[] = [];
export const keywordsOf = (page: FlagPage, uid: number): readonly string[] => page.keywords[uid] ?? NO_KEYWORDS;

/** The bits as kept: 16 of them, and the one for keywords says the truth. */
export const normalBits = (bits: number, keywords: readonly string[]): number =>
  (keywords.length > 0 ? bits | FLAG.keywords : bits & ~FLAG.keywords) & 0xffff;

/** Copies: the bytes may lie at an odd address, and are views on a frame that would be stored as a whole. */
export const uint32 = (bytes: Uint8Array): Uint32Array<ArrayBuffer> => new Uint32Array(new Uint8Array(bytes).buffer);
export const uint16 = (bytes: Uint8Array): Uint16Array<ArrayBuffer> => new Uint16Array(new Uint8Array(bytes).buffer);

/** Throws FailureError 'invalid-input' unless lengths agree and UIDs ascend. */
export function flagPageOf(write: PageWrite, page: number): FlagPage {
  const count = write.uids.length / 4;
  if (!Number.isInteger(count) || write.dates.length !== count * 4 || write.flags.length !== count * 2) {
    throw fail('invalid-input', say('engine-mirror.badPage'), { detail: `${write.uids.length}/${write.dates.length}/${write.flags.length} bytes` });
  }
  const uids = uint32(write.uids);
  for (let i = 1; i < count; i++) {
    if ((uids[i] as number) <= (uids[i - 1] as number)) throw fail('invalid-input', say('engine-mirror.pageOrder'));
  }
  const bits = uint16(write.flags);
  const keywords: Record<number, readonly string[]> = {};
  for (let i = 0; i < count; i++) {
    const uid = uids[i] as number;
    const words = write.keywords[uid] ?? NO_KEYWORDS;
    if (words.length > 0) keywords[uid] = [...words];
    bits[i] = normalBits(bits[i] as number, words);
  }
  return { folderId: write.folderId, page, uids, dates: uint32(write.dates), bits, keywords };
}

/** Only the rows for which `keep` holds; the same page if that is all of them. */
export function filterPage(page: FlagPage, keep: (uid: number) => boolean): FlagPage {
  const kept: number[] = [];
  for (let i = 0; i < page.uids.length; i++) if (keep(page.uids[i] as number)) kept.push(i);
  if (kept.length === page.uids.length) return page;
  const uids = Uint32Array.from(kept, (i) => page.uids[i] as number);
  return {
    ...page,
    uids,
    ...bornOf(page, kept),
    dates: Uint32Array.from(kept, (i) => page.dates[i] as number),
    bits: Uint16Array.from(kept, (i) => page.bits[i] as number),
    keywords: keywordsFor(page, uids),
  };
}

/** Both pages as one under the number of the first. Every UID of `second` must lie above those of `first`, and neither was renumbered. */
export function joinPages(first: FlagPage, second: FlagPage): FlagPage {
  const uids = new Uint32Array(first.uids.length + second.uids.length);
  const dates = new Uint32Array(uids.length);
  const bits = new Uint16Array(uids.length);
  for (const [at, part] of [[0, first], [first.uids.length, second]] as const) {
    uids.set(part.uids, at);
    dates.set(part.dates, at);
    bits.set(part.bits, at);
  }
  return { ...first, uids, dates, bits, keywords: { ...first.keywords, ...second.keywords } };
}

/** Rows in another order, or fewer. */
export function bornOf({ born }: FlagPage, rows: readonly number[]): Pick<FlagPage, 'born'> {
  return born ? { born: { ...born, uids: Uint32Array.from(rows, (i) => born.uids[i] as number) } } : {};
}

/** Position of a UID in its page, -1 if it is not there. */
export function positionOf(uids: Uint32Array, uid: number): number {
  let low = 0;
  let high = uids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = uids[middle] as number;
    if (found === uid) return middle;
    if (found < uid) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function keywordsFor(page: FlagPage, uids: Uint32Array): Record<number, readonly string[]> {
  const out: Record<number, readonly string[]> = {};
  if (Object.keys(page.keywords).length === 0) return out;
  for (const uid of uids) {
    const words = page.keywords[uid];
    if (words) out[uid] = words;
  }
  return out;
}
