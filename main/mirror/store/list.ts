/** A stretch of a list: several folders as one, in any order, through a filter; rows on their way and rows that are to stay among them. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { ListQuestion, ListRow, ListWindowQuestion } from '../protocol/list.ts';
import type { Queries, RowAnswer } from '../protocol/messages.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { shownGuests, type StoredGuest } from './guest-list.ts';
import { guestKey, guestRows } from './guest-rows.ts';
import { uint32 } from './flag-page.ts';
import { JudgedIndex, type Judge } from './judged-index.ts';
import { isIn, placeIn, stretch, type Extra, type ListIndex } from './list-index.ts';
import { DECISIVE, dependsOnFlags, ListJudge, neededFacts } from './list-judge.ts';
import { totals } from './list-totals.ts';
import type { LoneRows } from './lone-candidates.ts';
import { loneRowsIn } from './lone-rows.ts';
import { MergedIndex } from './merged-index.ts';
import { NO_ROWS } from './order.ts';
import { known, prepare } from './prepare-list.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';

interface Standing extends Extra { page: number; guest?: StoredGuest }

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for a single unknown folder, unless something is on its way there. */
export async function list(store: Store, question: ListWindowQuestion): Promise<Queries['list'][1]> {
  const { memory } = store;
  const { from, count } = question;
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.windowNumbers'));
  const folders = known(store, question);
  const guests = folders.flatMap((id, source) => shownGuests(memory, id).map((guest) => ({ guest, source })));
  if (folders.length === 0 && question.folders.length === 1) throw fail('not-found', say('engine-mirror.noFolder'), { detail: question.folders[0]!.folderId });

  const { sorted, lone: isLoneKnown } = await prepare(store, question, folders);
  const lone = await loneRowsIn(store, question, isLoneKnown);
  const judge = new ListJudge(question, sorted);
  const index = await indexOf(store, question, folders, judge, sorted, lone);
  const { without, extras } = await exceptions(store, question, folders, judge, index, lone);
  const looks = await guestRows(store, guests.map(({ guest }) => guest));
  for (const { guest, source } of guests) {
    const key = guestKey(store, question, judge, looks.get(guest)!.summary as SummaryRow, guest.bits, sorted);
    if (key === null) continue;
    const point = { key, date: guest.date, uid: Number.POSITIVE_INFINITY, source };
    extras.push({ ...point, page: -1, guest, before: placeIn(index, point) });
  }

  const matching = index.length - without.length + extras.length;
  const start = Math.min(Math.max(from, 0), matching);
  const end = Math.min(start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED), matching);
  // Oldest first is the same list read from its end.
  const isTurned = question.sort.by === 'date' && !question.sort.descending;
  const wanted = isTurned ? stretch(index, without, extras, matching - end, matching - start).reverse() : stretch(index, without, extras, start, end);
  return {
    ...(await totals(store, question, folders, guests.map(({ guest }) => guest), lone)), matching, from: start, complete: sorted && isLoneKnown,
    folders: folders.map((folderId) => ({ folderId, uidValidity: memory.folders.get(folderId)?.checkpoint.uidValidity ?? 0 })),
    rows: await rowsOf(store, folders, index, wanted, looks),
  };
}

async function indexOf(store: Store, question: ListQuestion, folders: readonly FolderId[], judge: ListJudge, sorted: boolean, lone: ReadonlyMap<FolderId, LoneRows>): Promise<ListIndex> {
  const { memory, facts } = store;
  const needed = neededFacts(question);
  const key = keyOf(question, folders, sorted);
  if (!dependsOnFlags(question) && (needed.length === 0 || (!sorted && !question.filter.attachments && !question.filter.contacts))) {
    const orders = await Promise.all(folders.map((id) => (memory.folders.has(id) ? memory.order(id) : Promise.resolve(NO_ROWS))));
    return store.lists.get(key, orders, () => new MergedIndex(orders));
  }
  const spines = await Promise.all(folders.map((id) => memory.spine(id)));
  const stamps = [...spines, needed.length > 0 ? facts.version : 0, ...lone.values()];
  return store.lists.get(key, stamps, () => new JudgedIndex(spines, onlyLone(judge.judge(facts, (source, page) => facts.page(folders[source] as FolderId, page.page)), folders, lone)));
}

