/** The list of the window: a folder, or the hits of a search, with its words when empty or failing. */
import { ArrowLeft } from 'lucide-react';
import { memo, useCallback, useLayoutEffect, type Ref, type RefObject } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useSetting } from '../engine/settings.ts';
import { useShared } from '../engine/use-shared.ts';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { MessagePane } from '../features/message-list/MessagePane.tsx';
import type { OnRowAction } from '../features/message-list/row-actions.ts';
import { opened, type Selection } from '../features/message-list/selection.ts';
import { useListRows } from '../features/message-list/use-list-rows.ts';
import { useSearchRows, type SearchQuery, type SearchRows } from '../features/search/use-search-rows.ts';
import { AccountNotice } from '../features/setup/AccountNotice.tsx';
import { MirrorNotice } from './MirrorNotice.tsx';
import type { Place } from './place.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useToday } from './use-now.ts';

export interface ListViewProps {
  readonly place: Place;
  readonly folders: readonly FolderPlace[];
  /** The search on screen; null while the folder is shown. */
  readonly query: SearchQuery | null;
  readonly selection: Selection;
  /** Whether the one selected message is on screen, and so becomes read. */
  readonly isReading: boolean;
  /** No other pane is beside it. */
  readonly isAlone: boolean;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly onLeaveSearch: () => void;
  /** Holds the loaded rows in the order shown, for whoever acts on them. */
  readonly rowsRef: RefObject<readonly MessageRow[]>;
  readonly gridRef: Ref<GridHandle>;
}

const PROBABLY = 12;

/** The rows are watched here and nowhere above: during a sync they change several times a second. */
export const ListView = memo(function ListView({ place, folders, query, selection, isReading, isAlone, onSelect, onOpen, onAction, onLeaveSearch, rowsRef, gridRef }: ListViewProps) {
  const { density } = useSetting('appearance');
  const today = useToday();
  const listRows = useListRows({ view: place.view });
  const searchRows = useSearchRows(query);
  const expected = useExpected(listRows.isLoading ? place : null);
  const { rows: shown } = query ? searchRows : listRows;
  const openId = isReading ? opened(selection) : null;
  useMarkRead(openId, openId === null ? undefined : shown.find(({ id }) => id === openId));
  useLayoutEffect(() => { rowsRef.current = shown; }, [rowsRef, shown]);
  const many = selection.ids.size > 1 ? t('app.selected', { n: selection.ids.size }) : null;
  const shared = { selection, onSelect, onOpen, onAction, density, today, gridRef };

  if (query) {
    const rows = searchRows;
    return (
      <MessagePane
        {...shared}
        title={t('app.searchQuoted', { text: query.text })}
        status={many ?? rows.status}
        source={rows}
        expected={6}
        outgoing={false}
        placeOf={!('folderId' in query.scope) ? (id) => folders.find((other) => other.id === id)?.name ?? null : undefined}
        leading={<IconButton size="small" label={t('app.backToFolder')} keys="Esc" icon={<ArrowLeft size={16} aria-hidden />} onPress={onLeaveSearch} />}
        notice={<SearchNotice rows={rows} />}
        empty={
          <EmptyState hideMark={!isAlone} action={<Button variant="quiet" onPress={onLeaveSearch}>{t('app.backTo', { folder: place.title })}</Button>}>
            {rows.failure ? t('app.searchFailed', { reason: failureText(rows.failure) }) : rows.failures.length > 0 ? t('app.nothingFoundElsewhere') : t('app.nothingFound')}
          </EmptyState>
        }
      />
    );
  }
  const { total, unread, isLoading, isSyncing, failure } = listRows;
  return (
    <MessagePane
      {...shared}
      title={place.title}
      status={many ?? (isLoading ? '' : [unread > 0 && t('app.unread', { n: unread }), isSyncing ? t('app.soFar', { n: total }) : total > 0 && t('app.messages', { n: total })].filter(Boolean).join(', '))}
      source={listRows}
      expected={expected}
      outgoing={place.role === 'sent' || place.role === 'drafts'}
      placeOf={place.folder ? undefined : (id) => folders.find((other) => other.id === id)?.name ?? null}
      notice={<><MirrorNotice />{place.accountId ? <AccountNotice key={place.accountId} accountId={place.accountId} /> : null}{failure ? <InlineAlert tone="error" title={t('app.folderNotShown')}><p>{t('app.safeOnServer', { reason: failureText(failure) })}</p></InlineAlert> : null}</>}
      empty={<EmptyState hideMark={!isAlone}>{isSyncing ? t('app.messagesOnTheirWay') : emptyWords(place.role)}</EmptyState>}
    />
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
