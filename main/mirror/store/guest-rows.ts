/** Rows for display of messages that are shown in one folder and lie in another. */
import type { RowAnswer } from '../protocol/messages.ts';
import type { StoredGuest } from './guest-list.ts';
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