/** Of some folders no more than their lone rows; what is judged of the others costs what it did. */
function onlyLone(judge: Judge, folders: readonly FolderId[], lone: ReadonlyMap<FolderId, LoneRows>): Judge {
  if (lone.size === 0) return judge;
  return {
    ...judge,
    page: (source, page) => {
      const keyOf = judge.page?.(source, page);
      const rows = lone.get(folders[source] as FolderId);
      return rows ? (i) => (rows.has(page.page, i) ? (keyOf?.(i) ?? 0) : -1) : keyOf;
    },
  };
}

function keyOf({ only, sort, filter, people }: ListQuestion, folders: readonly FolderId[], sorted: boolean): string {
  let whom = 0;
  if (filter.contacts && people) for (const person of uint32(people)) whom = Math.imul(whom ^ person, 0x9e37_79b1);
  // Which way dates run does not matter.
  return JSON.stringify([folders, only ?? null, sort.by, sort.by === 'date' || sort.descending, filter.unread, filter.flagged, filter.attachments, filter.contacts, whom, sorted]);
}

/** Rows that the flags of now would put elsewhere, or nowhere. */
async function exceptions({ memory, facts: book }: Store, { kept = [] }: ListWindowQuestion, folders: readonly FolderId[], judge: ListJudge, index: ListIndex, lone: ReadonlyMap<FolderId, LoneRows>): Promise<{ without: number[]; extras: Standing[] }> {
  const without: number[] = [];
  const extras: Standing[] = [];
  for (const { folderId, uids, flags } of kept) {
    const source = folders.indexOf(folderId);
    if (source < 0 || !memory.folders.has(folderId)) continue;
    const spine = await memory.spine(folderId);
    for (const [i, uid] of uids.entries()) {
      const place = spine.find(uid);
      if (!place || lone.get(folderId)?.has(place.page.page, place.index) === false) continue;
      const bits = place.page.bits[place.index] as number;
      const before = (bits & ~DECISIVE) | ((flags[i] ?? bits) & DECISIVE);
      if (before === bits) continue;
      const facts = book.page(folderId, place.page.page);
      const [then, now] = [judge.row(book, facts, uid, before), judge.row(book, facts, uid, bits)];
      if (then < 0 || then === now) continue;
      const date = place.page.dates[place.index] as number;
      if (now >= 0) {
        const at = placeIn(index, { key: now, date, uid, source });
        if (isIn(index, at, { uid, source })) without.push(at);
      }
      const point = { key: then, date, uid, source };
      extras.push({ ...point, page: place.page.page, before: placeIn(index, point) });
    }
  }
  return { without: without.sort((a, b) => a - b), extras };
}

async function rowsOf(store: Store, folders: readonly FolderId[], index: ListIndex, wanted: readonly (number | Standing)[], looks: ReadonlyMap<StoredGuest, RowAnswer>): Promise<ListRow[]> {
  const places = wanted.map((one) => (typeof one === 'number' ? { source: index.sourceAt(one), uid: index.uidAt(one), page: index.pageAt(one) } : one));
  const bySource = [...Map.groupBy(places.filter((place) => !isGuest(place)), ({ source }) => source)];
  const found = new Map(await Promise.all(bySource.map(async ([source, own]): Promise<[number, RowAnswer[]]> => [source, await rowsAt(store, folders[source] as FolderId, own)])));
  const next = new Map<number, number>();
  return places.map((place) => {
    const folderId = folders[place.source] as FolderId;
    if (isGuest(place)) return { ...looks.get(place.guest)!, folderId };
    const at = next.get(place.source) ?? 0;
    next.set(place.source, at + 1);
    return { ...found.get(place.source)![at]!, folderId };
  });
}

const isGuest = (place: { source: number }): place is Standing & { guest: StoredGuest } => 'guest' in place && place.guest !== undefined;
