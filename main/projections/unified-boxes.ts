/** The views across all accounts with their numbers. Pure. */
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { UnifiedBoxRow } from '../../shared/model/folder.ts';
import { UNIFIED_BOXES } from '../../shared/model/view.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isGathering, unifiedFolders } from '../mirror/unified-folders.ts';
import { shownCounts } from './shown-counts.ts';

/** Of messages that lie in one folder only. */
export interface LoneCounts { unread: number; flagged: number }

/** `loneOf`: undefined as long as nobody knows. */
export function unifiedBoxes(
  folders: readonly FolderRecord[], order: readonly AccountId[], isLeftOut?: (id: FolderId) => boolean, loneOf: (id: FolderId) => LoneCounts | undefined = () => undefined,
): UnifiedBoxRow[] {
  const inOrder = order.flatMap((accountId) => folders.filter((folder) => folder.accountId === accountId));
  return UNIFIED_BOXES.map((box) => {
    const own = unifiedFolders(box, inOrder, isLeftOut);
    let unread = 0;
    let total = 0;
    for (const folder of own) {
      const counts = shownCounts(folder);
      const marked = isGathering(folder) ? loneOf(folder.id) : { unread: counts.unread, flagged: folder.flagged ?? 0 };
      if (box !== 'flagged') unread += marked?.unread ?? 0;
      total += (box === 'flagged' ? marked?.flagged : box === 'unread' ? marked?.unread : counts.total) ?? 0;
    }
    return { box, unread, total, folderIds: own.map(({ id }) => id), syncing: own.some(({ checkpoint }) => !checkpoint.complete) };
  });
}
