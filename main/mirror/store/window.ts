/** A stretch of a folder as shown: newest first, hidden rows left out, those on their way here among them. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Queries } from '../protocol/messages.ts';
import { mingled, shownGuests } from './guest-list.ts';
import { guestRows } from './guest-rows.ts';
import { NO_ROWS } from './order.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for an unknown folder, unless something is on its way there. */
export async function window(store: Store, { folderId, from, count }: Queries['window'][0]): Promise<Queries['window'][1]> {
  const folder = store.memory.folders.get(folderId);
  const guests = shownGuests(store.memory, folderId);
  if (!folder && guests.length === 0) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.windowNumbers'));
  const order = folder ? await store.memory.order(folderId) : NO_ROWS;
  const start = Math.min(Math.max(from, 0), order.uids.length + guests.length);
  const end = Math.min(start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED), order.uids.length + guests.length);
  const wanted = guests.length > 0 ? mingled(order, guests, start, end) : Array.from({ length: end - start }, (_, i) => start + i);
  const own = wanted.flatMap((one) => (typeof one === 'number' ? [{ uid: order.uids[one] as number, page: order.pages[one] as number }] : []));
  const rows = await rowsAt(store, folderId, own);
  const others = await guestRows(store, wanted.filter((one) => typeof one !== 'number'));
  let next = 0;
  const { total, unread } = folder ?? { total: guests.length, unread: 0 };
  return { total, unread, from: start, uidValidity: folder?.checkpoint.uidValidity ?? 0, rows: wanted.map((one) => (typeof one === 'number' ? rows[next++]! : others.get(one)!)) };
}
