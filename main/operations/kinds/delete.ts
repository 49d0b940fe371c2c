/** Replays a deletion for good: marked, then expunged by UID; never a plain EXPUNGE, which would take others' marked messages along. */
import { uidSet } from '../../imap/uid-set.ts';
import type { Entry } from '../ledger.ts';
import type { ReplayContext } from '../replay-context.ts';

export async function replayDelete(entry: Entry, { session, queue, mirror, folder }: ReplayContext): Promise<void> {
  const uids = entry.operation.targets.map((target) => target.uid);
  const set = uidSet(uids);
  await session.uidStore(set, { action: 'add', flags: ['\\Deleted'] });
  if (session.capabilities.has('UIDPLUS')) {
    await session.uidExpunge(set);
    await mirror.apply({ vanished: [{ folderId: folder.id, uids }] });
  }
  await queue.done(entry.operation.id, null);
}
