/** How messages are built, and nothing else of them: for thousands at once, without a place in the cache of what is on screen. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import { decodeStructures } from '../protocol/page-rows.ts';
import { bornUid, positionOf } from './flag-page.ts';
import type { Store } from './store.ts';

export interface Built { size: number; structure: unknown }

const decoder = new TextDecoder();

/** In the order of the places. Throws FailureError 'internal' if one cannot be found. */
export async function structuresAt(store: Store, folderId: FolderId, places: readonly { uid: number; page: number }[]): Promise<Built[]> {
  const { db, memory } = store;
  const numbers = [...new Set(places.map(({ page }) => page))];
  const known = new Map(numbers.map((page) => [page, memory.summaries.get(folderId, page)]));
  const unread = numbers.filter((page) => !known.get(page));
  const blobs = unread.length > 0 ? await store.read([db.pages], () => db.pages.bulkGet(unread.map((page): [FolderId, number] => [folderId, page]))) : [];
  const pages = new Map(blobs.map((blob, i) => [unread[i], blob && decoded(blob.rows, blob.page)]));
  const spine = await store.memory.spine(folderId);
  return places.map(({ uid, page }) => {
    const own = spine.page(page);
    // A renumbered row is in its page as it was called when it came.
    const name = own?.born ? bornUid(own, positionOf(own.uids, uid)) : uid;
    const read = pages.get(page)?.get(name);
    if (read) return read;
    const summary = known.get(page)?.get(name);
    if (!summary) throw fail('internal', say('engine-mirror.rowMissing'), { detail: `uid ${uid}, page ${page}` });
    return { size: summary[2], structure: summary[11] };
  });
}

function decoded(rows: Uint8Array, page: number): ReturnType<typeof decodeStructures> {
  try {
    return decodeStructures(decoder.decode(rows));
  } catch (error) {
    throw fail('internal', say('engine-mirror.pageUnreadable'), { detail: `page ${page}: ${error instanceof Error ? error.message : String(error)}` });
  }
}
