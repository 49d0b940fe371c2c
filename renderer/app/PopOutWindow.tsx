/** A window of its own for one message or conversation: the reader, its keys, and a composer in its place. */
import { useEffect, useRef, useState } from 'react';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import { ACTIONS, type ActionName } from '../../shared/keys.ts';
import type { MessageAction, WhyNot } from '../../shared/message-actions.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { t } from '../../shared/locales/t.ts';
import unseen from '../design/primitives/Unseen.module.css';
import { useRights, useTagless } from '../engine/abilities.ts';
import { useAccountPlaces } from '../engine/accounts.ts';
import { useFolderPlaces, useFoldersKnown } from '../engine/folders.ts';
import { NOTHING } from '../features/message-list/selection.ts';
import { toggleColours } from '../features/reader/html/colour-toggle.ts';
import { Reader } from '../features/reader/Reader.tsx';
import type { ReaderActions, ReaderHandle } from '../features/reader/reader-actions.ts';
import { whyNot, type Scene } from './actions.ts';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Palette } from './Palette.tsx';
import { PickTarget } from './PickFolder.tsx';
import styles from './PopOutWindow.module.css';
import type { PoppedOut } from './pop-out.ts';
import { reasonsFor } from './reasons.ts';
import { tellElsewhere } from './told-elsewhere.ts';
import { useActions } from './use-actions.ts';
import { useCards } from './use-cards.ts';
import { useKeys, type Commands } from './use-keys.ts';
import { useOffers } from './use-offers.ts';
import { useOnReader } from './use-on-reader.ts';
import { useStable } from './use-stable.ts';
import { useTags } from './use-tags.tsx';
import { useWhenReady } from './use-when-ready.ts';
import { useWriting } from './use-writing.ts';
import { WritingView } from './WritingView.tsx';

