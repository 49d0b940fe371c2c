/** Rows for display: summary, flags and preview of the same message put together. */
import type { FolderId } from '../../../shared/ids.ts';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Queries, RowAnswer } from '../protocol/messages.ts';
import type { Store } from './store.ts';
import { bornUid, keywordsOf, positionOf } from './flag-page.ts';
import { nameOf } from './names.ts';
import type { FlagPage } from './schema.ts';
import { PageSummaries } from './page-summaries.ts';
import type { SummaryRow } from '../protocol/records.ts';

/** Rows one question may ask for. */
export const MOST_ROWS_ASKED = 1000;

/** Rows by UID, hidden ones too, in the order asked; unknown UIDs are left out. */
export async function rows(store: Store, { folderId, uids }: Queries['rows'][0]): Promise<Queries['rows'][1]> {
  return rowsOf(store, folderId, uids, false);
}

/** The same rows without what only a window needs: a thousand of them are a megabyte. For what is in memory already the disk is not asked. */
export async function marks(store: Store, { folderId, uids }: Queries['marks'][0]): Promise<Queries['marks'][1]> {
  const found = await rowsOf(store, folderId, uids, true);
  const answer: Queries['marks'][1] = { uidValidity: found.uidValidity, uids: [], flags: [], messageIds: [], keywords: {} };
  for (const { summary, flags, keywords } of found.rows) {
    const row = summary as SummaryRow;
    answer.uids.push(row[0]);
    answer.flags.push(flags);
    answer.messageIds.push(row[7]);
    if (keywords.length > 0) answer.keywords[row[0]] = keywords;
  }
  return answer;
}

async function rowsOf(store: Store, folderId: FolderId, uids: readonly number[], withoutPreviews: boolean): Promise<Queries['rows'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  if (uids.length > MOST_ROWS_ASKED) throw fail('invalid-input', say('engine-mirror.tooManyRows'), { detail: String(uids.length) });
  const spine = await store.memory.spine(folderId);
  const places = uids.flatMap((uid) => {
    const place = spine.find(uid);
    return place ? [{ uid, page: place.page.page }] : [];
  });
  const found = await rowsAt(store, folderId, places, withoutPreviews);
  return { uidValidity: folder.checkpoint.uidValidity, rows: found.length === uids.length ? found : [...found, ...onTheWay(store, folderId, folder.checkpoint.uidValidity, new Set(uids))] };
}

/** Rows that have gone from here and are on show elsewhere until it is known what they are called there. */
function onTheWay({ memory }: Store, folderId: FolderId, uidValidity: number, uids: ReadonlySet<number>): RowAnswer[] {
  return [...memory.guests.values()].flatMap(({ guests }) => guests.flatMap(({ place, kept, bits, keywords }): RowAnswer[] => (
    kept && place.folderId === folderId && place.uidValidity === uidValidity && uids.has(place.uid) ? [{ summary: kept.summary, flags: bits, keywords: [...keywords], preview: kept.preview }] : [])));
}

/** Rows of which the page is known. Reads only the pages that are not in memory. */
export async function rowsAt(store: Store, folderId: FolderId, places: readonly { uid: number; page: number }[], withoutPreviews = false): Promise<RowAnswer[]> {
  const { db, memory } = store;
  const summaries = new Map<number, PageSummaries>();
  const flagPages = new Map<number, FlagPage>();
  const spine = memory.peekSpine(folderId);
  const unreadSummaries: number[] = [];
  const unreadFlags: number[] = [];
  const folder = memory.folders.get(folderId);
  for (const page of new Set(places.map((place) => place.page))) {
    const known = memory.summaries.get(folderId, page);
    if (known) summaries.set(page, known);
    else unreadSummaries.push(page);
    const flagPage = spine?.page(page);
    if (flagPage) flagPages.set(page, flagPage);
    else unreadFlags.push(page);
  }
  const key = (number: number): [FolderId, number] => [folderId, number];
  const previews = new Map<number, string | null>();
  const unreadPreviews: number[] = [];
  for (const { uid } of withoutPreviews ? [] : places) {
    const text = memory.previews.get(folderId, uid);
    if (text === undefined) unreadPreviews.push(uid);
    else previews.set(uid, text);
  }
  const inMemory = unreadPreviews.length === 0 && unreadSummaries.length === 0 && unreadFlags.length === 0;
  const [blobs, flags, texts] = inMemory ? [[], [], []] : await store.read([db.pages, db.flags, db.previews], () => Promise.all([
    db.pages.bulkGet(unreadSummaries.map(key)),
    db.flags.bulkGet(unreadFlags.map(key)),
    db.previews.bulkGet(unreadPreviews.map(key)),
  ]));
  for (const [i, uid] of unreadPreviews.entries()) {
    const text = texts[i]?.text ?? null;
    previews.set(uid, text);
    memory.previews.set(folderId, uid, text);
  }
  for (const blob of blobs) {
    if (!blob) continue;
    const read = new PageSummaries(blob.rows, `page ${blob.page}`);
    summaries.set(blob.page, read);
    memory.summaries.set(folderId, blob.page, read);
  }
  for (const flagPage of flags) if (flagPage) flagPages.set(flagPage.page, flagPage);
  for (const [page, own] of Map.groupBy(places, (place) => place.page)) summaries.get(page)?.expect(own.length);

  return places.map(({ uid, page }) => {
    const flagPage = flagPages.get(page);
    const index = flagPage ? positionOf(flagPage.uids, uid) : -1;
    const summary = flagPage && index >= 0 ? summaries.get(page)?.get(bornUid(flagPage, index)) : undefined;
    if (!flagPage || index < 0 || summary === undefined) throw fail('internal', say('engine-mirror.rowMissing'), { detail: `uid ${uid}, page ${page}` });
    const row: RowAnswer = { summary, flags: flagPage.bits[index] as number, keywords: [...keywordsOf(flagPage, uid)], preview: previews.get(uid) ?? null };
    if (!flagPage.born) return row;
    const name = folder && nameOf(flagPage, index, folder);
    return { ...row, summary: summary.with(0, uid) as SummaryRow, ...(name ? { name } : {}) };
  });
}
