/** The mail window: puts folders, list, reader, search and composer together. */
import { Menu as MenuIcon } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { keysFor } from '../../shared/keys.ts';
import type { AccountSummary } from '../../shared/model/account.ts';
import { Mark } from '../design/Mark.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useLine } from '../engine/EngineProvider.tsx';
import { useProjection } from '../engine/use-projection.ts';
import { FolderPane } from '../features/folders/FolderPane.tsx';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { NOTHING, opened, type Selection } from '../features/message-list/selection.ts';
import { useFolderRows } from '../features/message-list/use-folder-rows.ts';
import { SearchBox, type SearchBoxHandle } from '../features/search/SearchBox.tsx';
import { useSearchRows } from '../features/search/use-search-rows.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { AppMenu } from './AppMenu.tsx';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { ListView } from './ListView.tsx';
import styles from './Mail.module.css';
import { ReaderView } from './ReaderView.tsx';
import { Shell, type Width } from './Shell.tsx';
import { StateFoot } from './StateFoot.tsx';
import type { MessageAction } from './actions.ts';
import { useActions } from './use-actions.ts';
import { useKeys } from './use-keys.ts';
import { useMailState } from './use-mail-state.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useMedia } from './use-media.ts';
import { useStable } from './use-stable.ts';
import { useWriting } from './use-writing.ts';
import { newLetter } from './writing.ts';
import { WritingView } from './WritingView.tsx';

export interface MailProps {
  readonly accounts: readonly AccountSummary[];
  readonly newest: AccountId | null;
  readonly onAddAccount: () => void;
}