export function PopOutWindow({ messageId, isConversation }: PoppedOut) {
  const accounts = useAccountPlaces();
  const folders = useFolderPlaces();
  const rights = useRights();
  const tagless = useTagless();
  const { writing, ...composer } = useWriting({ isAlone: false });
  const reader = useRef<ReaderHandle>(null);
  const [paletteShown, setPaletteShown] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  /** Null until what is to be shown is here. */
  const [known, setSubject] = useState<string | null>(null);
  const subject = known ?? '';
  useEffect(() => { document.title = `${visibleLine(subject, 200) || t('reader.noSubject')} · Godwit`; }, [subject]);

  // Alone with one message there is no list that would know more.
  const scene = (): Scene => ({ folders, seenIn: (id) => splitMessageId(id).folderId, allFlagged: () => reader.current?.isFlagged() ?? false, rightsOf: (id) => rights[id] ?? null, keepsNoTags: (id) => tagless.includes(id), view: null });
  const { tags, showTags } = useTags(null, focusReader);
  /** Messages without which nothing is left to show: what takes them away may be told after something else was asked for. */
  const wholes = useRef(new Set<string>());
  const actions = useActions({
    folders, rows: NO_ROWS, selection: NOTHING, scene, onSelect: nothing, grid: NO_GRID, onRemoving: nothing, onTag: showTags,
    onRemoved(told, ids) {
      if (!wholes.current.has(nameOf(ids))) return;
      tellElsewhere(told);
      closeWindow();
    },
  });
  const { picking } = actions;
  const foldersKnown = useFoldersKnown();
  /** Of a conversation that is on its way not all is known that is meant. */
  const whenHere = useWhenReady(!isConversation || known !== null);
  const whenFolders = useWhenReady(foldersKnown);
  /** What needs no more than the messages says itself whether it can be done. */
  const whyNotNow: WhyNot = (action, ids) => (foldersKnown || action === 'notJunk' ? actions.whyNot(action, ids) : null);
  const runNow = useStable((action: MessageAction, ids: readonly MessageId[], closes: boolean): void => {
    if (closes) wholes.current.add(nameOf(ids));
    else wholes.current.delete(nameOf(ids));
    actions.run(action, ids);
  });
  const run = (action: MessageAction, ids: readonly MessageId[], closes: boolean): void => {
    if (OF_FOLDERS.has(action)) whenFolders(() => runNow(action, ids, closes));
    else runNow(action, ids, closes);
  };
  const shown = (): readonly MessageId[] => reader.current?.shown() ?? [messageId];
  const toAll = (action: MessageAction): void => whenHere(() => run(action, shown(), true));
  const cards = useCards({
    run: (action, ids) => run(action, ids, !isConversation),
    whyNot: whyNotNow,
    write: composer.write,
    openDraft: composer.open,
    isPoppedOut: true,
  });
  const now = scene();
  const reasons = foldersKnown ? reasonsFor(new Set([messageId]), now) : {};
  const inJunk = foldersKnown && whyNot('notJunk', [messageId], now) === null;
  const onToolbar: ReaderActions = {
    reasons,
    archive: () => toAll('archive'),
    remove: () => toAll('delete'),
    toggleFlag: () => toAll('toggleFlag'),
    markUnread: () => toAll('markUnread'),
    tag: () => toAll('tag'),
    move: () => toAll('move'),
    copy: () => toAll('copy'),
    junk: inJunk ? undefined : () => toAll('junk'),
    notJunk: inJunk ? () => toAll('notJunk') : undefined,
    reply: (kind) => {
      const id = reader.current?.current();
      if (id) composer.write({ kind, messageId: id });
    },
  };
  const onGone = useStable(closeWindow);

  const isWriting = writing.kind !== 'none';
  const openPalette = (): void => setPaletteShown(true);
  const offers = useOffers(useOnReader(reader, null));
  const commands: Commands = {
    ...offers,
    palette: openPalette,
    back: closeWindow,
    nextInConversation: () => reader.current?.step(1),
    previousInConversation: () => reader.current?.step(-1),
    expandAll: () => reader.current?.foldAll(false),
    collapseAll: () => reader.current?.foldAll(true),
    originalColours: () => { toggleColours(); },
    print: () => reader.current?.print(),
    saveMessage: () => reader.current?.save(),
    headers: () => reader.current?.headers(),
    source: () => reader.current?.source(),
    archive: onToolbar.archive,
    delete: onToolbar.remove,
    junk: () => toAll('toggleJunk'),
    move: onToolbar.move!,
    copy: onToolbar.copy!,
    tag: onToolbar.tag!,
    flag: onToolbar.toggleFlag,
    markUnread: onToolbar.markUnread,
    markRead: () => toAll('markRead'),
    undo: actions.undoLast,
    reply: () => onToolbar.reply('reply'),
    replyAll: () => onToolbar.reply('replyAll'),
    forward: () => onToolbar.reply('forward'),
    help: () => setKeysShown(true),
  };
  useKeys(isWriting ? { palette: openPalette } : commands);

  return (
    <main className={styles.window}>
      <h1 className={unseen.unseen} dir="auto">{subject ? visibleLine(subject, 200) : 'Godwit'}</h1>
      {writing.kind !== 'none'
        ? <WritingView writing={writing} onClose={composer.close} onAside={composer.onAside} onForked={composer.onForked} onDiscarded={composer.onDiscarded} onRefused={composer.onRefused} />
        : <Reader messageId={messageId} isConversation={isConversation} actions={onToolbar} cards={cards} handle={reader} onGone={onGone} onSubject={setSubject} />}
      {tags}
      {picking ? <PickTarget key={picking.number} picking={picking} isWhole={foldersKnown} from={null} near={splitFolderId(splitMessageId(messageId).folderId).accountId} accounts={accounts} folders={folders} onPicked={actions.picked} /> : null}
      {paletteShown ? <Palette ids={isWriting ? [] : shown()} isReading={!isWriting} offers={() => reader.current?.offers() ?? {}} commands={isWriting ? {} : commands} run={toAll} whyNot={whyNotNow} around={null} onLeave={() => setPaletteShown(false)} /> : null}
      <KeysDialog isOpen={keysShown} only={ACTIONS.filter((name) => name in commands || ELSEWHERE.has(name))} onClose={() => setKeysShown(false)} />
      <ConfirmDelete plan={actions.asking} onAnswer={actions.answer} />
    </main>
  );
}

/** Which folders there are says whether and where to; which one to move or copy to is asked while they come. */
const OF_FOLDERS: ReadonlySet<MessageAction> = new Set(['archive', 'delete', 'junk', 'notJunk', 'toggleJunk']);
/** Done by the composer and by the settings themselves. */
const ELSEWHERE: ReadonlySet<ActionName> = new Set(['send', 'settings']);
const nameOf = (ids: readonly MessageId[]): string => ids.join(' ');
const NO_ROWS = { current: [] };
const NO_GRID = { current: null };
const nothing = (): void => undefined;

/** What a menu was opened from may be gone when it is closed. */
function focusReader(): void {
  document.querySelector<HTMLElement>('main [role=toolbar] button')?.focus();
}

/** A browser closes only what was opened by a page; else what is there stays and says so. */
function closeWindow(): void {
  window.close();
}
