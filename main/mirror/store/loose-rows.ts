/** Rows of a folder while batches are worked out, each with all that is shown of it. */
import type { SummaryRow } from '../protocol/records.ts';
import { bornUid, keywordsOf } from './flag-page.ts';
import type { LooseRow } from './guest-list.ts';
import type { Spine } from './spine.ts';
import type { StagedFolder } from './staged-folder.ts';
import type { Store } from './store.ts';
import { PageSummaries } from './page-summaries.ts';

/** By UID; those that are not here are left out. */
export async function looseRows(store: Store, folder: StagedFolder, spine: Spine, uids: Iterable<number>): Promise<Map<number, LooseRow>> {
  const { id: folderId } = folder.record;
  const { db, memory } = store;
  const places = [...new Set(uids)].flatMap((uid) => {
    const place = spine.find(uid);
    return place ? [{ uid, ...place }] : [];
  });
  const summaries = new Map<number, PageSummaries>();
  for (const number of new Set(places.map(({ page }) => page.page))) {
    const staged = folder.blobs.get(number);
    const known = staged ? new PageSummaries(staged, `page ${number}`) : memory.summaries.get(folderId, number) ?? (await read(number));
    if (known) summaries.set(number, known);
  }
  // What is on the disk of a folder that is being emptied or renumbered is about other messages of these UIDs.
  const isOther = folder.fresh || folder.renumbering !== undefined;
  const previews = isOther ? [] : await store.read([db.previews], () => db.previews.bulkGet(places.map(({ uid }): [typeof folderId, number] => [folderId, uid])));
  return new Map(places.flatMap(({ uid, page, index }, i): [number, LooseRow][] => {
    const summary = summaries.get(page.page)?.get(bornUid(page, index));
    return summary ? [[uid, { summary: renumbered(summary, uid), bits: page.bits[index] as number, keywords: keywordsOf(page, uid), preview: folder.previews.get(uid) ?? previews[i]?.text ?? null }]] : [];
  }));

  async function read(page: number): Promise<PageSummaries | undefined> {
    const blob = await store.read([db.pages], () => db.pages.get([folderId, page]));
    return blob && new PageSummaries(blob.rows, `page ${page}`);
  }
}

/** The row under another UID. */
export function renumbered(summary: SummaryRow, uid: number): SummaryRow {
  if (summary[0] === uid) return summary;
  const row: SummaryRow = [...summary];
  row[0] = uid;
  return row;
}
