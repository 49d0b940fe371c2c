/** The list of the window: a folder, or the hits of a search, with its words when empty or failing. */
import { ArrowLeft } from 'lucide-react';
import type { Ref } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import type { AccountSummary } from '../../shared/model/account.ts';
import type { FolderRow } from '../../shared/model/folder.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { MessagePane } from '../features/message-list/MessagePane.tsx';
import type { OnRowAction } from '../features/message-list/row-actions.ts';
import type { Selection } from '../features/message-list/selection.ts';
import type { FolderRows } from '../features/message-list/use-folder-rows.ts';
import type { SearchQuery, SearchRows } from '../features/search/use-search-rows.ts';
import { AccountNotice } from '../features/setup/AccountNotice.tsx';
import { useSettings } from './settings.ts';
import { useToday } from './use-now.ts';

export interface ListViewProps {
  readonly account: AccountSummary | null;
  readonly folder: FolderRow;
  readonly folders: readonly FolderRow[];
  readonly folderRows: FolderRows;
  readonly search: { readonly query: SearchQuery; readonly rows: SearchRows } | null;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly onLeaveSearch: () => void;
  readonly gridRef: Ref<GridHandle>;
}

const number = (value: number): string => value.toLocaleString('en-GB');

export function ListView({ account, folder, folders, folderRows, search, selection, onSelect, onOpen, onAction, onLeaveSearch, gridRef }: ListViewProps) {
  const { density } = useSettings();
  const today = useToday();
  const many = selection.ids.size > 1 ? `${number(selection.ids.size)} selected` : null;
  const shared = { selection, onSelect, onOpen, onAction, density, today, gridRef };

  if (search) {
    const { query, rows } = search;
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
        notice={rows.failures.length > 0 ? (
          <InlineAlert tone="warning" title={`${rows.failures.length === 1 ? 'One folder' : `${rows.failures.length} folders`} could not be searched`}>
            <p>{rows.failures.slice(0, 3).map(({ folder: name, failure }) => `${name}: ${failure.message}`).join(' ')}</p>
          </InlineAlert>
        ) : null}
        empty={
          <EmptyState hideMark={false} action={<Button variant="quiet" onPress={onLeaveSearch}>Back to {folder.name}</Button>}>
            {rows.failure ? `${rows.failure.message} The search was not done; nothing else is affected.` : 'Nothing was found.'}
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
      expected={folder.total || 12}
      outgoing={folder.role === 'sent' || folder.role === 'drafts'}
      notice={<>{account ? <AccountNotice key={account.id} account={account} /> : null}{failure ? <InlineAlert tone="error" title="This folder cannot be shown just now"><p>{failure.message} Your mail is safe on the server.</p></InlineAlert> : null}</>}
      empty={<EmptyState>{isSyncing ? 'Messages are on their way.' : EMPTY_WORDS[folder.role] ?? 'This folder is empty.'}</EmptyState>}
    />
  );
}

const EMPTY_WORDS: Partial<Record<FolderRow['role'], string>> = {
  inbox: 'Nothing here. The inbox is empty.',
  drafts: 'No drafts.',
  sent: 'Nothing has been sent yet.',
  junk: 'No junk.',
  trash: 'The trash is empty.',
};
