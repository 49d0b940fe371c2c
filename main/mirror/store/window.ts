/** A stretch of a folder as shown: newest first, hidden rows left out. */
import { fail } from '../../../shared/failure.ts';
import type { Queries } from '../protocol/messages.ts';
import type { Store } from './store.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for an unknown folder. */
export async function window(store: Store, { folderId, from, count }: Queries['window'][0]): Promise<Queries['window'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', 'The local copy has no such folder.', { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', 'A window needs whole numbers.');
  const order = await store.memory.order(folderId);
  const start = Math.min(Math.max(from, 0), order.uids.length);
  const end = Math.min(start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED), order.uids.length);
  const places = Array.from({ length: end - start }, (_, i) => ({ uid: order.uids[start + i] as number, page: order.pages[start + i] as number }));
  const { total, unread, checkpoint } = folder;
  return { total, unread, from: start, uidValidity: checkpoint.uidValidity, rows: await rowsAt(store, folderId, places) };
}
