/** A window of its own for one message or conversation: the reader, its keys, and a composer in its place. */
import { useEffect, useRef, useState } from 'react';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import unseen from '../design/primitives/Unseen.module.css';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useRights } from '../engine/abilities.ts';
import { useFolderPlaces } from '../engine/folders.ts';
import { Reader } from '../features/reader/Reader.tsx';
import type { CardAction, ReaderHandle } from '../features/reader/reader-actions.ts';
import { planAction, whyNot, type ActionPlan, type PlainAction, type Scene } from './actions.ts';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import styles from './PopOutWindow.module.css';
import type { PoppedOut } from './pop-out.ts';
import { reasonsFor } from './reasons.ts';
import { useCards } from './use-cards.ts';
import { useKeys } from './use-keys.ts';
import { useStable } from './use-stable.ts';
import { useWriting } from './use-writing.ts';
import { WritingView } from './WritingView.tsx';

export function PopOutWindow({ messageId, isConversation }: PoppedOut) {
  const engine = useEngine();
  const toasts = useToasts();
  const folders = useFolderPlaces();
  const rights = useRights();
  const { writing, ...composer } = useWriting({ isAlone: false });
  const reader = useRef<ReaderHandle>(null);
  /** Takes back what was done last here. */
  const newest = useRef<(() => Promise<void>) | null>(null);
  const [keysShown, setKeysShown] = useState(false);
  const [asking, setAsking] = useState<{ plan: ActionPlan; closes: boolean } | null>(null);
  const [subject, setSubject] = useState('');
  useEffect(() => { document.title = `${visibleLine(subject, 200) || t('reader.noSubject')} · Godwit`; }, [subject]);

  const carryOut = async (plan: ActionPlan, closes: boolean): Promise<void> => {
    const result = await engine.call(plan.command, plan.input as never);
    if (!result.ok) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    // What is gone from here is on show in the main window, with a way back.
    if (plan.removes && closes) return closeWindow();
    const { operationId } = result.value;
    const undo = async (): Promise<void> => {
      const undone = await engine.call('activity.undo', { operationId });
      if (!undone.ok) toasts.show({ text: failureText(undone.failure), tone: 'error' });
    };
    newest.current = plan.command === 'messages.deleteForever' ? null : undo;
    toasts.show({ text: plan.told, ...(newest.current ? { action: { label: t('actions.undo'), onAction: () => void undo() } } : {}) });
  };
  // Alone with one message there is no list that would know more.
  const scene: Scene = { folders, seenIn: (id) => splitMessageId(id).folderId, allFlagged: () => reader.current?.isFlagged() ?? false, rightsOf: (id) => rights[id] ?? null, keepsNoTags: () => false, view: null };
  const run = (action: PlainAction, ids: readonly MessageId[], closes: boolean): void => {
    const reason = whyNot(action, ids, scene);
    if (reason !== null) return void toasts.show({ text: reason, seconds: 4 });
    const plan = planAction(action, ids, scene);
    if (plan?.command === 'messages.deleteForever') setAsking({ plan, closes });
    else if (plan) void carryOut(plan, closes);
  };
  const shown = (): readonly MessageId[] => reader.current?.shown() ?? [messageId];
  const toAll = (action: PlainAction): void => run(action, shown(), true);
  const cards = useCards({
    run: (action: CardAction, ids) => run(action, ids, !isConversation),
    whyNot: (action, ids) => whyNot(action, ids, scene),
    write: composer.write,
    openDraft: composer.open,
    isPoppedOut: true,
  });
  const actions = {
    reasons: reasonsFor(new Set([messageId]), scene),
    archive: () => toAll('archive'),
    remove: () => toAll('delete'),
    toggleFlag: () => toAll('toggleFlag'),
    markUnread: () => toAll('markUnread'),
    reply: (kind: 'reply' | 'replyAll' | 'forward') => {
      const id = reader.current?.current();
      if (id) composer.write({ kind, messageId: id });
    },
  };
  const onGone = useStable(closeWindow);

  useKeys(writing.kind !== 'none' ? {} : {
    back: closeWindow,
    nextInConversation: () => reader.current?.step(1),
    previousInConversation: () => reader.current?.step(-1),
    expandAll: () => reader.current?.foldAll(false),
    collapseAll: () => reader.current?.foldAll(true),
    print: () => reader.current?.print(),
    saveMessage: () => reader.current?.save(),
    archive: actions.archive,
    delete: actions.remove,
    flag: actions.toggleFlag,
    markUnread: actions.markUnread,
    undo: () => {
      void newest.current?.();
      newest.current = null;
    },
    reply: () => actions.reply('reply'),
    replyAll: () => actions.reply('replyAll'),
    forward: () => actions.reply('forward'),
    help: () => setKeysShown(true),
  });

  return (
    <main className={styles.window}>
      <h1 className={unseen.unseen} dir="auto">{subject ? visibleLine(subject, 200) : 'Godwit'}</h1>
      {writing.kind !== 'none'
        ? <WritingView writing={writing} onClose={composer.close} onAside={composer.onAside} onDiscarded={composer.onDiscarded} onRefused={composer.onRefused} />
        : <Reader messageId={messageId} isConversation={isConversation} actions={actions} cards={cards} handle={reader} onGone={onGone} onSubject={setSubject} />}
      <KeysDialog isOpen={keysShown} onClose={() => setKeysShown(false)} />
      <ConfirmDelete plan={asking?.plan ?? null} onAnswer={(yes) => { setAsking(null); if (yes && asking) void carryOut(asking.plan, asking.closes); }} />
    </main>
  );
}

/** A browser closes only what was opened by a page; else what is there stays and says so. */
function closeWindow(): void {
  window.close();
}
