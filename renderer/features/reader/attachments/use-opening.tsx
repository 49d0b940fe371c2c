/** Opens attachments with other programs; asks first where they can do harm, and never opens a program. */
import type { ReactNode } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { fetchDownloads } from './downloads.ts';
import { useStateOf } from '../use-state-of.ts';
import { OpenWarning } from './OpenWarning.tsx';
import { shownName } from './use-saving.ts';

interface Question { readonly attachment: Attachment; readonly inspection: Inspection; readonly isRefused: boolean }

/** The answer of `opening` is the dialog, if there is one. */
export function useOpening(messageId: MessageId, onSave: (attachment: Attachment) => void): { open: (attachment: Attachment) => void; warning: ReactNode } {
  const engine = useEngine();
  const toasts = useToasts();
  const [question, setQuestion] = useStateOf<Question | null>(messageId, null);
  const [isAsking, setAsking] = useStateOf(messageId, false);

  const open = async (attachment: Attachment, confirmed: boolean): Promise<void> => {
    const answer = await engine.call('attachments.open', { messageId, section: attachment.section, confirmed });
    const name = shownName(attachment.name);
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('attachments.notOpened', { name, reason: failureText(answer.failure) }), action: { label: t('attachments.saveInstead'), onAction: () => onSave(attachment) } });
      return;
    }
    const { value } = answer;
    switch (value.kind) {
      case 'opened': return void toasts.show({ text: t('attachments.opened', { name }) });
      case 'offered': return void (await fetchDownloads([value.url]));
      case 'ask': case 'refused':
        setQuestion({ attachment, inspection: value.inspection, isRefused: value.kind === 'refused' });
        setAsking(true);
    }
  };
  const close = (): void => setAsking(false);
  /** While the question fades it can still be pressed. */
  const answered = (does: () => void) => (): void => {
    if (!isAsking) return;
    close();
    does();
  };
  return {
    open: (attachment) => void open(attachment, false),
    warning: question ? (
      <OpenWarning
        {...question}
        isOpen={isAsking}
        onClose={close}
        onOpen={answered(() => void open(question.attachment, true))}
        onSave={answered(() => onSave(question.attachment))}
      />
    ) : null,
  };
}