export function Mail({ accounts, newest, onAddAccount }: MailProps) {
  const tree = useProjection('folders.tree', {});
  const folders = tree.value?.folders ?? NO_FOLDERS;
  const mail = useMailState(folders, newest);
  const width = useWidth();
  const { phase } = useLine();
  const toasts = useToasts();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [readerInFront, setReaderInFront] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const { writing, ...composer } = useWriting();
  const grid = useRef<GridHandle>(null);
  const searchBox = useRef<SearchBoxHandle>(null);

  const folderRows = useFolderRows(mail.folder?.id ?? null);
  const searchRows = useSearchRows(mail.query);
  const source = mail.query ? searchRows : folderRows;
  const { selection } = mail;
  const openId = opened(selection);
  const openRow = source.rows.find(({ id }) => id === openId);
  const isReading = openId !== null && (width !== 'narrow' || readerInFront);
  useMarkRead(isReading ? openId : null, openRow);

  const actions = useActions({
    folders,
    rows: source.rows,
    selection,
    onSelect: mail.select,
    grid,
    onRemoving: () => setReaderInFront(false),
  });
  const select = (next: Selection): void => {
    composer.putAside();
    mail.select(next);
  };
  const act = (action: MessageAction): void => actions.run(action, [...selection.ids]);
  const toggleFlag = (): void => {
    const chosen = source.rows.filter(({ id }) => selection.ids.has(id));
    act(chosen.length > 0 && chosen.every(({ flags }) => flags & FLAG.flagged) ? 'unflag' : 'flag');
  };
  const answer = (kind: 'reply' | 'replyAll' | 'forward'): void => { if (openId) composer.write({ kind, messageId: openId }); };
  const compose = (): void => {
    const accountId = mail.folder?.accountId ?? accounts[0]?.id;
    setDrawerOpen(false);
    if (accountId) composer.write(newLetter(accountId));
  };
  // Stable, because the folder tree is dear to draw and the selection changes with every key.
  const composeNew = useStable(compose);
  const goToFolder = useStable((id: FolderId) => {
    mail.goTo(id);
    composer.putAside();
    setReaderInFront(false);
    if (width !== 'wide') setDrawerOpen(false);
  });
  const showKeys = useStable(() => setKeysShown(true));
  const foot = useMemo(() => <StateFoot accounts={accounts} />, [accounts]);
  const closeComposer = (): void => {
    composer.close();
    requestAnimationFrame(() => grid.current?.focus());
  };
  const goRole = (role: 'inbox' | 'drafts' | 'sent'): void => {
    const target = folders.find((folder) => folder.role === role && folder.accountId === mail.folder?.accountId);
    if (target) mail.goTo(target.id);
  };
  const goBack = (): void => {
    if (readerInFront && width === 'narrow') {
      setReaderInFront(false);
      requestAnimationFrame(() => grid.current?.focus());
    } else if (selection.ids.size > 1 && selection.lead) mail.select({ ids: new Set([selection.lead]), anchor: selection.lead, lead: selection.lead });
    else if (mail.query) {
      mail.leaveSearch();
      requestAnimationFrame(() => grid.current?.focus());
    } else grid.current?.focus();
  };

  useKeys(writing.kind !== 'none' ? { search: () => searchBox.current?.focus() } : {
    next: (event) => grid.current?.move(1, event.shiftKey),
    previous: (event) => grid.current?.move(-1, event.shiftKey),
    open: () => { if (openId) setReaderInFront(true); },
    back: goBack,
    goInbox: () => goRole('inbox'),
    goDrafts: () => goRole('drafts'),
    goSent: () => goRole('sent'),
    archive: () => act('archive'),
    delete: () => act('delete'),
    junk: () => act('junk'),
    flag: toggleFlag,
    markUnread: () => act('markUnread'),
    markRead: () => act('markRead'),
    selectAll: () => grid.current?.selectAll(),
    toggle: () => grid.current?.toggleLead(),
    undo: () => { toasts.act(); },
    compose,
    reply: () => answer('reply'),
    replyAll: () => answer('replyAll'),
    forward: () => answer('forward'),
    search: () => searchBox.current?.focus(),
    help: () => setKeysShown(true),
  });

  const title = mail.folder ? `${mail.folder.name}${mail.folder.unread ? ` (${mail.folder.unread})` : ''} · Godwit` : 'Godwit';
  useEffect(() => { document.title = title; }, [title]);

  return (
    <>
      <Shell
        width={width}
        brand={width === 'wide' ? <Brand /> : <IconButton label="Show folders" icon={<MenuIcon size={18} aria-hidden />} onPress={() => setDrawerOpen(true)} />}
        search={<SearchBox ref={searchBox} text={mail.typed} onText={mail.setTyped} scope={mail.scope} onScope={mail.setScope} active={mail.query?.text ?? null} onSearch={(text) => { mail.search(text); setReaderInFront(false); }} onLeave={() => { if (mail.query) goBack(); }} onEnterList={() => grid.current?.move(1)} />}
        tools={
          <>
            <span role="status" className={styles.line}>{phase === 'reconnecting' ? 'Reconnecting…' : ''}</span>
            <AppMenu onAddAccount={onAddAccount} onShowKeys={showKeys} />
          </>
        }
        folders={
          <FolderPane
            accounts={accounts}
            folders={folders}
            selected={mail.folder?.id ?? null}
            onSelect={goToFolder}
            onCompose={composeNew}
            onAddAccount={onAddAccount}
            foot={foot}
          />
        }
        list={
          mail.folder ? (
            <ListView
              account={accounts.find(({ id }) => id === mail.folder?.accountId) ?? null}
              folder={mail.folder}
              folders={folders}
              folderRows={folderRows}
              search={mail.query ? { query: mail.query, rows: searchRows } : null}
              selection={selection}
              onSelect={select}
              onOpen={() => setReaderInFront(true)}
              onAction={actions.run}
              onLeaveSearch={goBack}
              gridRef={grid}
            />
          ) : (
            <EmptyState>{tree.failure ? `The folders cannot be shown just now. ${tree.failure.message} Your mail is safe on the server.` : 'The folders are on their way.'}</EmptyState>
          )
        }
        reader={writing.kind !== 'none' ? (
          <WritingView writing={writing} onClose={closeComposer} />
        ) : (
          <ReaderView
            selection={selection}
            onAct={act}
            onToggleFlag={toggleFlag}
            onClear={() => mail.select(NOTHING)}
            onWrite={answer}
            onBack={width === 'narrow' ? goBack : null}
            inJunk={mail.folder?.role === 'junk'}
          />
        )}
        readerInFront={readerInFront || writing.kind !== 'none'}
        drawerOpen={drawerOpen}
        onCloseDrawer={() => setDrawerOpen(false)}
      />
      <KeysDialog isOpen={keysShown} onClose={() => setKeysShown(false)} />
      <ConfirmDelete plan={actions.asking} onAnswer={actions.answer} />
    </>
  );
}

const NO_FOLDERS = [] as const;

const Brand = () => (
  <span className={styles.brand} aria-hidden="true" title={`Keys: ${keysFor('help')}`}>
    <Mark size={36} className={styles.mark ?? ''} />
    Godwit
  </span>
);

function useWidth(): Width {
  const isNarrow = useMedia('(width < 720px)');
  const isMedium = useMedia('(width < 1000px)');
  return isNarrow ? 'narrow' : isMedium ? 'medium' : 'wide';
}
