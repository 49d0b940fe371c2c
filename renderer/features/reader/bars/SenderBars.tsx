/** What is odd about who wrote: forged, somebody else's name, an answer that goes elsewhere; and why we say that. */
import { ShieldAlert, ShieldX, UserPlus } from 'lucide-react';
import { useId, useState } from 'react';
import { splitFolderId, splitMessageId } from '../../../../shared/ids.ts';
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { MessageDetails as Details, Warning } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { idToAnswer } from '../../../../shared/text/message-id.ts';
import { replySubject } from '../../../../shared/text/subject.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Bar } from '../Bar.tsx';
import { MessageDetails } from '../details/MessageDetails.tsx';
import { inOrder, toneOf, warningWords } from './sender-words.ts';

export interface SenderBarsProps {
  readonly view: MessageView;
  readonly details: Details;
  /** Says when somebody writes for the first time. */
  readonly newSenders: boolean;
  readonly onWrite: (letter: Outgoing) => void;
}

export function SenderBars({ view, details, newSenders, onWrite }: SenderBarsProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const warnings = inOrder(details.warnings).filter(({ code }) => newSenders || code !== 'first-time-sender');
  const authentication = details.header?.authentication;
  const failed = authentication?.verdict === 'failed';
  if (!failed && warnings.length === 0) return null;
  // It explains them all, so it stands at the first.
  const why = <Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'trust.hideWhy' : 'trust.why')}</Button>;
  const toSender = view.row.from[0];
  const write = (): void => {
    // Without the name: it may claim to be another address.
    if (toSender) onWrite({ accountId: splitFolderId(splitMessageId(view.row.id).folderId).accountId, to: [{ name: '', address: toSender.address }], cc: [], bcc: [], subject: replySubject(visibleLine(view.row.subject, 900)), text: '', inReplyTo: idToAnswer(view.messageIdHeader), references: [], source: null });
  };
  return (
    <>
      {failed && authentication ? (
        <Bar tone="danger" icon={<ShieldX size={16} aria-hidden />} action={why} alert>
          {t('trust.failed', { by: visibleLine(authentication.by ?? '', 80), domain: domainShown(view) })}
        </Bar>
      ) : null}
      {warnings.map((warning, index) => {
        const action = warning.code === 'reply-to-elsewhere' && toSender?.address ? <Button onPress={write}>{t('trust.writeToSender')}</Button> : null;
        return (
          <Bar key={`${warning.code} ${index}`} tone={toneOf(warning)} icon={iconOf(warning)} action={<>{action}{index === 0 && !failed ? why : null}</>} alert={toneOf(warning) === 'danger'}>
            {warning.field === 'replyTo' && warning.code !== 'reply-to-elsewhere' ? `${t('trust.inReplyTo')}: ` : ''}{warningWords(warning)}
          </Bar>
        );
      })}
      <div id={id} hidden={!isOpen}>{isOpen ? <MessageDetails view={view} details={details} /> : null}</div>
    </>
  );
}

const iconOf = (warning: Warning) => (warning.code === 'first-time-sender' ? <UserPlus size={16} aria-hidden /> : <ShieldAlert size={16} aria-hidden />);

/** Behind the last `@` of the address that is shown. */
const domainShown = ({ row }: MessageView): string => {
  const address = row.from[0]?.address ?? '';
  return visibleLine(address.slice(address.lastIndexOf('@') + 1), 120) || t('trust.theList');
};
