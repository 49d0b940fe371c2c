/** What one may do in a folder that belongs to others too, and why not. Pure. */
import { splitMessageId, type MessageId } from '../../../shared/ids.ts';
import type { FolderRights } from '../../../shared/model/abilities.ts';
import { t } from '../../../shared/locales/t.ts';
import type { Rights } from '../../engine/abilities.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import { withBelow } from './folder-care.ts';

type Deed = keyof FolderRights;
const WHY = { createBelow: 'folders.noCreate', change: 'folders.noChange', markRead: 'folders.noMarkRead', remove: 'folders.noRemove', insert: 'folders.noInsert', flag: 'folders.noFlag' } as const;

/** Null if it may be tried. */
export const whyNot = (rights: FolderRights | null | undefined, deed: Deed): string | null => (rights && !rights[deed] ? t(WHY[deed]) : null);

/** Nothing there can be changed. */
export const isReadOnly = (rights: FolderRights | null | undefined): boolean => Boolean(rights) && Object.entries(rights ?? {}).every(([deed, may]) => deed === 'markRead' || !may);

/** What a drop on a folder does; `why` is null if it can be done. */
export interface Dropped { readonly why: string | null; readonly copy: boolean }

/** Out of a folder from which one may take nothing, messages are copied. */
export function messagesOnto(ids: readonly MessageId[], to: Pick<FolderPlace, 'id' | 'selectable'>, rights: Rights, copy: boolean): Dropped {
  const from = new Set(ids.map((id) => splitMessageId(id).folderId));
  const why = to.selectable ? whyNot(rights[to.id], 'insert') : t('folders.holdsNoMessages');
  return { why, copy: copy || [...from].some((id) => whyNot(rights[id], 'remove') !== null) };
}

/** Why a folder cannot be put into another one, or at the top; '' where it is already: nothing to say. Null if it can be asked for. */
export function whyNotInto(folder: Pick<FolderPlace, 'id' | 'accountId' | 'parentId' | 'role'>, to: Pick<FolderPlace, 'id' | 'accountId'> | null, folders: readonly Pick<FolderPlace, 'id' | 'parentId'>[], rights: Rights): string | null {
  if (folder.role !== 'none') return t('folders.staysInPlace');
  const own = whyNot(rights[folder.id], 'change');
  if (own) return own;
  if ((to?.id ?? null) === folder.parentId) return '';
  if (!to) return null;
  if (to.accountId !== folder.accountId) return t('folders.otherAccount');
  if (withBelow(folders, folder.id).some(({ id }) => id === to.id)) return t('folders.intoItself');
  return whyNot(rights[to.id], 'createBelow');
}

