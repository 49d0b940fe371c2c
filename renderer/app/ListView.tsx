/** The list of the window: a folder, or the hits of a search, with its words when empty or failing. */
import { ArrowLeft, ListFilter } from 'lucide-react';
import { memo, useCallback, useLayoutEffect, useMemo, type RefObject } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import { keysFor } from '../../shared/keys.ts';
import { isFiltered, narrows, NO_FILTER, type Filter, type Sort } from '../../shared/model/view.ts';
import { t } from '../../shared/locales/t.ts';
import type { MessageAction, RunAction, WhyNot } from '../../shared/message-actions.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import { useShared } from '../engine/use-shared.ts';
import { FilterBar, filterNames } from '../features/message-list/FilterBar.tsx';
import { isStill } from '../features/message-list/followed.ts';
import type { ListRow } from '../features/message-list/list-row.ts';
import { ListOptions, type ListSettings } from '../features/message-list/ListOptions.tsx';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { MessagePane, type MenuRequest } from '../features/message-list/MessagePane.tsx';
import { leadAlone, type Selection } from '../features/message-list/selection.ts';
import { useListRows } from '../features/message-list/use-list-rows.ts';
import { useSelectMany } from '../features/message-list/use-select-many.ts';
import { useSearchRows, type SearchQuery, type SearchRows } from '../features/search/use-search-rows.ts';
import { AccountNotice } from '../features/setup/AccountNotice.tsx';
import { listStatus } from './list-words.ts';
import { MirrorNotice } from './MirrorNotice.tsx';
import { NothingFound } from './NothingFound.tsx';
import { isAwaited, type Place } from './place.ts';
import { RowMenu } from './RowMenu.tsx';
import { useFollowedSelection } from './use-followed-selection.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import type { ListingState } from './use-listing.ts';
import { useLooks } from './use-looks.ts';
import { useWarmLists } from './use-warm-lists.ts';
import { useWarmNeighbours } from './use-warm-neighbours.ts';

export interface ListViewProps {
  readonly place: Place;
  readonly folders: readonly FolderPlace[];
  /** The search on screen; null while the folder is shown. */
  readonly query: SearchQuery | null;
  readonly selection: Selection;
  /** Order and filter of the place. */
  readonly list: ListingState;
  /** No other pane is beside it. */
  readonly isAlone: boolean;
  readonly onSelect: (selection: Selection) => void;
  /** What is selected has changed by itself: nobody chose. */
  readonly onFollow: (selection: Selection) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: RunAction;
  /** To all that is selected. */
  readonly onAct: (action: MessageAction) => void;
  readonly whyNot: WhyNot;
  readonly onLeaveSearch: () => void;
  /** The search on screen, in all folders. */
  readonly onSearchAll: () => void;
  /** Holds the loaded rows in the order shown, for whoever acts on them. */
  readonly rowsRef: RefObject<readonly ListRow[]>;
  readonly gridRef: RefObject<GridHandle | null>;
}

const PROBABLY = 12;

