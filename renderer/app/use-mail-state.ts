/** Which folder, search and messages the window is at. */
import { useCallback, useMemo, useState } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { NOTHING, type Selection } from '../features/message-list/selection.ts';
import type { SearchScope } from '../features/search/SearchBox.tsx';
import type { SearchQuery } from '../features/search/use-search-rows.ts';

export interface MailState {
  readonly folder: FolderPlace | null;
  readonly goTo: (id: FolderId) => void;
  /** Of what is on screen: the folder's, or the search's own. */
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly query: SearchQuery | null;
  /** What stands in the search box. */
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  readonly scope: SearchScope;
  readonly setScope: (scope: SearchScope) => void;
  readonly search: (text: string) => void;
  /** Back to the folder, with the selection it had. */
  readonly leaveSearch: () => void;
}

/** `newest` is an account just added: its inbox is shown until another folder is chosen. */
export function useMailState(folders: readonly FolderPlace[], newest: AccountId | null): MailState {
  const [chosen, setChosen] = useState<{ id: FolderId; after: AccountId | null } | null>(null);
  const [own, setOwn] = useState<{ folder: FolderId | null; selection: Selection }>({ folder: null, selection: NOTHING });
  const [text, setText] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<{ text: string; selection: Selection }>({ text: '', selection: NOTHING });
  const [scope, setScope] = useState<SearchScope>('account');

  const wanted = chosen && (newest === null || chosen.after === newest) ? folders.find(({ id }) => id === chosen.id) : undefined;
  const folder = wanted ?? firstFolder(folders, newest);
  const folderId = folder?.id ?? null;
  const query = useMemo<SearchQuery | null>(() => (
    text === null || !folder ? null : { text, scope: scope === 'folder' ? { folderId: folder.id } : { accountId: folder.accountId } }
  ), [text, folder, scope]);
  const isSearching = query !== null;

  const select = useCallback((selection: Selection) => {
    if (isSearching) setFound({ text: text ?? '', selection });
    else setOwn({ folder: folderId, selection });
  }, [isSearching, text, folderId]);

  const leaveSearch = (): void => {
    setText(null);
    setTyped('');
  };

  return {
    folder,
    goTo: (id) => {
      setChosen({ id, after: newest });
      leaveSearch();
    },
    selection: query ? (found.text === text ? found.selection : NOTHING) : own.folder === folderId ? own.selection : NOTHING,
    select,
    query,
    scope,
    setScope,
    search: setText,
    typed,
    setTyped,
    leaveSearch,
  };
}

/** The inbox of the newest account, else the first inbox, else whatever can be shown. */
function firstFolder(folders: readonly FolderPlace[], newest: AccountId | null): FolderPlace | null {
  const inboxes = folders.filter(({ role }) => role === 'inbox');
  return inboxes.find(({ accountId }) => accountId === newest) ?? inboxes[0] ?? folders.find(({ selectable }) => selectable) ?? null;
}
