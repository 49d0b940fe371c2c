/** Somebody wants to be told that this was read (RFC 8098). Nobody is without the user's word. */
import { MailQuestion } from 'lucide-react';
import { splitFolderId, splitMessageId } from '../../../../shared/ids.ts';
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { Address, MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { longDate } from '../../../../shared/text/short-date.ts';
import { listWords } from '../../../../shared/text/locale.ts';
import { idToAnswer } from '../../../../shared/text/message-id.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Bar } from '../Bar.tsx';

export interface ReceiptBarProps {
  readonly view: MessageView;
  readonly to: readonly Address[];
  readonly onWrite: (letter: Outgoing) => void;
}

export function ReceiptBar({ view, to, onWrite }: ReceiptBarProps) {
  const { row } = view;
  const answer = (): void => onWrite({
    accountId: splitFolderId(splitMessageId(row.id).folderId).accountId, to: to.slice(0, 1), cc: [], bcc: [],
    subject: t('trust.receiptSubject', { subject: visibleLine(row.subject, 900) }), text: t('trust.receiptText', { date: longDate(row.date) }),
    inReplyTo: idToAnswer(view.messageIdHeader), references: [], source: null,
  });
  return (
    <Bar tone="note" icon={<MailQuestion size={16} aria-hidden />} action={<Button onPress={answer}>{t('trust.tellThem')}</Button>}>
      {t('trust.receipt', { who: listWords(to.slice(0, 3).map(({ address }) => visibleLine(address, 120))) })}
    </Bar>
  );
}
