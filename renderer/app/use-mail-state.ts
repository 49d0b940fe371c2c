/** Which folder or view, search and messages the window is at. */
import { useCallback, useMemo, useState } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import { followMoves } from '../features/message-list/follow-moves.ts';
import { NOTHING, type Selection } from '../features/message-list/selection.ts';
import type { SearchScope } from '../features/search/SearchBox.tsx';
import type { SearchQuery } from '../features/search/use-search-rows.ts';
import { placeOf, type Place } from './place.ts';
import { useAwaitedInbox } from './use-awaited-inbox.ts';
import { useListing, type ListingState } from './use-listing.ts';

export interface MailState {
  readonly place: Place | null;
  /** Order and filter of the place. */
  readonly list: ListingState;
  readonly goTo: (view: ListView) => void;
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
  /** Back to the place, with the selection it had. */
  readonly leaveSearch: () => void;
  /** One row of conversations is selected: its messages, its newest leading. */
  readonly isConversation: boolean;
  /** Rows are conversations, or messages again. */
  readonly toggleConversations: () => void;
}

/** `newest` is an account just added: its inbox is shown until another folder is chosen. */
export function useMailState(accounts: readonly AccountPlace[], folders: readonly FolderPlace[], newest: AccountId | null): MailState {
  const [chosen, setChosen] = useState<{ view: ListView; after: AccountId | null } | null>(null);
  const [own, setOwn] = useState<{ place: string | null; selection: Selection }>({ place: null, selection: NOTHING });
  const [text, setText] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<{ query: SearchQuery | null; selection: Selection }>({ query: null, selection: NOTHING });
  const [scope, setScope] = useState<SearchScope>('account');

  const isWanted = chosen !== null && (newest === null || chosen.after === newest);
  const awaited = useAwaitedInbox(accounts, folders, newest);
  const place = useMemo(() => (isWanted ? placeOf(chosen.view, folders) : null) ?? awaited ?? firstPlace(folders, newest), [isWanted, chosen, folders, awaited, newest]);
  // The folder is called otherwise now: another one may get the name it had.
  if (isWanted && place && isMoved(place, chosen.view)) setChosen({ ...chosen, view: place.view });
  const key = place?.key ?? null;
  const list = useListing(key, place?.folder?.was);
  const { conversations } = useSetting('list');
  const changeSettings = useChangeSettings();
  const query = useMemo<SearchQuery | null>(() => (
    text === null || !place ? null : { text, scope: scopeOf(place, scope) }
  ), [text, place, scope]);

  const select = useCallback((selection: Selection) => {
    if (query) setFound({ query, selection });
    else setOwn({ place: key, selection });
  }, [query, key]);

  const leaveSearch = (): void => {
    setText(null);
    setTyped('');
  };

  const isOwn = own.place === key || place?.folder?.was?.some((id) => id === own.place) === true;
  const kept = query ? (found.query && isSameSearch(found.query, query, place?.folder?.was) ? found.selection : NOTHING) : isOwn ? own.selection : NOTHING;
  const selection = useMemo(() => followMoves(kept, folders), [kept, folders]);

  return {
    place,
    list,
    goTo: (view) => {
      setChosen({ view, after: newest });
      leaveSearch();
    },
    selection,
    isConversation: !query && conversations && selection.rows === 1,
    toggleConversations: () => changeSettings({ list: { conversations: !conversations } }),
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

/** It is not what was asked for, but what that is called now. */
const isMoved = ({ view, folder }: Place, asked: ListView): boolean => asked.kind === 'folder' && view.kind === 'folder' && folder?.was?.includes(asked.folderId) === true;

/** The same words in the same place, whatever that was called: elsewhere what was selected is not among the hits. */
function isSameSearch(a: SearchQuery, b: SearchQuery, was: readonly FolderId[] = []): boolean {
  if (a.text !== b.text) return false;
  const [from, to] = [a.scope, b.scope];
  return JSON.stringify(from) === JSON.stringify(to) || ('folderId' in from && 'folderId' in to && was.includes(from.folderId));
}

/** A view across accounts is searched in all of them. */
function scopeOf({ folder, accountId }: Place, scope: SearchScope): SearchQuery['scope'] {
  if (accountId === null || folder === null) return { everywhere: true };
  return scope === 'folder' ? { folderId: folder.id } : { accountId };
}

/** The inbox of the newest account, else the first inbox, else whatever can be shown. */
function firstPlace(folders: readonly FolderPlace[], newest: AccountId | null): Place | null {
  const inboxes = folders.filter(({ role }) => role === 'inbox');
  const folder = inboxes.find(({ accountId }) => accountId === newest) ?? inboxes[0] ?? folders.find(({ selectable }) => selectable);
  return folder ? placeOf({ kind: 'folder', folderId: folder.id }, folders) : null;
}
