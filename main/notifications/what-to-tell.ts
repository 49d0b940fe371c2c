/** Of which folders new mail is told. Pure. */
import type { FolderId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ListView } from '../../shared/model/view.ts';

type Place = { readonly id: FolderId; readonly role: FolderRole };

/** Of the inbox unless the user does not want it, of others if the user does. */
export const isToldOf = ({ id, role }: Place, { notifications, folders }: Pick<Settings, 'notifications' | 'folders'>): boolean =>
  notifications.enabled && (folders[id]?.notify ?? role === 'inbox');

/** New mail of the folder appears in that list; not in a view across accounts that the user wants it left out of. */
export function isSeenIn(view: ListView, { id, role }: Place, { folders }: Pick<Settings, 'folders'>): boolean {
  if (view.kind === 'folder') return view.folderId === id;
  if (folders[id]?.unified === false) return false;
  return view.box === 'unread' ? role !== 'trash' && role !== 'junk' : view.box === role;
}
