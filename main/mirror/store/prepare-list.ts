/** What a list takes is worked out bit by bit: columns of summaries, for its order, its filter, and for messages that lie in one folder only. */
import type { FolderId } from '../../../shared/ids.ts';
import type { ListQuestion } from '../protocol/list.ts';
import { shownGuests } from './guest-list.ts';
import { neededFacts } from './list-judge.ts';
import { besides, LONE_FACTS, loneFolders } from './lone-rows.ts';
import type { Store } from './store.ts';

/** Milliseconds of going through summaries at once. */
const SLICE_MS = 15;

/** `sorted`: all is known that order and filter take; `lone`: of which messages there is one row alone. */
export interface Prepared { sorted: boolean; lone: boolean }

export async function prepareList(store: Store, question: ListQuestion): Promise<{ complete: boolean }> {
  const { sorted, lone } = await prepare(store, question, known(store, question));
  return { complete: sorted && lone };
}

export const known = ({ memory }: Store, { folders }: ListQuestion): FolderId[] =>
  [...new Set(folders.map(({ folderId }) => folderId))].filter((id) => memory.folders.has(id) || shownGuests(memory, id).length > 0);

export async function prepare(store: Store, question: ListQuestion, folders: readonly FolderId[]): Promise<Prepared> {
  const { memory, facts } = store;
  const needed = neededFacts(question);
  const gathering = loneFolders(store, question);
  if (needed.length === 0 && gathering.length === 0) return { sorted: true, lone: true };
  const until = performance.now() + SLICE_MS;
  const isLate = (): boolean => performance.now() >= until;
  const own = folders.filter((id) => memory.folders.has(id));
  const whole = [...new Set(gathering.flatMap((id) => [id, ...besides(store, id)]))];
  const kept = [...own, ...whole];
  const sorted = needed.length === 0 || (await facts.prepare(store, own, needed, isLate, kept));
  if (whole.length === 0) return { sorted, lone: true };
  return { sorted, lone: sorted ? await facts.prepare(store, whole, LONE_FACTS, isLate, kept) : await facts.knows(store, whole, LONE_FACTS) };
}
