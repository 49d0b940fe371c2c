/** The composer in the right pane. */
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { AnswerComposer } from '../features/compose/AnswerComposer.tsx';
import { Composer } from '../features/compose/Composer.tsx';
import { useStable } from './use-stable.ts';
import type { WritingHandle } from './use-writing.ts';
import type { Writing } from './writing.ts';

export interface WritingViewProps extends Pick<WritingHandle, 'onAside' | 'onForked' | 'onDiscarded' | 'onRefused'> {
  readonly writing: Exclude<Writing, { kind: 'none' }>;
  readonly onClose: () => void;
}

export function WritingView({ writing, onClose, ...rest }: WritingViewProps) {
  const toasts = useToasts();
  const onSent = useStable((isOnScreen: boolean) => {
    if (isOnScreen) onClose();
    toasts.show({ text: t('app.onItsWay'), seconds: 5 });
  });
  return writing.kind === 'letter'
    ? <Composer key={writing.key} start={writing.start} asked={writing.asked} onClose={onClose} onSent={onSent} {...rest} />
    : <AnswerComposer key={writing.key} asked={writing.asked} draftId={writing.draftId} messageId={writing.messageId} kind={writing.kind} onClose={onClose} onSent={onSent} {...rest} />;
}
