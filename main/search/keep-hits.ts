/** Hits that the mirror lacks come into it, so that they open and can be acted on: a first sync has not come to them yet, or a server had refused them. */
import { isFailure } from '../../shared/failure.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord, PageWrite } from '../mirror/protocol/records.ts';
import type { Overlay } from '../sync/folder-sync.ts';
import { createPageBuilder } from '../sync/page-builder.ts';
import { laidOver } from '../sync/page-flags.ts';

/**
 * Answers the UIDs of those that are newer than what the folder has been brought to. These are the sync's to bring, all of them and in
 * order: new mail is told by the highest UID there is. Rejects as MirrorClient.apply does, but not for a full disk or a folder that is another by now.
 */
export async function keepHits(mirror: Pick<MirrorClient, 'apply'>, overlay: Overlay, { id: folderId, checkpoint }: FolderRecord, uidValidity: number, messages: readonly FetchedMessage[]): Promise<number[]> {
  const isAhead = ({ uid }: FetchedMessage): boolean => checkpoint.uidValidity !== uidValidity || (checkpoint.uidNext > 0 ? uid >= checkpoint.uidNext : checkpoint.complete);
  const kept = messages.filter((message) => !isAhead(message));
  if (kept.length > 0) {
    try {
      await mirror.apply({ under: [{ folderId, uidValidity }], pages: laidOver(pagesOf(folderId, kept), (uid, bits) => overlay(folderId, uidValidity, uid, bits, 0)) });
    } catch (error) {
      // They are shown all the same, as the server told them.
      if (!isFailure(error, 'storage', 'uid-validity-changed', 'not-found')) throw error;
    }
  }
  return messages.filter(isAhead).map(({ uid }) => uid);
}

function pagesOf(folderId: FolderRecord['id'], messages: readonly FetchedMessage[]): PageWrite[] {
  const builder = createPageBuilder(folderId);
  const pages = messages.map((message) => builder.add(message));
  return [...pages, builder.flush()].filter((page) => page !== null);
}
