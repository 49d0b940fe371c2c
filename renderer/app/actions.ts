/** What each action on messages asks of the engine, and how it is told. Pure; shared by list, reader, menu and keys. */
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { splitMessageId } from '../../shared/ids.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { t } from '../../shared/locales/t.ts';
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
  const count = ids.length;
  const move = (role: 'archive' | 'trash' | 'junk' | 'inbox', told: string): ActionPlan => ({ command: 'messages.move', input: { messageIds, to: { role } }, removes: true, told });
  const setFlags = (add: Flags, remove: Flags): ActionPlan => ({ command: 'messages.setFlags', input: { messageIds, add, remove }, removes: false, told: null });
  switch (action) {
    case 'archive': return move('archive', t('app.archived', { count }));
    case 'junk': return move('junk', t('app.junked', { count }));
    case 'notJunk': return move('inbox', t('app.notJunk', { count }));
    case 'delete':
      return deletesForever(ids, folders)
        ? { command: 'messages.deleteForever', input: { messageIds }, removes: true, told: t('app.deleted', { count }) }
        : move('trash', t('app.trashed', { count }));
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
