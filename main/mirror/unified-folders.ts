/** Which folders a view across all accounts is made of. Pure. */
import type { FolderRole } from '../../shared/model/folder.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import type { FolderId } from '../../shared/ids.ts';

const ROLE: Readonly<Partial<Record<UnifiedBox, FolderRole>>> = { inbox: 'inbox', drafts: 'drafts', sent: 'sent', archive: 'archive', junk: 'junk', trash: 'trash' };
/** `flagged` shows what lies in other folders once more (RFC 6154 2). */
const LEFT_OUT: readonly FolderRole[] = ['trash', 'junk', 'flagged'];

/** Shows what lies in other folders once more, and what lies nowhere else: of it only the latter is in a view. */
export const isGathering = ({ role }: { role: FolderRole }): boolean => role === 'all';

/** In the order given. `isLeftOut`: the user does not want the folder in these views. */
export function unifiedFolders<F extends { id: FolderId; role: FolderRole; selectable: boolean }>(box: UnifiedBox, folders: readonly F[], isLeftOut: (id: FolderId) => boolean = () => false): F[] {
  const role = ROLE[box];
  return folders.filter((folder) => folder.selectable && !isLeftOut(folder.id) && (role ? folder.role === role : !LEFT_OUT.includes(folder.role)));
}
