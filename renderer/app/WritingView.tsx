/** The composer in the right pane. */
import { useToasts } from '../design/primitives/Toasts.tsx';
import { AnswerComposer } from '../features/compose/AnswerComposer.tsx';
import { Composer } from '../features/compose/Composer.tsx';
import type { Writing } from './writing.ts';

export interface WritingViewProps {
  readonly writing: Exclude<Writing, { kind: 'none' }>;
  readonly onClose: () => void;
}

export function WritingView({ writing, onClose }: WritingViewProps) {
  const toasts = useToasts();
  const onSent = (): void => {
    onClose();
    toasts.show({ text: 'Your message is on its way.', seconds: 5 });
  };
  return writing.kind === 'letter'
    ? <Composer initial={writing.initial} onClose={onClose} onSent={onSent} />
    : <AnswerComposer key={`${writing.kind} ${writing.messageId}`} messageId={writing.messageId} kind={writing.kind} onClose={onClose} onSent={onSent} />;
}
