/** The composer in the right pane. */
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useCommand } from '../engine/use-command.ts';
import { AnswerComposer } from '../features/compose/AnswerComposer.tsx';
import { Composer } from '../features/compose/Composer.tsx';
import type { Writing } from './writing.ts';

export interface WritingViewProps {
  readonly writing: Exclude<Writing, { kind: 'none' }>;
  readonly onClose: () => void;
}

export function WritingView({ writing, onClose }: WritingViewProps) {
  const toasts = useToasts();
  const discard = useCommand('activity.discard');
  const onSent = (): void => {
    onClose();
    if (writing.kind === 'letter' && writing.replaces) {
      void discard.run({ operationId: writing.replaces }).then((result) => {
        if (!result.ok) toasts.show({ text: `The message that was refused is still in the list of activity. ${result.failure.message}`, tone: 'error' });
      });
    }
    toasts.show({ text: 'Your message is on its way.', seconds: 5 });
  };
  return writing.kind === 'letter'
    ? <Composer key={writing.replaces ?? 'new'} initial={writing.initial} onClose={onClose} onSent={onSent} />
    : <AnswerComposer key={`${writing.kind} ${writing.messageId}`} messageId={writing.messageId} kind={writing.kind} onClose={onClose} onSent={onSent} />;
}
