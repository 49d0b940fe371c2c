/** Replays a move. With MOVE the server does it in one step; without, nothing is removed before the copy is proven. */
import { fail } from '../../../shared/failure.ts';
import type { Session } from '../../imap/session.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import type { Entry } from '../ledger.ts';
import type { Copied, Target } from '../operation.ts';
import type { ReplayContext } from '../replay-context.ts';
import { showVanished } from './delete.ts';

export async function replayMove(entry: Entry, context: ReplayContext): Promise<void> {
  const { operation } = entry;
  if (operation.kind !== 'move') return;
  const { session, queue, mirror, folder, folderById, onArrived } = context;
  const destination = folderById(operation.to);
  if (!destination) throw fail('folder-gone', 'The destination folder is no longer on the server.', { step: 'operation' });
  const uids = operation.targets.map((target) => target.uid);
  // Sent twice (cut before the answer), the second MOVE finds nothing left to move and answers OK: RFC 6851 section 3.3.
  const copied = session.capabilities.has('MOVE') ? await session.uidMove(uidSet(uids), destination.wireName) : await copyThenRemove(entry, destination, context);
  await queue.done(operation.id, copied);
  if (session.capabilities.has('MOVE') || session.capabilities.has('UIDPLUS')) await showVanished(mirror, folder.id, uids);
  onArrived(destination.id);
}

async function copyThenRemove(entry: Entry, destination: FolderRecord, { session, queue, folder }: ReplayContext): Promise<Copied | null> {
  const { id, targets } = entry.operation;
  const uids = targets.map((target) => target.uid);
  const set = uidSet(uids);
  let { copied } = entry;
  if (!entry.copyProven) {
    const { uidNext } = await session.status(destination.wireName);
    let found = entry.copyingFrom !== null && (await allThere(session, destination, folder, targets, entry.copyingFrom));
    if (!found) {
      await queue.record({ t: 'copying', id, uidNext });
      copied = await session.uidCopy(set, destination.wireName);
      found = copied ? true : await allThere(session, destination, folder, targets, uidNext);
    }
    if (!found) throw fail('server-no', 'The server did not show that the copy was made, so the original stays where it is.', { step: 'operation' });
    await queue.record({ t: 'copied', id, copied });
  }
  // COPYUID may name fewer than were asked for: only what is named has been copied.
  const named = copied && new Set(copied.source);
  const proven = named ? uids.filter((uid) => named.has(uid)) : uids;
  if (proven.length === 0) return copied;
  const rest = uidSet(proven);
  await session.uidStore(rest, { action: 'add', flags: ['\\Deleted'] });
  // Without UIDPLUS there is only the EXPUNGE that takes everybody's marked messages along: ours stay marked, and hidden here.
  if (session.capabilities.has('UIDPLUS')) await session.uidExpunge(rest);
  return copied;
}

/** Are copies of all targets in the destination, at UIDs from `uidNext` on? Looks by Message-ID; leaves the source folder selected again. */
async function allThere(session: Session, destination: FolderRecord, source: FolderRecord, targets: readonly Target[], uidNext: number): Promise<boolean> {
  if (targets.some((target) => target.messageId === '')) return false;
  await session.select(destination.wireName, { readOnly: true });
  try {
    const wanted = new Map<string, number>();
    for (const { messageId } of targets) wanted.set(messageId, (wanted.get(messageId) ?? 0) + 1);
    for (const [messageId, copies] of wanted) {
      const hits = await session.uidSearch({ and: [{ uid: [[Math.max(1, uidNext), 0xffff_ffff]] }, { header: { field: 'Message-ID', value: messageId } }] });
      if (hits.length < copies) return false;
    }
    return true;
  } finally {
    await session.select(source.wireName);
  }
}