/** The rows are watched here and nowhere above: during a sync they change several times a second. */
export const ListView = memo(function ListView({ place, folders, query, list, selection, isAlone, onSelect, onFollow, onOpen, onAction, onAct, whyNot, onLeaveSearch, onSearchAll, rowsRef, gridRef }: ListViewProps) {
  const { density } = useSetting('appearance');
  const settings = useSetting('list');
  const { sort, filter, isFiltering } = list.listing;
  const { conversations } = settings;
  const listing = useMemo(() => ({ view: place.view, sort, filter, conversations }), [place.view, sort, filter, conversations]);
  const here = useListRows(listing);
  // Without folders nothing is known of how full it is: no word yet of an empty one.
  const listRows = isAwaited(place) && here.total === 0 && !here.failure ? { ...here, isLoading: true } : here;
  const searchRows = useSearchRows(query);
  const source = query ? searchRows : listRows;
  const expected = useExpected(listRows.isLoading ? place : null);
  const looks = useLooks(folders, query ? !('folderId' in query.scope) : place.view.kind === 'unified', !query && (place.role === 'sent' || place.role === 'drafts'));
  const selectMany = useSelectMany(query ? null : listing, source, selection, onSelect, onFollow);
  useFollowedSelection(source.rows, selection, onFollow, query ? null : conversations);
  useKeptFocus(source.key, gridRef);
  useWarmNeighbours(source.rows, selection);
  useWarmLists(place, folders, conversations, query !== null || listRows.isLoading || listRows.isSyncing);
  useLayoutEffect(() => { rowsRef.current = source.rows; }, [rowsRef, source.rows]);
  // Another selection since, such as what was brought back meanwhile, is not what the menu was opened for.
  const menu = useCallback((request: MenuRequest, onClose: () => void) => <RowMenu {...request} onAction={request.selection && isStill(selection, request.selection) ? onAct : onAction} whyNot={whyNot} onClose={onClose} />, [selection, onAction, onAct, whyNot]);
  const many = selectMany.progress ? t('list.selecting', { n: selectMany.progress.done, all: selectMany.progress.total }) : selection.rows > 1 ? t('app.selected', { n: selection.rows }) : null;
  const shared = { selection, onSelect, onFollow, selectMany, onOpen, onAction, whyNot, density, menu, gridRef, ...looks, previewLines: settings.previewLines };

  if (query) {
    return (
      <MessagePane
        {...shared}
        title={t('app.searchQuoted', { text: query.text })}
        status={many ?? searchRows.status}
        source={searchRows}
        expected={6}
        isGrouped={false}
        leading={<IconButton size="small" label={t('app.backToFolder')} keys="Esc" icon={<ArrowLeft size={16} aria-hidden />} onPress={onLeaveSearch} />}
        notice={<SearchNotice rows={searchRows} />}
        empty={searchRows.failure || searchRows.failures.length > 0 ? (
          <EmptyState hideMark={!isAlone} action={<Button variant="quiet" onPress={onLeaveSearch}>{t('app.backTo', { folder: place.title })}</Button>}>
            {searchRows.failure ? t('app.searchFailed', { reason: failureText(searchRows.failure) }) : t('app.nothingFoundElsewhere')}
          </EmptyState>
        ) : <NothingFound query={query} place={place} hideMark={!isAlone} onWiden={onSearchAll} onLeave={onLeaveSearch} />}
      />
    );
  }
  const { failure } = listRows;
  const setFilter = (next: Filter): void => {
    // What it hides must not be acted on with what is left.
    if (narrows(filter, next)) onFollow(leadAlone(selection, listRows.rows));
    list.changeListing({ filter: next });
  };
  return (
    <MessagePane
      {...shared}
      title={place.title}
      status={many ?? listStatus(listRows, filter, conversations)}
      source={listRows}
      expected={isFiltered(filter) ? PROBABLY : expected}
      isGrouped={settings.dateGroups && sort.by === 'date'}
      trailing={<ListTools list={list} sort={sort} settings={settings} />}
      notice={
        <>
          {isFiltering ? <FilterBar filter={filter} onFilter={setFilter} /> : null}
          <MirrorNotice />
          {place.accountId ? <AccountNotice key={place.accountId} accountId={place.accountId} /> : null}
          {failure ? <InlineAlert tone="error" title={t('app.folderNotShown')}><p>{t('app.safeOnServer', { reason: failureText(failure) })}</p></InlineAlert> : null}
        </>
      }
      empty={isFiltered(filter) && !listRows.isSyncing && !listRows.isSorting ? (
        <EmptyState hideMark={!isAlone} action={<Button variant="quiet" onPress={() => setFilter(NO_FILTER)}>{t('list.showAll')}</Button>}>{t('list.noneMatches', { filters: filterNames(filter).join(', ') })}</EmptyState>
      ) : (
        <EmptyState hideMark={!isAlone}>{listRows.isSyncing || listRows.isSorting ? t('app.messagesOnTheirWay') : emptyWords(place.role)}</EmptyState>
      )}
    />
  );
});

/** Beside the title. New rows do not draw them anew. */
const ListTools = memo(function ListTools({ list, sort, settings }: { readonly list: ListingState; readonly sort: Sort; readonly settings: ListSettings }) {
  const changeSettings = useChangeSettings();
  return (
    <>
      <IconButton size="small" label={t('list.filter')} keys={keysFor('filter')} isOn={list.listing.isFiltering} icon={<ListFilter size={16} aria-hidden />} onPress={list.toggleFilters} />
      <ListOptions sort={sort} onSort={(next) => list.changeListing({ sort: next })} settings={settings} onSettings={(change) => changeSettings({ list: change })} isOpen={list.optionsShown} onOpenChange={list.showOptions} />
    </>
  );
});

/** What is shown is not everything. */
function SearchNotice({ rows: { failure, failures, total } }: { readonly rows: SearchRows }) {
  if (failure) return total > 0 ? <InlineAlert tone="warning" title={t('app.searchCutShort')}><p>{t('app.maybeMore', { reason: failureText(failure) })}</p></InlineAlert> : null;
  if (failures.length === 0) return null;
  return (
    <InlineAlert tone="warning" title={t('app.notSearched', { count: failures.length })}>
      <p>{failures.slice(0, 3).map(({ folder, failure: reason }) => t('app.accountReason', { account: folder, reason: failureText(reason) })).join(' ')}</p>
    </InlineAlert>
  );
}

/** How many rows a list probably has, while it is on its way. */
function useExpected(place: Place | null): number {
  const folderId = place?.folder?.id ?? null;
  return useShared('folders.tree', useCallback(({ value }: ProjectionState<'folders.tree'>) => (
    (folderId === null ? 0 : value?.folders.find((folder) => folder.id === folderId)?.total) || PROBABLY
  ), [folderId]));
}

function emptyWords(role: Place['role']): string {
  switch (role) {
    case 'inbox': case 'drafts': case 'sent': case 'junk': case 'trash': return t(`app.empty-${role}`);
    default: return t('app.empty');
  }
}
