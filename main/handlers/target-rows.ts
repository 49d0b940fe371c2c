/** The messages that a command names, where they are now: what was moved since is found where it went. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { presentUids } from '../mirror/present.ts';
import { readRows } from '../mirror/read-rows.ts';
import type { SummaryRow } from '../mirror/protocol/records.ts';
import type { Target } from '../operations/operation-base.ts';
import type { Parts } from '../parts.ts';

/** `flags` are null where the mirror does not know the message there yet. */
export interface TargetRow { target: Target; flags: number | null; keywords: readonly string[] }
export interface TargetRows { folderId: FolderId; uidValidity: number; rows: TargetRow[] }

/** All of one folder: a selection is made in one list. Throws 'message-gone' if none is there. */
export async function targetRows(parts: Parts, ids: readonly MessageId[]): Promise<TargetRows> {
  const names = ids.map(splitMessageId);
  const { folderId, uidValidity } = names[0]!;
  if (names.some((name) => name.folderId !== folderId)) throw fail('unsupported', 'Messages of several folders cannot be changed together yet.');
  const sameNumbering = names.every((name) => name.uidValidity === uidValidity);
  const found = sameNumbering ? await rowsOf(parts, folderId, uidValidity, names.map(({ uid }) => uid)) : null;
  if (found) return found;
  // The folder was renumbered since: they are called what they were called before.
  const now = await presentUids(parts.mirror, folderId, names);
  const uids = now.uids.filter((uid) => uid > 0);
  const present = uids.length > 0 ? await rowsOf(parts, folderId, now.uidValidity, uids) : null;
  if (!present) throw fail('message-gone', 'The messages are no longer here.');
  return present;
}

/** Null if none is there. */
async function rowsOf(parts: Parts, folderId: FolderId, uidValidity: number, uids: readonly number[]): Promise<TargetRows | null> {
  const now = placesNow(parts, folderId, uidValidity, uids.map((uid) => ({ uid, messageId: '' })));
  if (now.length > 1) throw fail('unsupported', 'Messages of several folders cannot be changed together yet.');
  const place = now[0]!;
  const answer = await readRows(parts.mirror, place.folderId, place.targets.map(({ uid }) => uid).filter((uid) => uid > 0));
  const known = new Map(answer.uidValidity === place.uidValidity ? answer.rows.map((row) => [(row.summary as SummaryRow)[0], row]) : []);
  const rows = place.targets.flatMap((target): TargetRow[] => {
    const row = known.get(target.uid);
    if (row) return [{ target: { ...target, messageId: (row.summary as SummaryRow)[7] }, flags: row.flags & ~FLAG.hidden, keywords: row.keywords }];
    // On its way into the mirror: what the operation that moved it knows of it is enough.
    return place.moved ? [{ target, flags: null, keywords: [] }] : [];
  });
  if (rows.length === 0) return null;
  return { folderId: place.folderId, uidValidity: place.uidValidity, rows };
}

/** By folder. `moved`: not where the question said. */
export function placesNow({ queue }: Parts, folderId: FolderId, uidValidity: number, targets: readonly Target[]): { folderId: FolderId; uidValidity: number; targets: Target[]; moved: boolean }[] {
  const groups = new Map<string, { folderId: FolderId; uidValidity: number; targets: Target[]; moved: boolean }>();
  for (const target of targets) {
    const found = target.uid > 0 ? queue.whereNow(folderId, uidValidity, target.uid) : undefined;
    const place = found ?? { folderId, uidValidity, ...target };
    const key = `${place.uidValidity}@${place.folderId}`;
    const group = groups.get(key) ?? { folderId: place.folderId, uidValidity: place.uidValidity, targets: [], moved: found !== undefined };
    groups.set(key, group);
    group.targets.push({ ...target, uid: place.uid, messageId: place.messageId });
  }
  return [...groups.values()];
}
