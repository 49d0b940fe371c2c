/** What each action on messages asks of the engine, how it is told, and why it cannot be done. Pure; shared by list, reader, menus, drags, keys and the palette. */
import type { AccountId, FolderId, MessageId } from '../../shared/ids.ts';
import { splitFolderId } from '../../shared/ids.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { t } from '../../shared/locales/t.ts';
import { MESSAGE_ACTIONS, type MessageAction } from '../../shared/message-actions.ts';
import type { FolderRights } from '../../shared/model/abilities.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { FolderPlace } from '../engine/folders.ts';

export type { MessageAction } from '../../shared/message-actions.ts';

/** What is known where the messages are seen. */
export interface Scene {
  readonly folders: readonly Pick<FolderPlace, 'id' | 'accountId' | 'role' | 'name'>[];
  /** The folder a message is seen in now: not always that of its id. */
  readonly seenIn: (id: MessageId) => FolderId;
  /** Whether each of them has a flag, as far as is known. */
  readonly allFlagged: (ids: readonly MessageId[]) => boolean;
  readonly rightsOf: (id: FolderId) => FolderRights | null;
  /** Whether the server keeps no tags at all. */
  readonly keepsNoTags: (id: AccountId) => boolean;
  /** What the list shows; null: a search. */
  readonly view: ListView | null;
}

type Command = 'messages.move' | 'messages.copy' | 'messages.junk' | 'messages.deleteForever' | 'messages.setFlags';
interface Plan<K extends Command> {
  readonly command: K;
  readonly input: CommandInput<K>;
  /** They leave the list they are in. */
  readonly removes: boolean;
  /** The toast afterwards. */
  readonly told: string;
}
export type ActionPlan = { readonly [K in Command]: Plan<K> }[Command];

type Flags = CommandInput<'messages.setFlags'>['add'];
/** Actions that need nothing more than the messages. */
export type PlainAction = Exclude<MessageAction, 'move' | 'copy' | 'tag'>;

export const isPlain = (action: MessageAction): action is PlainAction => !MESSAGE_ACTIONS[action].asks;

/** Null if there is nothing to do. */
export function planAction(action: PlainAction, ids: readonly MessageId[], scene: Scene): ActionPlan | null {
  if (ids.length === 0) return null;
  const messageIds = [...ids];
  const count = ids.length;
  const setFlags = (add: Flags, remove: Flags, told: string): ActionPlan => ({ command: 'messages.setFlags', input: { messageIds, add, remove }, removes: false, told });
  const junk = (isJunk: boolean): ActionPlan => ({ command: 'messages.junk', input: { messageIds, junk: isJunk }, removes: leaves(scene, isJunk ? 'junk' : 'inbox'), told: t(isJunk ? 'actions.junked' : 'actions.notJunked', { count }) });
  switch (action) {
    case 'archive': return { command: 'messages.move', input: { messageIds, to: { role: 'archive' } }, removes: leaves(scene, 'archive'), told: t('actions.archived', { count }) };
    case 'delete':
      return deletesForever(ids, scene)
        ? { command: 'messages.deleteForever', input: { messageIds }, removes: true, told: t('actions.deleted', { count }) }
        : { command: 'messages.move', input: { messageIds, to: { role: 'trash' } }, removes: leaves(scene, 'trash'), told: t('actions.trashed', { count }) };
    case 'junk': return junk(true);
    case 'notJunk': return junk(false);
    case 'toggleJunk': return junk(!rolesOf(ids, scene).every((role) => role === 'junk'));
    case 'flag': return setFlags(['flagged'], [], t('actions.flagged', { count }));
    case 'unflag': return setFlags([], ['flagged'], t('actions.unflagged', { count }));
    case 'toggleFlag': return planAction(scene.allFlagged(ids) ? 'unflag' : 'flag', ids, scene);
    case 'markRead': return setFlags(['seen'], [], t('actions.markedRead', { count }));
    case 'markUnread': return setFlags([], ['seen'], t('actions.markedUnread', { count }));
  }
}

