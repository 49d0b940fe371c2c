/** The list of the window: a folder, or the hits of a search, with its words when empty or failing. */
import { ArrowLeft } from 'lucide-react';
import { memo, useCallback, useLayoutEffect, type Ref, type RefObject } from 'react';
import type { FolderId, MessageId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useShared } from '../engine/use-shared.ts';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { MessagePane } from '../features/message-list/MessagePane.tsx';
import type { OnRowAction } from '../features/message-list/row-actions.ts';
import { opened, type Selection } from '../features/message-list/selection.ts';
import { useFolderRows } from '../features/message-list/use-folder-rows.ts';
import { useSearchRows, type SearchQuery, type SearchRows } from '../features/search/use-search-rows.ts';
import { AccountNotice } from '../features/setup/AccountNotice.tsx';
import { MirrorNotice } from './MirrorNotice.tsx';
import { useSettings } from './settings.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useToday } from './use-now.ts';

export interface ListViewProps {
  readonly folder: FolderPlace;
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

const number = (value: number): string => value.toLocaleString('en-GB');
const PROBABLY = 12;

/** The rows are watched here and nowhere above: during a sync they change several times a second. */
export const ListView = memo(function ListView({ folder, folders, query, selection, isReading, isAlone, onSelect, onOpen, onAction, onLeaveSearch, rowsRef, gridRef }: ListViewProps) {
  const { density } = useSettings();
  const today = useToday();
  const folderRows = useFolderRows(folder.id);
  const searchRows = useSearchRows(query);
  const expected = useExpected(folderRows.isLoading ? folder.id : null);
  const { rows: shown } = query ? searchRows : folderRows;
  const openId = isReading ? opened(selection) : null;
  useMarkRead(openId, openId === null ? undefined : shown.find(({ id }) => id === openId));
  useLayoutEffect(() => { rowsRef.current = shown; }, [rowsRef, shown]);
  const many = selection.ids.size > 1 ? `${number(selection.ids.size)} selected` : null;
  const shared = { selection, onSelect, onOpen, onAction, density, today, gridRef };

  if (query) {
    const rows = searchRows;
    return (
      <MessagePane
        {...shared}
        title={`“${query.text}”`}
        status={many ?? rows.status}
        source={rows}
        expected={6}
        outgoing={false}
        placeOf={'accountId' in query.scope ? (id) => folders.find((other) => other.id === id)?.name ?? null : undefined}
        leading={<IconButton size="small" label="Back to the folder" keys="Esc" icon={<ArrowLeft size={16} aria-hidden />} onPress={onLeaveSearch} />}
        notice={<SearchNotice rows={rows} />}
        empty={
          <EmptyState hideMark={!isAlone} action={<Button variant="quiet" onPress={onLeaveSearch}>Back to {folder.name}</Button>}>
            {rows.failure ? `${rows.failure.message} The search could not be done; nothing else is affected.` : rows.failures.length > 0 ? 'Nothing was found in the other folders.' : 'Nothing was found.'}
          </EmptyState>
        }
      />
    );
  }
  const { total, unread, isLoading, isSyncing, failure } = folderRows;
  return (
    <MessagePane
      {...shared}
      title={folder.name}
      status={many ?? (isLoading ? '' : [unread > 0 && `${number(unread)} unread`, isSyncing ? `${number(total)} so far` : total > 0 && `${number(total)} messages`].filter(Boolean).join(', '))}
      source={folderRows}
      expected={expected}
      outgoing={folder.role === 'sent' || folder.role === 'drafts'}
      notice={<><MirrorNotice /><AccountNotice key={folder.accountId} accountId={folder.accountId} />{failure ? <InlineAlert tone="error" title="This folder cannot be shown just now"><p>{failure.message} Your mail is safe on the server.</p></InlineAlert> : null}</>}
      empty={<EmptyState hideMark={!isAlone}>{isSyncing ? 'Messages are on their way.' : EMPTY_WORDS[folder.role] ?? 'This folder is empty.'}</EmptyState>}
    />
  );
});

/** What is shown is not everything. */
function SearchNotice({ rows: { failure, failures, total } }: { readonly rows: SearchRows }) {
  if (failure) return total > 0 ? <InlineAlert tone="warning" title="The search was cut short"><p>{failure.message} There may be more.</p></InlineAlert> : null;
  if (failures.length === 0) return null;
  return (
    <InlineAlert tone="warning" title={`${failures.length === 1 ? 'One folder' : `${failures.length} folders`} could not be searched`}>
      <p>{failures.slice(0, 3).map(({ folder, failure: reason }) => `${folder}: ${reason.message}`).join(' ')}</p>
    </InlineAlert>
  );
}

/** How many rows a folder probably has, while its list is on its way. */
function useExpected(id: FolderId | null): number {
  return useShared('folders.tree', useCallback(({ value }: ProjectionState<'folders.tree'>) => (
    (id === null ? 0 : value?.folders.find((folder) => folder.id === id)?.total) || PROBABLY
  ), [id]));
}

const EMPTY_WORDS: Partial<Record<FolderPlace['role'], string>> = {
  inbox: 'Nothing here. The inbox is empty.',
  drafts: 'No drafts.',
  sent: 'Nothing has been sent yet.',
  junk: 'No junk.',
  trash: 'The trash is empty.',
};
