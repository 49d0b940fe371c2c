/** What each action on messages asks of the engine, and how it is told. Pure; shared by list, reader, menu and keys. */
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { splitMessageId } from '../../shared/ids.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import type { FolderPlace } from '../engine/folders.ts';

export type MessageAction = 'archive' | 'delete' | 'junk' | 'notJunk' | 'flag' | 'unflag' | 'markRead' | 'markUnread';

export type ActionPlan =
  | { readonly command: 'messages.move'; readonly input: CommandInput<'messages.move'>; readonly removes: true; readonly told: string }
  | { readonly command: 'messages.deleteForever'; readonly input: CommandInput<'messages.deleteForever'>; readonly removes: true; readonly told: string }
  | { readonly command: 'messages.setFlags'; readonly input: CommandInput<'messages.setFlags'>; readonly removes: false; readonly told: null };

type Flags = CommandInput<'messages.setFlags'>['add'];

/** `told` is the toast afterwards; flags tell themselves. Null if there is nothing to do. */
export function planAction(action: MessageAction, ids: readonly MessageId[], folders: readonly Pick<FolderPlace, 'id' | 'role'>[]): ActionPlan | null {
  if (ids.length === 0) return null;
  const messageIds = [...ids];
  const what = ids.length === 1 ? 'Message' : `${ids.length} messages`;
  const move = (role: 'archive' | 'trash' | 'junk' | 'inbox', told: string): ActionPlan => ({ command: 'messages.move', input: { messageIds, to: { role } }, removes: true, told });
  const setFlags = (add: Flags, remove: Flags): ActionPlan => ({ command: 'messages.setFlags', input: { messageIds, add, remove }, removes: false, told: null });
  switch (action) {
    case 'archive': return move('archive', `${what} archived.`);
    case 'junk': return move('junk', `${what} moved to Junk.`);
    case 'notJunk': return move('inbox', `${what} moved to the inbox.`);
    case 'delete':
      return deletesForever(ids, folders)
        ? { command: 'messages.deleteForever', input: { messageIds }, removes: true, told: `${what} deleted for good.` }
        : move('trash', `${what} moved to Trash.`);
    case 'flag': return setFlags(['flagged'], []);
    case 'unflag': return setFlags([], ['flagged']);
    case 'markRead': return setFlags(['seen'], []);
    case 'markUnread': return setFlags([], ['seen']);
  }
}

/** Deleting what lies in Trash or Junk already cannot be taken back, so it is asked about first. */
export function deletesForever(ids: readonly MessageId[], folders: readonly Pick<FolderPlace, 'id' | 'role'>[]): boolean {
  const roles = new Map<FolderId, FolderPlace['role']>(folders.map(({ id, role }) => [id, role]));
  return ids.every((id) => ['trash', 'junk'].includes(roles.get(splitMessageId(id).folderId) ?? 'none'));
}
