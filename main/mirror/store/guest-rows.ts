/** Rows for display of messages that are shown in one folder and lie in another, and the places that lists give them. */
import type { ListQuestion } from '../protocol/list.ts';
import type { RowAnswer } from '../protocol/messages.ts';
import { personOf } from '../protocol/person.ts';
import { addressOf, type SummaryRow } from '../protocol/records.ts';
import type { StoredGuest } from './guest-list.ts';
import type { ListJudge } from './list-judge.ts';
import { senderWord, subjectWord } from './row-facts.ts';
import { rowsAt } from './rows.ts';
import type { Store } from './store.ts';

export async function guestRows(store: Store, guests: readonly StoredGuest[]): Promise<Map<StoredGuest, RowAnswer>> {
  const rows = new Map<StoredGuest, RowAnswer>();
  const put = (guest: StoredGuest, { summary, preview }: Pick<RowAnswer, 'summary' | 'preview'>): void => {
    rows.set(guest, { summary, preview, flags: guest.bits, keywords: [...guest.keywords], at: guest.place });
  };
  for (const [folderId, own] of Map.groupBy(guests, ({ source }) => source.folderId)) {
    const there = own.filter(({ kept }) => !kept);
    const spine = await store.memory.spine(folderId);
    const found = await rowsAt(store, folderId, there.map(({ source: { uid } }) => ({ uid, page: spine.find(uid)?.page.page ?? -1 })));
    for (const [i, guest] of there.entries()) put(guest, found[i]!);
    for (const guest of own) if (guest.kept) put(guest, guest.kept);
  }
  return rows;
}

/** As `ListJudge.row` of rows: null if it is left out. `complete`: the words of all rows are known. */
export function guestKey(store: Store, { sort }: ListQuestion, judge: ListJudge, summary: SummaryRow, bits: number, complete: boolean): number | null {
  const sender = summary[4][0] && addressOf(summary[4][0]);
  if (!judge.passesFlags(bits) || !judge.passesFacts(summary[10], sender?.address ? personOf(sender.address) : 0)) return null;
  return complete ? guestPlace(store, sort, judge, summary, bits) : judge.key(bits, 0);
}

/** As `ListJudge.place`. */
export function guestPlace({ facts }: Store, { by }: ListQuestion['sort'], judge: ListJudge, summary: SummaryRow, bits: number): number {
  const sender = summary[4][0] && addressOf(summary[4][0]);
  switch (by) {
    case 'size': return judge.key(bits, summary[2]);
    case 'from': return judge.key(bits, facts.words('from').placeOf(senderWord(sender?.name ?? '', sender?.address ?? '')));
    case 'subject': return judge.key(bits, facts.words('subject').placeOf(subjectWord(summary[3])));
    default: return judge.key(bits, 0);
  }
}
