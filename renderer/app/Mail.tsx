/** The mail window: puts folders, list, reader, search and composer together. */
import { PenLine } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import { keysFor } from '../../shared/keys.ts';
import type { ListView as ListViewPlace, UnifiedBox } from '../../shared/model/view.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { useAccountPlaces, type AccountPlace } from '../engine/accounts.ts';
import { useFolderPlaces, useFoldersFailure } from '../engine/folders.ts';
import { FolderPane } from '../features/folders/FolderPane.tsx';
import type { PaneActions } from '../features/folders/pane-context.ts';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import type { ListRow } from '../features/message-list/list-row.ts';
import { NOTHING, opened, type Selection } from '../features/message-list/selection.ts';
import type { ReaderHandle } from '../features/reader/reader-actions.ts';
import { toggleColours } from '../features/reader/html/colour-toggle.ts';
import { SearchBox, type SearchBoxHandle } from '../features/search/SearchBox.tsx';
import { AppMenu } from './AppMenu.tsx';
import { Brand } from './Brand.tsx';
import { CheckMail } from './CheckMail.tsx';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { DraftsMenu } from './DraftsMenu.tsx';
import { FoldersButton } from './FoldersButton.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { LineStatus } from './LineStatus.tsx';
import { ListView } from './ListView.tsx';
import { ReaderView } from './ReaderView.tsx';
import { Shell, type Width } from './Shell.tsx';
import type { MessageAction } from './actions.ts';
import { reasonsFor } from './reasons.ts';
import { openRowMenu } from './row-menu-key.ts';
import { useQuiet } from './notes/use-quiet.ts';
import { useRequests } from './notes/use-requests.ts';
import { useToldElsewhere } from './told-elsewhere.ts';
import { useActions } from './use-actions.ts';
import { useCards } from './use-cards.ts';
import { useCheckMail } from './use-check-mail.ts';
import { useChoosers, useRememberSearch } from './use-choosers.tsx';
import { useCare } from './use-care.tsx';
import { useKeys, type AllCommands, type Commands } from './use-keys.ts';
import { useMailState } from './use-mail-state.ts';
import { useMedia } from './use-media.ts';
import { useOffers } from './use-offers.ts';
import { useOnReader, type OnReader } from './use-on-reader.ts';
import { usePanels } from './use-panels.tsx';
import { usePanes } from './use-panes.ts';
import { useNewest, useStable } from './use-stable.ts';
import { useMarkAllRead } from './use-mark-all-read.ts';
import { useScene } from './use-scene.ts';
import { useTags } from './use-tags.tsx';
import { useWriting } from './use-writing.ts';
import { WindowTitle } from './WindowTitle.tsx';
import { WritingView } from './WritingView.tsx';

const NONE: readonly AccountPlace[] = [];

export interface MailProps {
  readonly newest: AccountId | null;
  readonly onAddAccount: () => void;
}

