/** The messages that a command names, where they are now: what was moved since is found where it went. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { presentUids } from '../mirror/present.ts';
import { readMarks } from '../mirror/read-rows.ts';
import { withMask } from '../operations/mask.ts';
import type { Target } from '../operations/operation-base.ts';
import type { Parts } from '../parts.ts';
import type { KnownRow } from '../mirror/shown-lists.ts';

/** `flags` are null where the mirror does not know the message there yet. `shownIn`: where the user sees it, which it may be on its way to. */
export interface TargetRow { target: Target; flags: number | null; keywords: readonly string[]; shownIn: FolderId | 'nowhere' }
export interface TargetRows { folderId: FolderId; uidValidity: number; rows: TargetRow[] }

/** By folder, each message once; an operation is about one of these. Throws 'message-gone' if none is there. */
export async function targetRows(parts: Parts, ids: readonly MessageId[]): Promise<TargetRows[]> {
  const groups = new Map<string, TargetRows>();
  for (const [folderId, names] of Map.groupBy(ids.map(splitMessageId), (name) => name.folderId)) {
    for (const found of await ofFolder(parts, folderId, names)) {
      const key = `${found.uidValidity}@${found.folderId}`;
      const group = groups.get(key);
      if (!group) groups.set(key, found);
      else group.rows.push(...found.rows.filter(({ target }) => target.uid === 0 || !group.rows.some((row) => row.target.uid === target.uid)));
    }
  }
  if (groups.size === 0) throw fail('message-gone', say('engine-handlers.messagesGone'));
  return [...groups.values()];
}

async function ofFolder(parts: Parts, folderId: FolderId, names: readonly { uidValidity: number; uid: number }[]): Promise<TargetRows[]> {
  const found: TargetRows[] = [];
  for (const [uidValidity, own] of Map.groupBy(names, (name) => name.uidValidity)) {
    const uids = own.map(({ uid }) => uid);
    const rows = await rowsOf(parts, folderId, uidValidity, uids);
    if (rows.length > 0 || uidValidity === 0) found.push(...rows);
    else {
      // The folder was renumbered since: they are called what they were called before.
      const now = await presentUids(parts.mirror, folderId, own);
      const present = now.uids.filter((uid) => uid > 0);
      if (present.length > 0) found.push(...(await rowsOf(parts, folderId, now.uidValidity, present)));
    }
  }
  return found;
}

async function rowsOf(parts: Parts, folderId: FolderId, uidValidity: number, uids: readonly number[]): Promise<TargetRows[]> {
  const places = placesNow(parts, folderId, uidValidity, uids.map((uid) => ({ uid, messageId: '' })));
  const found: TargetRows[] = [];
  for (const place of places) {
    const rows = place.uidValidity === 0 && !place.moved ? await copiesOf(parts, place) : await known(parts, place);
    if (rows.length > 0) found.push({ folderId: place.folderId, uidValidity: place.uidValidity, rows });
  }
  return found;
}

interface PlaceNow { folderId: FolderId; uidValidity: number; targets: Target[]; moved: boolean }

async function known(parts: Parts, { folderId, uidValidity, targets, moved }: PlaceNow): Promise<TargetRow[]> {
  const rows = await readable(parts, folderId, uidValidity, targets.map(({ uid }) => uid));
  return targets.flatMap((target): TargetRow[] => {
    const row = rows.get(target.uid);
    const shownIn = parts.queue.traveller({ folderId, uidValidity, uid: target.uid })?.to ?? folderId;
    if (row) return [{ target: { ...target, messageId: row.messageId }, flags: row.flags & ~FLAG.hidden, keywords: row.keywords, shownIn }];
    // On its way into the mirror: what the operation that moved it knows of it is enough.
    return moved ? [{ target, flags: null, keywords: [], shownIn }] : [];
  });
}

/** Copies that are yet to be made look like what they are copies of, but for what was done to them. */
async function copiesOf(parts: Parts, { folderId, uidValidity, targets }: PlaceNow): Promise<TargetRow[]> {
  const found: TargetRow[] = [];
  for (const target of targets) {
    const copy = parts.queue.traveller({ folderId, uidValidity, uid: target.uid });
    const row = copy && (await readable(parts, copy.source.folderId, copy.source.uidValidity, [copy.source.uid])).get(copy.source.uid);
    // Keywords are taken to be any: the server knows which change something.
    if (copy && row) found.push({ target: { ...target, messageId: row.messageId }, flags: withMask(copy.mask, row.flags & ~FLAG.hidden), keywords: row.keywords, shownIn: copy.to });
  }
  return found;
}

/** What is on show is known; the mirror is asked for the rest. */
async function readable({ mirror, shownLists }: Parts, folderId: FolderId, uidValidity: number, uids: readonly number[]): Promise<ReadonlyMap<number, KnownRow>> {
  const wanted = uids.filter((uid) => uid > 0);
  return shownLists.find(folderId, uidValidity, wanted) ?? readMarks(mirror, folderId, uidValidity, wanted);
}

/** By folder. `moved`: not where the question said. */
export function placesNow({ queue }: Parts, folderId: FolderId, uidValidity: number, targets: readonly Target[]): PlaceNow[] {
  const groups = new Map<string, PlaceNow>();
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
