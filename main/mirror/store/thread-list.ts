/** Several folders as conversations, in any order, through a filter; messages on their way among them. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { ThreadListQuestion } from '../protocol/list.ts';
import type { Queries, RowAnswer } from '../protocol/messages.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { isFlagged, isShown, isUnread } from './flag-page.ts';
import { newestGroup, type Group } from './folder-threads.ts';
import { withGuests } from './guest-groups.ts';
import { shownGuests, type StoredGuest } from './guest-list.ts';
import { guestKey, guestRows } from './guest-rows.ts';
import { hasFact, ListJudge } from './list-judge.ts';
import { totals } from './list-totals.ts';
import type { LoneRows } from './lone-candidates.ts';
import { loneRowsIn } from './lone-rows.ts';
import { NO_ROWS } from './order.ts';
import { known, prepare } from './prepare-list.ts';
import { MOST_ROWS_ASKED } from './rows.ts';
import { sortedThreads, type Placed, type Run } from './sorted-threads.ts';
import type { Store } from './store.ts';
import { accountOf, allOf, summaries } from './threads.ts';

const PAGES = 16;

/** `from` and `count` are cut to what there is, and `count` to 1000. Folders that are not here are left out. */
export async function threadList(store: Store, question: ThreadListQuestion): Promise<Queries['threadList'][1]> {
  const { memory } = store;
  const { from, count, sort } = question;
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.windowNumbers'));
  const folders = known(store, question);
  const prepared = await prepare(store, question, folders);
  const lone = await loneRowsIn(store, question, prepared.lone);
  const parts: Part[] = [];
  const looks = await guestRows(store, folders.flatMap((id) => shownGuests(memory, id)));
  for (const id of folders) parts.push(await partOf(store, question, id, looks, lone.get(id)));
  const marks = sort.by === 'unread' || sort.by === 'flagged' ? sort.by : null;
  // Those that are marked stand together, and both halves by date.
  const passing = parts.map((part) => ({ part, run: part.passing ? only(part.all, marked(parts, part, 'passing')) : part.all }));
  const isSorted = prepared.sorted && hasFact(sort);
  const halves = marks ? [sort.descending, !sort.descending].map((wanted) => passing.map(({ part, run }) => {
    const isMarked = marked(parts, part, marks);
    return only(run, (group) => isMarked(group) === wanted);
  })) : [passing.map(({ run }) => run)];
  const sizes = halves.map(sizeOf);
  const matching = sizes.reduce((sum, size) => sum + size, 0);
  const start = Math.min(Math.max(from, 0), matching);
  const end = Math.min(start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED), matching);
  const isTurned = sort.by === 'date' && !sort.descending;
  const [first, last] = isTurned ? [matching - end, matching - start] : [start, end];
  const wanted = isSorted ? sortedThreads(store, question, stampsOf(parts), looks, () => merged(halves[0]!, 0, Infinity)).slice(start, end) : halves.flatMap((runs, i) => merged(runs, first - (i > 0 ? sizes[0]! : 0), Math.min(last - (i > 0 ? sizes[0]! : 0), sizes[i]!)));
  if (isTurned) wanted.reverse();
  const { unread } = await totals(store, question, folders, folders.flatMap((id) => shownGuests(memory, id)), lone);
  return {
    total: sizeOf(parts.map(({ all }) => all)), unread, matching, from: start,
    complete: prepared.sorted && prepared.lone && parts.every(({ complete }) => complete),
    folders: folders.map((folderId) => ({ folderId, uidValidity: memory.folders.get(folderId)?.checkpoint.uidValidity ?? 0 })),
    threads: await shown(store, folders, wanted, lone),
  };
}

/** `passing`: null for all. */
interface Part { all: Run; /** What it was made of; null for what is not kept. */ stamps: readonly object[] | null; passing: ReadonlySet<number> | null; unread: ReadonlySet<number>; flagged: ReadonlySet<number>; complete: boolean }

/** Null where flags decide what is in the list. */
const stampsOf = (parts: readonly Part[]): readonly object[] | null => (parts.every(({ passing, complete, stamps }) => passing === null && complete && stamps) ? parts.flatMap(({ stamps }) => stamps ?? []) : null);