export function planMove(ids: readonly MessageId[], folder: Pick<FolderPlace, 'id' | 'role' | 'name'>, scene: Scene): ActionPlan | null {
  if (ids.length === 0) return null;
  const stays = scene.view?.kind === 'folder' && scene.view.folderId === folder.id;
  return { command: 'messages.move', input: { messageIds: [...ids], to: { folderId: folder.id } }, removes: !stays && leaves(scene, folder.role), told: t('actions.moved', { count: ids.length, folder: folder.name }) };
}

export function planCopy(ids: readonly MessageId[], folder: Pick<FolderPlace, 'id' | 'name'>): ActionPlan | null {
  return ids.length === 0 ? null : { command: 'messages.copy', input: { messageIds: [...ids], to: folder.id }, removes: false, told: t('actions.copied', { count: ids.length, folder: folder.name }) };
}

/** Deleting what is in Trash or Junk cannot be taken back, so it is asked about first. Where they are seen counts: a message on its way to Trash is there. */
export const deletesForever = (ids: readonly MessageId[], scene: Scene): boolean => rolesOf(ids, scene).every((role) => role === 'trash' || role === 'junk');

/** Why it cannot be done with these, a sentence; null if it can. */
export function whyNot(action: MessageAction, ids: readonly MessageId[], scene: Scene): string | null {
  if (ids.length === 0) return t('actions.whyNothing');
  const places = placesOf(ids, scene);
  const { needs } = MESSAGE_ACTIONS[action];
  const closed = needs === null ? undefined : places.find(({ id }) => scene.rightsOf(id)?.[needs] === false);
  if (closed) return t(`actions.whyNo-${needs!}` as 'actions.whyNo-remove', { folder: closed.name });
  const lacks = (role: FolderRole): boolean => accountsOf(places).some((accountId) => !scene.folders.some((one) => one.accountId === accountId && one.role === role));
  const all = (role: FolderRole): boolean => places.length > 0 && places.every((one) => one.role === role);
  switch (action) {
    case 'archive': return all('archive') ? t('actions.whyArchived') : lacks('archive') ? t('actions.whyNoArchive') : null;
    case 'delete': return deletesForever(ids, scene) || !lacks('trash') ? null : t('actions.whyNoTrash');
    case 'junk': return all('junk') ? t('actions.whyJunk') : lacks('junk') ? t('actions.whyNoJunk') : null;
    case 'notJunk': return all('junk') ? null : t('actions.whyNotInJunk');
    case 'tag': return accountsOf(places).some(scene.keepsNoTags) ? t('actions.whyNoTags') : null;
    case 'toggleJunk': return all('junk') || !lacks('junk') ? null : t('actions.whyNoJunk');
    default: return null;
  }
}

/** Whether what goes to a folder of this role leaves the list. */
function leaves({ view }: Scene, to: FolderRole): boolean {
  if (view?.kind !== 'unified') return true;
  return view.box === 'flagged' || view.box === 'unread' ? to === 'trash' || to === 'junk' : view.box !== to;
}

const indexes = new WeakMap<Scene['folders'], ReadonlyMap<FolderId, Scene['folders'][number]>>();

function byId(folders: Scene['folders']): ReadonlyMap<FolderId, Scene['folders'][number]> {
  let index = indexes.get(folders);
  if (!index) indexes.set(folders, (index = new Map(folders.map((folder) => [folder.id, folder]))));
  return index;
}

function placesOf(ids: readonly MessageId[], { folders, seenIn }: Scene): Scene['folders'] {
  const known = byId(folders);
  return [...new Set(ids.map(seenIn))].map((id) => known.get(id) ?? { id, accountId: splitFolderId(id).accountId, role: 'none', name: splitFolderId(id).path });
}

const rolesOf = (ids: readonly MessageId[], scene: Scene): FolderRole[] => placesOf(ids, scene).map(({ role }) => role);
const accountsOf = (places: Scene['folders']): AccountId[] => [...new Set(places.map(({ accountId }) => accountId))];
