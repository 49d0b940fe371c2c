/** What is known about the messages on screen, asked for when something is about to be done to them. */
import { useCallback, type RefObject } from 'react';
import { splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import type { ListView } from '../../shared/model/view.ts';
import { useRights, useTagless } from '../engine/abilities.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { idsOf, isConversation, isFlagged, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import type { Selection } from '../features/message-list/selection.ts';
import type { Scene } from './actions.ts';

export interface SceneInput {
  readonly folders: readonly FolderPlace[];
  readonly rows: RefObject<readonly ListRow[]>;
  readonly selection: Selection;
  /** Null: a search. */
  readonly view: ListView | null;
}

/** The rows are read when it is called: drawing does not wait for them. */
export function useScene({ folders, rows, selection, view }: SceneInput): () => Scene {
  const rights = useRights();
  const tagless = useTagless();
  return useCallback(() => {
    const list = rows.current;
    const only: FolderId | null = view?.kind === 'folder' ? view.folderId : null;
    const seenIn = (id: MessageId): FolderId => {
      const row = list[placeIn(list, id)];
      // A conversation across accounts has messages of several folders.
      if (row && (only !== null || !isConversation(row))) return row.folderId;
      // What is selected and not loaded is seen where the list is.
      return only !== null && selection.ids.has(id) ? only : splitMessageId(id).folderId;
    };
    const allFlagged = (ids: readonly MessageId[]): boolean => {
      const wanted = new Set(ids);
      const known = list.filter((row) => idsOf(row).some((id) => wanted.has(id)));
      return known.length > 0 && known.every(isFlagged);
    };
    return { folders, seenIn, allFlagged, rightsOf: (id) => rights[id] ?? null, keepsNoTags: (id) => tagless.includes(id), view };
  }, [folders, rights, tagless, rows, selection, view]);
}
