/** Conversations in the order of senders, subjects or sizes: by the newest message that each has in its folder. */
import type { FolderId } from '../../../shared/ids.ts';
import type { ThreadListQuestion } from '../protocol/list.ts';
import type { RowAnswer } from '../protocol/messages.ts';
import type { SummaryRow } from '../protocol/records.ts';
import type { Conversations } from './conversations.ts';
import type { Group } from './folder-threads.ts';
import type { StoredGuest } from './guest-list.ts';
import { guestPlace } from './guest-rows.ts';
import { ListJudge } from './list-judge.ts';
import type { Store } from './store.ts';

/** A folder's part of a list: newest first. */
export interface Run { folderId: FolderId; account: string; conversations: Conversations; groups: readonly Group[] }
export interface Placed { run: Run; group: Group }

interface Kept { key: string; stamps: readonly unknown[]; sorted: readonly Placed[] }
/** The one looked at last of each mirror: a hundred thousand are sorted once, not for every window. */
const kept = new WeakMap<Store, Kept>();

/** `all`: newest first, each once. `stamps`: what they were made of, if another question may find them again. What is equal stays newest first. */
export function sortedThreads(store: Store, question: ThreadListQuestion, stamps: readonly unknown[] | null, looks: ReadonlyMap<StoredGuest, RowAnswer>, all: () => readonly Placed[]): readonly Placed[] {
  const { facts } = store;
  const { folders, sort } = question;
  const key = JSON.stringify([folders, sort]);
  const now = stamps && [...stamps, facts.version];
  const before = kept.get(store);
  if (now && before?.key === key && before.stamps.length === now.length && now.every((stamp, i) => stamp === before.stamps[i])) return before.sorted;
  const judge = new ListJudge(question, true);
  const placeOf = ({ run, group: { page, uid, newest } }: Placed): number =>
    (newest ? guestPlace(store, sort, judge, looks.get(newest)!.summary as SummaryRow, newest.bits) : judge.place(facts, facts.page(run.folderId, page), uid));
  const sorted = all()
    .map((placed) => ({ placed, at: placeOf(placed) }))
    .sort((a, b) => a.at - b.at)
    .map(({ placed }) => placed);
  if (now) kept.set(store, { key, stamps: now, sorted });
  return sorted;
}
