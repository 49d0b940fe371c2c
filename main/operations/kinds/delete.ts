/** Replays a deletion for good: marked, then expunged by UID; never a plain EXPUNGE, which would take others' marked messages along. */
import { isFailure } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { MirrorClient } from '../../mirror/client.ts';
import type { Entry } from '../ledger.ts';
import type { ReplayContext } from '../replay-context.ts';

export async function replayDelete(entry: Entry, { session, queue, mirror, folder }: ReplayContext): Promise<void> {
  const uids = entry.operation.targets.map((target) => target.uid);
  const set = uidSet(uids);
  await session.uidStore(set, { action: 'add', flags: ['\\Deleted'] });
  const expunges = session.capabilities.has('UIDPLUS');
  if (expunges) await session.uidExpunge(set);
  await queue.done(entry.operation.id, null);
  if (expunges) await showVanished(mirror, folder.id, uids);
}

/** The server has done it, so the operation is done, mirror or no mirror: rows that stay behind are hidden, and the next sync finds them gone. */
export async function showVanished(mirror: MirrorClient, folderId: FolderId, uids: number[]): Promise<void> {
  try {
    await mirror.apply({ vanished: [{ folderId, uids }] });
  } catch (error) {
    if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
  }
}
