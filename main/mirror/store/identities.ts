/** What the messages of a folder are known by, for finding them again when it has been renumbered. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { identityOf } from '../protocol/identity.ts';
import type { Queries } from '../protocol/messages.ts';
import { bornUid } from './flag-page.ts';
import type { Store } from './store.ts';
import { decodeSummaries } from './summary-cache.ts';

/** Decodes a page and forgets it again: whoever asks goes through them all. Throws FailureError 'not-found' for an unknown folder. */
export async function identities(store: Store, { folderId, from, count }: Queries['identities'][0]): Promise<Queries['identities'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  const { pages } = await store.memory.spine(folderId);
  const asked = pages.slice(from, from + count);
  const { db } = store;
  const blobs = await store.read([db.pages], () => db.pages.bulkGet(asked.map(({ page }): [typeof folderId, number] => [folderId, page])));
  const rows = asked.reduce((sum, page) => sum + page.uids.length, 0);
  const uids = new Uint32Array(rows);
  const keys = new Uint32Array(rows * 2);
  let at = 0;
  for (const [i, page] of asked.entries()) {
    const blob = blobs[i];
    const summaries = blob ? decodeSummaries(blob.rows, `page ${page.page}`) : undefined;
    for (const [row, uid] of page.uids.entries()) {
      const summary = summaries?.get(bornUid(page, row));
      // A row that cannot be read is known by nothing.
      if (!summary) continue;
      uids[at] = uid;
      identityOf(summary, keys, at * 2);
      at++;
    }
  }
  return { uidValidity: folder.checkpoint.uidValidity, pages: pages.length, uids: new Uint8Array(uids.buffer, 0, at * 4), keys: new Uint8Array(keys.buffer, 0, at * 8) };
}