/** Drawn anew when something is done here; what the engine tells is watched by the parts that show it. */
export function Mail({ newest, onAddAccount }: MailProps) {
  const accounts = useAccountPlaces();
  // A new list of folders draws much: in slices, and what is on screen answers meanwhile.
  const folders = useDeferredValue(useFolderPlaces());
  const foldersFailure = useFoldersFailure();
  const mail = useMailState(foldersFailure ? NONE : accounts, folders, newest);
  const width = useWidth();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [readerInFront, setReaderInFront] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const { writing, ...composer } = useWriting();
  const { write, open } = composer;
  const writingId = writing.kind === 'none' ? null : writing.draftId;
  const drafts = useMemo(() => <DraftsMenu writing={writingId} onOpen={open} />, [writingId, open]);
  const grid = useRef<GridHandle>(null);
  const searchBox = useRef<SearchBoxHandle>(null);
  const reader = useRef<ReaderHandle>(null);
  const rows = useRef<readonly ListRow[]>([]);
  const { selection } = mail;
  const openId = opened(selection);

  const { tags, showTags, editTags } = useTags(rows, () => grid.current?.focus());
  const scene = useScene({ folders, rows, selection, view: mail.query ? null : (mail.place?.view ?? null) });
  const actions = useActions({ folders, rows, onTag: showTags, selection, scene, onSelect: mail.select, grid, onRemoving: () => setReaderInFront(false) });
  useToldElsewhere(actions.tell);
  // Handlers of memoised parts keep their identity: a key press draws what it changes.
  const run = useStable(actions.run);
  const { asking } = actions;
  const onAnswer = useStable(actions.answer);
  const whyNot = useNewest(actions.whyNot);
  const reasons = useMemo(() => reasonsFor(selection.ids, scene()), [selection.ids, scene]);
  const select = useStable((next: Selection) => {
    composer.close();
    mail.select(next);
  });
  /** To all that is selected, once that is all that was meant. */
  const onSelected = useStable((does: () => void) => { if (grid.current) grid.current.whenSelected(does); else does(); });
  const actNow = useStable((action: MessageAction) => actions.run(action, [...selection.ids]));
  const archiveNow = useStable((to: 'next' | 'previous') => actions.archiveAndGo([...selection.ids], to));
  const act = useStable((action: MessageAction) => onSelected(() => actNow(action)));
  const toggleFlag = useStable(() => act('toggleFlag'));
  const answerNow = useStable((kind: 'reply' | 'replyAll' | 'forward') => {
    // The reader may still be on its way to what was selected.
    const isShown = openId !== null && reader.current?.shown().includes(openId);
    const messageId = isShown ? reader.current?.current() : openId;
    if (messageId) composer.write({ kind, messageId });
  });
  const answer = useStable((kind: 'reply' | 'replyAll' | 'forward') => onSelected(() => answerNow(kind)));
  const compose = useStable(() => {
    const accountId = mail.place?.accountId ?? accounts[0]?.id;
    setDrawerOpen(false);
    if (accountId) composer.write({ kind: 'new', accountId });
  });
  const goToView = useStable((view: ListViewPlace, isPassing = false) => {
    mail.goTo(view);
    composer.close();
    setReaderInFront(false);
    if (width !== 'wide' && !isPassing) setDrawerOpen(false);
  });
  useQuiet(mail.query ? null : (mail.place?.view ?? null));
  useRequests({
    placeKey: mail.query ? '' : (mail.place?.key ?? null),
    onGoTo: goToView,
    onOpen: (id) => {
      mail.select({ ids: new Set([id]), rows: 1, anchor: id, lead: id });
      setReaderInFront(true);
    },
    onReply: (messageId) => composer.write({ kind: 'reply', messageId }),
  });
  const { foot, panels, showActivity, showStorage } = usePanels({
    onWrite: write,
    onGoTo: (accountId) => {
      const inbox = folders.find((one) => one.accountId === accountId && one.role === 'inbox');
      if (inbox) goToView({ kind: 'folder', folderId: inbox.id });
    },
    onShowFoot: () => {
      if (width === 'wide' || drawerOpen) return false;
      setDrawerOpen(true);
      return true;
    },
    onHideFoot: () => {
      setDrawerOpen(false);
      requestAnimationFrame(() => grid.current?.focus());
    },
  });
  const { care, askEmpty, ...onFolders } = useCare(accounts, folders, showStorage);
  const onDropMessages = useStable<Parameters<PaneActions['onDropMessages']>>((ids, folderId, copy) => (copy ? actions.copyTo : actions.moveTo)(ids, folderId));
  const showKeys = useStable(() => setKeysShown(true));
  const openDrawer = useStable(() => setDrawerOpen(true));
  const openReader = useStable(() => setReaderInFront(true));
  const clearSelection = useStable(() => mail.select(NOTHING));
  const closeComposer = (): void => {
    composer.close();
    requestAnimationFrame(() => grid.current?.focus());
  };
  const goRole = (role: UnifiedBox): void => {
    const own = folders.find((folder) => folder.role === role && folder.accountId === mail.place?.accountId);
    goToView(own ? { kind: 'folder', folderId: own.id } : { kind: 'unified', box: role });
  };
  const leaveSearch = useStable(() => {
    if (!mail.query) return;
    mail.leaveSearch();
    setReaderInFront(false);
    requestAnimationFrame(() => grid.current?.focus());
  });
  /** One step back, not all at once. */
  const goBack = useStable(() => {
    if (readerInFront && width === 'narrow') {
      setReaderInFront(false);
      requestAnimationFrame(() => grid.current?.focus());
    } else if (selection.rows > 1 && selection.lead && grid.current) grid.current.selectLead();
    else if (mail.query) leaveSearch();
    else grid.current?.focus();
  });
  const rememberSearch = useRememberSearch();
  const search = useStable((text: string) => {
    mail.search(text);
    rememberSearch(text);
    setReaderInFront(false);
  });
  const searchAll = useStable(() => mail.setScope('account'));
  const cards = useCards({ run, whyNot, write, openDraft: open, search });
  const enterList = useStable(() => grid.current?.move(1));

  const panes = usePanes(grid);
  const checkMail = useCheckMail();
  const markAllRead = useMarkAllRead(mail.query ? null : mail.place);
  const onOpenReader = useOnReader(reader, openId);
  const onReader: OnReader = (does, isWhole) => onSelected(() => onOpenReader(does, isWhole));
  const openNow = useStable(() => { if (openId) setReaderInFront(true); });
  const offers = useOffers(onReader);
  const everywhere = { search: () => searchBox.current?.focus(), nextPane: panes.next, previousPane: panes.previous } satisfies Commands;
  const commands = {
    ...everywhere,
    ...offers,
    next: () => grid.current?.move(1),
    previous: () => grid.current?.move(-1),
    extendNext: () => grid.current?.move(1, true),
    extendPrevious: () => grid.current?.move(-1, true),
    open: () => onSelected(openNow),
    back: goBack,
    nextInConversation: () => onReader((open) => open?.step(1)),
    previousInConversation: () => onReader((open) => open?.step(-1)),
    expandAll: () => onReader((open) => open?.foldAll(false)),
    collapseAll: () => onReader((open) => open?.foldAll(true)),
    popOut: () => onReader((open) => open?.popOut()),
    print: () => onReader((open) => open?.print(), true),
    originalColours: () => { toggleColours(); },
    saveMessage: () => onReader((open) => open?.save()),
    headers: () => onReader((open) => open?.headers()),
    source: () => onReader((open) => open?.source()),
    goInbox: () => goRole('inbox'),
    goFlagged: () => goRole('flagged'),
    goUnread: () => goRole('unread'),
    goDrafts: () => goRole('drafts'),
    goSent: () => goRole('sent'),
    goArchive: () => goRole('archive'),
    goJunk: () => goRole('junk'),
    goTrash: () => goRole('trash'),
    archive: () => act('archive'),
    archiveNext: () => onSelected(() => archiveNow('next')),
    archivePrevious: () => onSelected(() => archiveNow('previous')),
    delete: () => act('delete'),
    junk: () => act('toggleJunk'),
    move: () => act('move'),
    copy: () => act('copy'),
    markAllRead,
    menu: () => onSelected(openRowMenu),
    flag: toggleFlag,
    markUnread: () => act('markUnread'),
    markRead: () => act('markRead'),
    tag: () => act('tag'),
    selectAll: () => grid.current?.selectAll(),
    selectNone: () => mail.select({ ...NOTHING, anchor: selection.lead, lead: selection.lead }),
    selectUnread: () => grid.current?.selectWhere('unread'),
    selectRead: () => grid.current?.selectWhere('read'),
    selectFlagged: () => grid.current?.selectWhere('flagged'),
    selectUnflagged: () => grid.current?.selectWhere('unflagged'),
    filter: mail.list.toggleFilters,
    listOptions: () => mail.list.showOptions(true),
    conversations: mail.toggleConversations,
    toggle: () => grid.current?.toggleLead(),
    undo: actions.undoLast,
    compose,
    reply: () => answer('reply'),
    replyAll: () => answer('replyAll'),
    forward: () => answer('forward'),
    checkMail,
    activity: showActivity,
    help: () => setKeysShown(true),
  } satisfies Commands;
  const isWriting = writing.kind !== 'none';
  const { choosers, commands: choosing } = useChoosers({ accounts, folders, place: mail.place, isSearching: mail.query !== null, actions, onAct: act, ids: isWriting ? [] : [...selection.ids], isReading: !isWriting && openId !== null, offers: () => reader.current?.offers() ?? {}, commands: isWriting ? everywhere : commands, onGoTo: goToView, onSearch: search, onEmpty: askEmpty, onStorage: showStorage, onAddAccount });
  const all: AllCommands = { ...commands, ...choosing };
  useKeys(isWriting ? { ...everywhere, ...choosing } : all);

  return (
    <>
      <Shell
        width={width}
        brand={(pane) => (width === 'wide' ? <Brand {...pane} /> : <FoldersButton onPress={openDrawer} />)}
        search={<SearchBox ref={searchBox} text={mail.typed} onText={mail.setTyped} scope={mail.scope} onScope={mail.setScope} active={mail.query?.text ?? null} onSearch={search} onLeave={leaveSearch} onEnterList={enterList} />}
        tools={
          <>
            <LineStatus />
            {width === 'wide' || drawerOpen ? null : <IconButton label={t('app.compose')} keys={keysFor('compose')} icon={<PenLine size={18} aria-hidden />} onPress={compose} />}
            <CheckMail />
            <AppMenu onAddAccount={onAddAccount} onActivity={showActivity} onStorage={showStorage} onShowKeys={showKeys} onTags={editTags} />
          </>
        }
        folders={(isSmall) => <FolderPane isSmall={isSmall} selected={mail.place?.view ?? null} onSelect={goToView} onCompose={compose} onAddAccount={onAddAccount} {...onFolders} onDropMessages={onDropMessages} besideCompose={drafts} foot={foot} />}
        list={
          mail.place ? (
            <ListView
              place={mail.place}
              folders={folders}
              query={mail.query}
              selection={selection}
              list={mail.list}
              isAlone={width === 'narrow'}
              onSelect={select}
              onFollow={mail.select}
              onOpen={openReader}
              onAction={run}
              onAct={act}
              whyNot={whyNot}
              onLeaveSearch={leaveSearch}
              onSearchAll={searchAll}
              rowsRef={rows}
              gridRef={grid}
            />
          ) : (
            <EmptyState>{foldersFailure ? t('app.foldersNotShown', { reason: failureText(foldersFailure) }) : t('app.foldersOnTheirWay')}</EmptyState>
          )
        }
        reader={writing.kind !== 'none' ? (
          <WritingView writing={writing} onClose={closeComposer} onAside={composer.onAside} onForked={composer.onForked} onDiscarded={composer.onDiscarded} onRefused={composer.onRefused} />
        ) : (
          <ReaderView
            selection={selection}
            isConversation={mail.isConversation}
            onAct={act}
            onToggleFlag={toggleFlag}
            onClear={clearSelection}
            onWrite={answer}
            cards={cards}
            handle={reader}
            onBack={width === 'narrow' ? goBack : null}
            inJunk={mail.place?.role === 'junk'}
            reasons={reasons}
          />
        )}
        readerInFront={readerInFront || writing.kind !== 'none'}
        drawerOpen={drawerOpen}
        onCloseDrawer={() => setDrawerOpen(false)}
      />
      <WindowTitle place={mail.place} />
      {care}
      {panels}
      {tags}
      {choosers}
      {useMemo(() => <KeysDialog isOpen={keysShown} onClose={() => setKeysShown(false)} />, [keysShown])}
      {useMemo(() => <ConfirmDelete plan={asking} onAnswer={onAnswer} />, [asking, onAnswer])}
    </>
  );
}

function useWidth(): Width {
  const isNarrow = useMedia('(width < 720px)');
  const isMedium = useMedia('(width < 1000px)');
  return isNarrow ? 'narrow' : isMedium ? 'medium' : 'wide';
}
