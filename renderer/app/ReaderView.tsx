/** The right pane: one message, several selected, or nothing. */
import { memo, useMemo, type Ref } from 'react';
import { t } from '../../shared/locales/t.ts';
import { DrawGuard } from '../design/primitives/DrawGuard.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { Reader } from '../features/reader/Reader.tsx';
import type { CardActions, ReaderHandle, Reasons } from '../features/reader/reader-actions.ts';
import { opened, type Selection } from '../features/message-list/selection.ts';
import type { MessageAction } from './actions.ts';
import styles from './App.module.css';
import { SelectionPane } from './SelectionPane.tsx';
import { useResting } from './use-resting.ts';

export interface ReaderViewProps {
  readonly selection: Selection;
  /** What is selected is one conversation: all its messages that are in the list, the newest leading. */
  readonly isConversation: boolean;
  readonly onAct: (action: MessageAction) => void;
  readonly onToggleFlag: () => void;
  readonly onClear: () => void;
  readonly onWrite: (kind: 'reply' | 'replyAll' | 'forward') => void;
  readonly cards: CardActions;
  readonly handle: Ref<ReaderHandle>;
  /** Back to the list; null where the list is beside it. */
  readonly onBack: (() => void) | null;
  /** Whether the messages lie in Junk already. */
  readonly inJunk: boolean;
  readonly reasons: Reasons;
}

export const ReaderView = memo(function ReaderView({ selection: selected, isConversation: asConversation, onAct, onToggleFlag, onClear, onWrite, cards, handle, onBack, inJunk, reasons }: ReaderViewProps) {
  const actions = useMemo(() => ({
    archive: () => onAct('archive'),
    remove: () => onAct('delete'),
    toggleFlag: onToggleFlag,
    markUnread: () => onAct('markUnread'),
    tag: () => onAct('tag'),
    move: () => onAct('move'),
    copy: () => onAct('copy'),
    reply: onWrite,
    junk: inJunk ? undefined : () => onAct('junk'),
    notJunk: inJunk ? () => onAct('notJunk') : undefined,
    reasons,
  }), [onAct, onToggleFlag, onWrite, inJunk, reasons]);
  // Whoever runs through the list reads nothing on the way.
  const { selection, isConversation } = useResting(useMemo(() => ({ selection: selected, isConversation: asConversation }), [selected, asConversation]));
  if (selection.ids.size > 1 && !isConversation) return <SelectionPane selection={selection} reasons={reasons} onAction={onAct} onClear={onClear} />;
  const messageId = opened(selection);
  return (
    <DrawGuard of={messageId} fallback={<section className={styles.undrawn} aria-label={t('app.message')}><EmptyState><span role="alert">{t('app.messageUndrawn')}</span></EmptyState></section>}>
      <Reader messageId={messageId} isConversation={isConversation} actions={actions} cards={cards} handle={handle} onBack={onBack ?? undefined} />
    </DrawGuard>
  );
});
