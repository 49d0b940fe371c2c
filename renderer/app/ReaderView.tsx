/** The right pane: one message, several selected, or nothing; the composer while writing. */
import type { AccountSummary } from '../../shared/model/account.ts';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { opened, type Selection } from '../features/message-list/selection.ts';
import type { MessageAction } from './actions.ts';
import { SelectionPane } from './SelectionPane.tsx';
import type { Writing } from './writing.ts';

export interface ReaderViewProps {
  readonly selection: Selection;
  readonly onAct: (action: MessageAction) => void;
  readonly onClear: () => void;
  readonly onWrite: (kind: 'reply' | 'replyAll' | 'forward') => void;
  /** Back to the list; null where the list is beside it. */
  readonly onBack: (() => void) | null;
  readonly writing: Writing;
  readonly accounts: readonly AccountSummary[];
  readonly onWritten: () => void;
}

export function ReaderView({ selection, onAct, onClear }: ReaderViewProps) {
  const openId = opened(selection);
  if (selection.ids.size > 1) return <SelectionPane count={selection.ids.size} onAction={onAct} onClear={onClear} />;
  return (
    <section aria-label="Message" style={{ height: '100%' }}>
      <EmptyState>{openId ?? 'Choose a message to read it here.'}</EmptyState>
    </section>
  );
}
