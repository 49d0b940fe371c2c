/** A selection whose folders are called otherwise now: the same messages are selected. Pure. */
import { messageId, splitMessageId, type FolderId, type MessageId } from '../../../shared/ids.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import type { Selection } from './selection.ts';

/** The same object if none of them was moved. */
export function followMoves(selection: Selection, folders: readonly Pick<FolderPlace, 'id' | 'was'>[]): Selection {
  const now = new Map(folders.flatMap(({ id, was = [] }) => was.map((old): [FolderId, FolderId] => [old, id])));
  if (now.size === 0) return selection;
  const called = (id: MessageId): MessageId => {
    const { folderId, uidValidity, uid } = splitMessageId(id);
    const to = now.get(folderId);
    return to === undefined ? id : messageId(to, uidValidity, uid);
  };
  const ids = new Set([...selection.ids].map(called));
  const [anchor, lead] = [selection.anchor, selection.lead].map((id) => (id === null ? null : called(id))) as [MessageId | null, MessageId | null];
  return anchor === selection.anchor && lead === selection.lead && [...ids].every((id) => selection.ids.has(id)) ? selection : { ...selection, ids, anchor, lead };
}
