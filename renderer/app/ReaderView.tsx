/** The right pane: one message, several selected, or nothing. */
import { memo, useMemo } from 'react';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import { Reader } from '../features/reader/Reader.tsx';
import { opened, type Selection } from '../features/message-list/selection.ts';
import type { MessageAction } from './actions.ts';
import { SelectionPane } from './SelectionPane.tsx';

export interface ReaderViewProps {
  readonly selection: Selection;
  /** What is selected is one conversation: all its messages that are in the list, the newest leading. */
  readonly isConversation: boolean;
  readonly onAct: (action: MessageAction) => void;
  readonly onToggleFlag: () => void;
  readonly onClear: () => void;
  readonly onWrite: (kind: 'reply' | 'replyAll' | 'forward') => void;
  /** Opens the composer with a letter that was begun. */
  readonly onWriteLetter: (letter: Outgoing) => void;
  /** Back to the list; null where the list is beside it. */
  readonly onBack: (() => void) | null;
  /** Whether the messages lie in Junk already. */
  readonly inJunk: boolean;
}

export const ReaderView = memo(function ReaderView({ selection, isConversation, onAct, onToggleFlag, onClear, onWrite, onWriteLetter, onBack, inJunk }: ReaderViewProps) {
  const actions = useMemo(() => ({
    archive: () => onAct('archive'),
    remove: () => onAct('delete'),
    toggleFlag: onToggleFlag,
    markUnread: () => onAct('markUnread'),
    reply: onWrite,
    junk: inJunk ? undefined : () => onAct('junk'),
  }), [onAct, onToggleFlag, onWrite, inJunk]);
  if (selection.ids.size > 1 && !isConversation) return <SelectionPane selection={selection} onAction={onAct} onClear={onClear} />;
  return <Reader messageId={opened(selection)} actions={actions} onWrite={onWriteLetter} onBack={onBack ?? undefined} />;
});