async function partOf(store: Store, question: ThreadListQuestion, folderId: FolderId, looks: ReadonlyMap<StoredGuest, RowAnswer>, lone: LoneRows | undefined): Promise<Part> {
  const { memory, facts } = store;
  const { conversations, complete, groups, stamp } = await allOf(store, folderId, memory.folders.has(folderId) ? await memory.order(folderId) : NO_ROWS);
  const guests = shownGuests(memory, folderId);
  const run: Run = { folderId, account: accountOf(store, folderId), conversations, groups: withGuests(groups, guests, conversations) };
  const { sort, filter } = question;
  const isFiltered = filter.unread || filter.flagged || filter.attachments || filter.contacts;
  if (!isFiltered && question.only === undefined && sort.by !== 'unread' && sort.by !== 'flagged') return { all: run, stamps: guests.length > 0 ? [stamp, memory.guests.get(folderId)!] : [stamp], passing: null, unread: new Set(), flagged: new Set(), complete };
  const judge = new ListJudge(question, false);
  const kept = new Set(question.kept?.filter((rows) => rows.folderId === folderId).flatMap(({ uids }) => uids));
  const [passing, unread, flagged] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const mark = (key: number, bits: number, passes: boolean): void => {
    if (passes) passing.add(key);
    if (isUnread(bits)) unread.add(key);
    if (isFlagged(bits)) flagged.add(key);
  };
  /** In the view at all, where that does not have all messages. */
  const held = new Map<number, Group>();
  for (const page of memory.folders.has(folderId) ? (await memory.spine(folderId)).pages : []) {
    const columns = facts.page(folderId, page.page);
    for (let i = 0; i < page.uids.length; i++) {
      const [uid, bits] = [page.uids[i] as number, page.bits[i] as number];
      // What has left stays for nobody.
      const isKept = kept.has(uid) && isShown(bits);
      if ((!isKept && !judge.holds(bits)) || lone?.has(page.page, i) === false) continue;
      const passes = isKept || judge.row(facts, columns, uid, bits, i) >= 0;
      if (!passes && question.only === undefined && !isUnread(bits) && !isFlagged(bits)) continue;
      const row = conversations.row(folderId, page.page, uid);
      const key = row < 0 ? -1 - uid : conversations.conversation(row);
      mark(key, bits, passes);
      if (question.only === undefined) continue;
      const group: Group = { key, uid, date: page.dates[i] as number, page: page.page };
      const before = held.get(key);
      if (!before || newestGroup(group, before) < 0) held.set(key, group);
    }
  }
  for (const { key, guests: own = [] } of run.groups) for (const guest of own) mark(key, guest.bits, guestKey(store, question, judge, looks.get(guest)!.summary as SummaryRow, guest.bits, false) !== null);
  const all = question.only === undefined ? run : { ...run, groups: withGuests([...held.values()].sort(newestGroup), guests.filter(({ bits }) => judge.holds(bits)), conversations) };
  return { all, stamps: null, passing: isFiltered ? passing : null, unread, flagged, complete };
}

const only = (run: Run, test: (group: Group) => boolean): Run => ({ ...run, groups: run.groups.filter(test) });

/** By a message in any folder of the account; a row that was not gone through yet by itself. */
function marked(parts: readonly Part[], own: Part, by: 'unread' | 'flagged' | 'passing'): (group: Group) => boolean {
  const sets = parts.filter((part) => part.all.account === own.all.account).map((part) => part[by]);
  return ({ key }) => (key < 0 ? own[by]?.has(key) === true : sets.some((set) => set?.has(key)));
}

/** A conversation may lie in several folders of its account; rows that were not gone through yet stand alone. */
const nameOf = ({ folderId, account }: Run, { key }: Group): string => (key < 0 ? `${key}@${folderId}` : `${key} ${account}`);
const areApart = (runs: readonly Run[]): boolean => new Set(runs.map(({ account }) => account)).size === runs.length;

function sizeOf(runs: readonly Run[]): number {
  if (areApart(runs)) return runs.reduce((sum, { groups }) => sum + groups.length, 0);
  return new Set(runs.flatMap((run) => run.groups.map((group) => nameOf(run, group)))).size;
}

/** Newest first, each conversation once. */
function merged(runs: readonly Run[], start: number, end: number): Placed[] {
  const heads = runs.map(() => 0);
  const seen = areApart(runs) ? null : new Set<string>();
  const out: Placed[] = [];
  for (let at = 0; at < end;) {
    let best = -1;
    for (let i = 0; i < runs.length; i++) {
      const group = runs[i]!.groups[heads[i]!];
      if (group && (best < 0 || newestGroup(group, runs[best]!.groups[heads[best]!]!) < 0)) best = i;
    }
    if (best < 0) break;
    const run = runs[best]!;
    const group = run.groups[heads[best]!++]!;
    if (seen) {
      const name = nameOf(run, group);
      if (seen.has(name)) continue;
      seen.add(name);
    }
    if (at++ >= start) out.push({ run, group });
  }
  return out;
}

async function shown(store: Store, folders: readonly FolderId[], wanted: readonly Placed[], lone: ReadonlyMap<FolderId, LoneRows>): Promise<Queries['threadList'][1]['threads']> {
  const found = new Map<Placed, Queries['threadList'][1]['threads'][number]>();
  for (const [folderId, own] of Map.groupBy(wanted, ({ run }) => run.folderId)) {
    const { conversations, account } = own[0]!.run;
    const others = folders.filter((id) => id !== folderId && accountOf(store, id) === account);
    const made = await summaries(store, conversations, folderId, own.map(({ group }) => group), PAGES, others, lone.has(folderId) ? null : folderId);
    for (const [i, placed] of own.entries()) found.set(placed, { ...made[i]!, folderId });
  }
  return wanted.map((placed) => found.get(placed)!);
}
