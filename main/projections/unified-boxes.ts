/** The views across all accounts with their numbers. Pure. */
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { UnifiedBoxRow } from '../../shared/model/folder.ts';
import { UNIFIED_BOXES } from '../../shared/model/view.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { unifiedFolders } from '../mirror/unified-folders.ts';
import { shownCounts } from './shown-counts.ts';

export function unifiedBoxes(
  folders: readonly FolderRecord[], order: readonly AccountId[], isLeftOut?: (id: FolderId) => boolean,
): UnifiedBoxRow[] {
  const inOrder = order.flatMap((accountId) => folders.filter((folder) => folder.accountId === accountId));
  return UNIFIED_BOXES.map((box) => {
    const own = unifiedFolders(box, inOrder, isLeftOut);
    let unread = 0;
    let total = 0;
    for (const folder of own) {
      const counts = box === 'flagged' ? { total: folder.flagged ?? 0, unread: 0 } : shownCounts(folder);
      unread += counts.unread;
      total += box === 'unread' ? counts.unread : counts.total;
    }
    return { box, unread, total, folderIds: own.map(({ id }) => id), syncing: own.some(({ checkpoint }) => !checkpoint.complete) };
  });
}
