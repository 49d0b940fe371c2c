/** All that is unread in a folder or a view, as operations that mark it as read. */
import { messageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { ListView } from '../../shared/model/view.ts';
import { isGathering, unifiedFolders } from '../mirror/unified-folders.ts';
import { describeSetFlags } from '../operations/kinds/set-flags.ts';
import { titled } from '../operations/operation-base.ts';
import type { Operation } from '../operations/operation.ts';
import { isLeftOut } from '../projections/list-source.ts';
import type { Parts } from '../parts.ts';
import { shownFolder, shownFolders } from './shown-folders.ts';
import { head } from './submit.ts';
import { targetRows } from './target-rows.ts';

/** So many messages in one operation: a line of the journal stays of a size that is written in one go. */
const PORTION = 5_000;

/** What is here and what is on its way here; what the server has and the mirror does not know yet is not meant. Throws 'folder-gone'. */
export async function markAllRead(parts: Parts, view: ListView): Promise<Operation[]> {
  const folders = view.kind === 'folder' ? [await shownFolder(parts, view.folderId)] : unifiedFolders(view.box, await shownFolders(parts), isLeftOut(parts));
  const wanted = view.kind === 'unified' && view.box === 'flagged' ? FLAG.flagged : 0;
  const operations: Operation[] = [];
  for (const folder of folders) {
    const { id, selectable, checkpoint } = folder;
    if (!selectable) continue;
    const meant = view.kind === 'unified' && isGathering(folder) ? await loneUids(parts, id, wanted === FLAG.flagged ? 'flagged' : 'unread') : null;
    const { uids, flags } = await parts.mirror.query('spine', { folderId: id });
    const [numbers, bits] = [new Uint32Array(new Uint8Array(uids).buffer), new Uint16Array(new Uint8Array(flags).buffer)];
    const unread: MessageId[] = parts.queue.comingTo(id);
    for (const [at, uid] of numbers.entries()) {
      if (((bits[at] ?? 0) & (FLAG.seen | FLAG.hidden | wanted)) === wanted && meant?.has(uid) !== false) unread.push(messageId(id, checkpoint.uidValidity, uid));
    }
    if (unread.length > 0) operations.push(...(await operationsFor(parts, unread, wanted)));
  }
  return operations;
}

/** What the view shows of a folder that shows the others' messages once more. */
async function loneUids({ mirror }: Parts, folderId: FolderId, only: 'unread' | 'flagged'): Promise<ReadonlySet<number>> {
  const { uids } = await mirror.query('loneUids', { folderId, only });
  return new Set(new Uint32Array(new Uint8Array(uids).buffer));
}

async function operationsFor(parts: Parts, ids: readonly MessageId[], wanted: number): Promise<Operation[]> {
  const operations: Operation[] = [];
  for (const { folderId, uidValidity, rows } of await targetRows(parts, ids)) {
    const targets = rows.filter(({ flags }) => flags !== null && (flags & (FLAG.seen | wanted)) === wanted).map(({ target }) => target);
    for (let at = 0; at < targets.length; at += PORTION) {
      const some = targets.slice(at, at + PORTION);
      operations.push({ ...head(parts, folderId, uidValidity, some, titled(describeSetFlags(some.length, FLAG.seen, 0))), kind: 'set-flags', add: FLAG.seen, remove: 0 });
    }
  }
  return operations;
}
