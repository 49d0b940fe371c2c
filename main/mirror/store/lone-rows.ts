/** Rows of a folder that presents all messages (RFC 6154 2) whose message lies in no other folder of the account: on many servers those that were archived. */
import type { FolderId } from '../../../shared/ids.ts';
import type { KeptRows, ListQuestion } from '../protocol/list.ts';
import type { Queries } from '../protocol/messages.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { countGuests, shownGuests } from './guest-list.ts';
import { guestRows } from './guest-rows.ts';
import { isIn, LoneCandidates, NO_LONE_ROWS, type LoneRows, type Only } from './lone-candidates.ts';
import type { Fact } from './row-facts.ts';
import type { Store } from './store.ts';
import { accountOf } from './threads.ts';

/** What must be known of all rows there and besides. */
export const LONE_FACTS: readonly Fact[] = ['messages'];
/** Milliseconds of going through summaries at once. */
const SLICE_MS = 15;

/** Those of a question that are here. */
export const loneFolders = ({ memory }: Store, { folders, only }: ListQuestion): FolderId[] => (only ? folders.flatMap(({ folderId, lone }) => (lone && memory.folders.has(folderId) ? [folderId] : [])) : []);

/** Where a message of the folder may lie as well. What \Flagged shows lies elsewhere, and of two that present all the first counts. */
export function besides({ memory }: Store, folderId: FolderId): FolderId[] {
  const account = memory.folders.get(folderId)?.accountId;
  return [...memory.folders.values()].filter(({ id, accountId, role }) => accountId === account && id !== folderId && role !== 'flagged' && (role !== 'all' || id < folderId)).map(({ id }) => id);
}

/** By folder of the question; none at all unless `isKnown`: all facts of them. */
export async function loneRowsIn(store: Store, question: ListQuestion & { kept?: readonly KeptRows[] }, isKnown: boolean): Promise<Map<FolderId, LoneRows>> {
  const found = new Map<FolderId, LoneRows>();
  const { only } = question;
  if (!only) return found;
  for (const folderId of loneFolders(store, question)) {
    const kept = question.kept?.filter((rows) => rows.folderId === folderId).flatMap(({ uids }) => uids);
    found.set(folderId, isKnown ? await loneRows(store, folderId, only, kept) : NO_LONE_ROWS);
  }
  return found;
}

/** UIDs ascending within pages; none while not all is known. */
export async function loneUids(store: Store, { folderId, only }: Queries['loneUids'][0]): Promise<Queries['loneUids'][1]> {
  const uids: number[] = [];
  if (store.memory.folders.has(folderId) && (await store.facts.knows(store, [folderId, ...besides(store, folderId)], LONE_FACTS))) {
    const rows = await loneRows(store, folderId, only);
    for (const page of (await store.memory.spine(folderId)).pages) for (const [i, uid] of page.uids.entries()) if (rows.has(page.page, i) && isIn(only, page.bits[i] as number)) uids.push(uid);
  }
  return { uids: new Uint8Array(Uint32Array.from(uids).buffer) };
}

/** With those on their way there. Goes through summaries for some milliseconds where it has to. */
export async function loneCounts(store: Store, { folderId }: Queries['loneCounts'][0]): Promise<Queries['loneCounts'][1]> {
  const { memory, facts } = store;
  const until = performance.now() + SLICE_MS;
  const isHere = memory.folders.has(folderId);
  if (isHere && !(await facts.prepare(store, [folderId, ...besides(store, folderId)], LONE_FACTS, () => performance.now() >= until))) return { complete: false, unread: 0, flagged: 0 };
  const guests = countGuests(memory.guests.get(folderId) ?? { folderId, guests: [] });
  const [unread, flagged] = isHere ? [await loneRows(store, folderId, 'unread'), await loneRows(store, folderId, 'flagged')] : [NO_LONE_ROWS, NO_LONE_ROWS];
  return { complete: true, unread: unread.total + guests.unread, flagged: flagged.total + guests.flagged };
}

/** `asked`: UIDs to tell of whatever their flags are. */
async function loneRows(store: Store, folderId: FolderId, only: Only, asked: readonly number[] = []): Promise<LoneRows> {
  const { memory, facts } = store;
  const own = await memory.spine(folderId);
  const others = besides(store, folderId);
  const spines = await Promise.all(others.map((id) => memory.spine(id)));
  const account = accountOf(store, folderId);
  const guests = [...memory.guests.values()].filter((list) => accountOf(store, list.folderId) === account && memory.folders.get(list.folderId)?.role !== 'flagged');
  const stamps = [...spines, ...guests];
  const further = asked.filter((uid) => {
    const place = own.find(uid);
    return place && !isIn(only, place.page.bits[place.index] as number);
  });
  const known = store.lone.get(own) ?? new Map<Only, never>();
  store.lone.set(own, known);
  const before = known.get(only);
  const isSame = before?.stamps.length === stamps.length && stamps.every((stamp, i) => stamp === before.stamps[i]);
  if (isSame && further.every((uid) => before.asked.has(uid))) return before.rows;

  const wanted = new Set(further);
  const candidates = new LoneCandidates();
  for (const page of own.pages) candidates.add(page, facts.page(folderId, page.page), (bits, uid) => isIn(only, bits) || wanted.has(uid));
  if (candidates.size > 0) {
    for (const [i, { pages }] of spines.entries()) for (const page of pages) candidates.strike(page, facts.page(others[i] as FolderId, page.page));
    const looks = await guestRows(store, guests.flatMap(({ folderId: id }) => shownGuests(memory, id)));
    for (const { summary } of looks.values()) candidates.strikeOne(summary as SummaryRow);
  }
  const rows = candidates.left(only);
  known.set(only, { stamps, asked: wanted, rows });
  return rows;
}
