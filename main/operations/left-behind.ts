/** What servers without UIDPLUS could only mark: kept in mind for as long as they have it, and no longer. */
import type { FolderId, OperationId } from '../../shared/ids.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Entry } from './ledger.ts';

/** By operation, what of its `left` is gone from the server for certain. Only where the mirror is known to be whole: a folder that is being filled anew proves nothing. */
export async function goneSince(mirror: Pick<MirrorClient, 'query'>, entries: Iterable<Entry>): Promise<Map<OperationId, ReadonlySet<number>>> {
  const byFolder = Map.groupBy([...entries].filter(({ left }) => left.length > 0), ({ operation }) => operation.folderId);
  const gone = new Map<OperationId, ReadonlySet<number>>();
  if (byFolder.size === 0) return gone;
  const checkpoints = new Map<FolderId, { uidValidity: number; complete: boolean }>((await mirror.query('folders', {})).map(({ id, checkpoint }) => [id, checkpoint]));
  for (const [folderId, marked] of byFolder) {
    const checkpoint = checkpoints.get(folderId);
    if (!checkpoint?.complete || checkpoint.uidValidity === 0) continue;
    const { uids } = await mirror.query('spine', { folderId });
    const there = new Set(new Uint32Array(new Uint8Array(uids).buffer));
    for (const { operation: { id, uidValidity }, left } of marked) gone.set(id, new Set(left.filter((uid) => uidValidity !== checkpoint.uidValidity || !there.has(uid))));
  }
  return gone;
}
