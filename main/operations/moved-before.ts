/** Where messages went with a MOVE that was tried before and lost its line in the middle (RFC 6851 3.3): the next one moves what is left, and COPYUID names no more than that. */
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { findByMessageId } from './find-messages.ts';
import type { Copied, OperationBase, Target } from './operation-base.ts';
import { reopened } from './copies-there.ts';

/**
 * `told` by the server, and with it those that are no longer in the source and are found in the destination by their names, without doubt: as many are
 * there as went. Who deleted the others is none of this. The source is selected, and is again afterwards; rejects as `reopened` does.
 */
export async function withMovedBefore(told: Copied, { uidValidity, targets }: Pick<OperationBase, 'uidValidity' | 'targets'>, session: Session, source: FolderRecord, destination: FolderRecord): Promise<Copied> {
  const named = new Set(told.source);
  const others = targets.filter(({ uid, messageId }) => !named.has(uid) && messageId !== '');
  if (others.length === 0) return told;
  const stayed = new Set(await session.uidSearch({ uid: uidSet(others.map(({ uid }) => uid)) }));
  const gone = others.filter(({ uid }) => !stayed.has(uid));
  if (gone.length === 0) return told;
  const found = await inDestination(gone, told, session, destination).finally(() => reopened(session, source, uidValidity));
  return { ...told, source: [...told.source, ...found.map(([uid]) => uid)], destination: [...told.destination, ...found.map(([, uid]) => uid)] };
}

async function inDestination(gone: readonly Target[], told: Copied, session: Session, { wireName, checkpoint }: FolderRecord): Promise<[source: number, destination: number][]> {
  const { uidValidity } = await session.select(wireName, { readOnly: true });
  if (uidValidity !== told.uidValidity) return [];
  const taken = new Set(told.destination);
  const found: [number, number][] = [];
  for (const [messageId, twins] of Map.groupBy(gone, (target) => target.messageId)) {
    const hits = (await findByMessageId(session, messageId)).filter((uid) => !taken.has(uid));
    // One that was there before may be another copy. What has come since is meant, if that is enough to tell them apart.
    const fresh = checkpoint.uidValidity === uidValidity ? hits.filter((uid) => uid >= checkpoint.uidNext) : [];
    const those = [hits, fresh].find(({ length }) => length === twins.length);
    for (const [i, uid] of those?.entries() ?? []) found.push([twins[i]!.uid, uid]);
  }
  return found;
}
