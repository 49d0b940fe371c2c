/** Where messages go on the server, and how they leave it for good so that nothing else does. */
import { canRetry, fail, isFailure, FailureError, toFailure } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { create } from '../imap/commands/create.ts';
import type { Session } from '../imap/session.ts';
import { allUids, uidSet } from '../imap/uid-set.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Entry } from './entry.ts';
import { lastLevel } from './folder-paths.ts';
import type { ReplayContext } from './replay-context.ts';

/** Throws 'folder-gone'. */
export function destinationOf({ folders }: ReplayContext, id: FolderId): FolderRecord {
  const folder = folders.find((one) => one.id === id);
  if (!folder) throw fail('folder-gone', say('engine-operations.destinationGone', { folder: lastLevel(splitFolderId(id).path) }), { step: 'operation' });
  return folder;
}

/** A destination that is not there is made where the server asks for it (RFC 3501 7.1 TRYCREATE), once; but it may be called otherwise now, and a listing tells. */
export async function orCreate<T>({ session, listFirst }: Pick<ReplayContext, 'session' | 'listFirst'>, destination: FolderRecord, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.responseCode !== 'TRYCREATE') throw error;
    listFirst(error);
    await session.run(create(destination.wireName));
    return await work();
  }
}

/**
 * Marked, then expunged by UID; never a plain EXPUNGE, which would take others' marked messages along. Resolves those that only could be marked.
 * Refused, the marks are taken back, for the next expunge of any client would carry out what is told to have failed; but not those that others had set.
 */
export async function removeForGood(entry: Entry, context: Pick<ReplayContext, 'session' | 'log' | 'record'>, uids: readonly number[]): Promise<readonly number[]> {
  if (uids.length === 0) return uids;
  const { session, log } = context;
  const set = uidSet(uids);
  const expunges = session.capabilities.has('UIDPLUS');
  const others = await markedByOthers(entry, context, uids);
  try {
    await session.uidStore(set, { action: 'add', flags: ['\\Deleted'] });
    if (!expunges) return uids;
    await session.uidExpunge(set);
    return [];
  } catch (error) {
    const own = uids.filter((uid) => !others.has(uid));
    // What passes is tried again, and a mark that stays until then does no harm.
    if (own.length > 0 && !canRetry(toFailure(error))) await unmark(session, own).catch((refused: unknown) => {
      // Told as refused with the marks still there, nobody would take them back; over a new line it comes to this again.
      if (canRetry(toFailure(refused))) throw refused;
      log('warn', 'operations.mark-stays', { code: toFailure(refused).code });
    });
    throw error;
  }
}

/** Kept in the journal from before the first try: after it nobody can tell whose a mark is. */
async function markedByOthers({ operation: { id, folderId, uidValidity, targets }, marking }: Entry, { session, record }: Pick<ReplayContext, 'session' | 'record'>, uids: readonly number[]): Promise<ReadonlySet<number>> {
  const before = marking?.folderId === folderId && marking.uidValidity === uidValidity ? marking : null;
  const fresh = before ? unmarkedBy(before, uids) : uids;
  if (before && fresh.length === 0) return new Set(before.others);
  const found = await session.uidSearch({ and: [{ uid: uidSet(fresh) }, { deleted: true }] }).catch((error: unknown) => {
    // Where the server does not tell, none is taken back; a line that was lost has said nothing, and the next try asks again.
    if (!isFailure(error, 'server-no', 'server-bad')) throw error;
    return fresh;
  });
  const others = [...before?.others ?? [], ...found];
  const all = targets.length > 0 ? {} : { uids: uidSet([...allUids(before?.uids ?? []), ...fresh]).map(([from, to]): [number, number] => [from, to]) };
  await record({ t: 'marking', id, uidValidity, others, ...all });
  return new Set(others);
}

/** What the try before did not mean yet: emptying a folder takes along what something else no longer holds back. */
function unmarkedBy({ uids }: NonNullable<Entry['marking']>, now: readonly number[]): readonly number[] {
  const known = new Set(uids && allUids(uids));
  return uids ? now.filter((uid) => !known.has(uid)) : [];
}

const unmark = (session: Session, uids: readonly number[]): Promise<unknown> => session.uidStore(uidSet(uids), { action: 'remove', flags: ['\\Deleted'] });

/** The server has done it, so the operation is done, mirror or no mirror: rows that stay behind are hidden, and the next sync finds them gone. */
export async function showVanished(mirror: MirrorClient, folderId: FolderId, uidValidity: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  try {
    await mirror.apply({ under: [{ folderId, uidValidity }], vanished: [{ folderId, uids: [...uids] }] });
  } catch (error) {
    if (!isFailure(error, 'mirror-unavailable', 'not-found', 'uid-validity-changed')) throw error;
  }
}
