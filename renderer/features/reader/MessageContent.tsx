/** An open message drawn: header, bars, body, attachments, the messages inside it. */
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/ids.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { Attachments } from './attachments/Attachments.tsx';
import { MessageBars } from './bars/MessageBars.tsx';
import { useRemoteConsent } from './bars/use-remote-consent.ts';
import { useDetails } from './details/use-details.ts';
import { HeaderCard } from './HeaderCard.tsx';
import { markPainted } from './marks.ts';
import { OfferContext } from './message-offers.ts';
import { MessageBody } from './MessageBody.tsx';
import { NestedMessages } from './NestedMessages.tsx';
import { printableOf } from './print/printable.ts';
import type { OfferName } from './reader-actions.ts';
import { useReader } from './reader-context.ts';
import styles from './MessageContent.module.css';

export interface MessageContentProps {
  readonly messageId: MessageId;
  /** Of a message inside it. */
  readonly section?: string | undefined;
  readonly view: MessageView;
  readonly failure: Failure | null;
  readonly onRetry: () => void;
  readonly trailing?: ReactNode;
  readonly onFold?: (() => void) | undefined;
}

export function MessageContent({ messageId, section, view, failure, onRetry, trailing, onFold }: MessageContentProps) {
  const { cards, follow, target, showSource, save, offerPrint, offer } = useReader();
  const [shownOf, setShownOf] = useState<MessageId | null>(null);
  // What is told beside the text waits for the text.
  const details = useDetails(shownOf === messageId || view.failure ? messageId : null, section);
  const remote = useRemoteConsent(messageId, view, details);
  const remotePrefix = remote.prefix;
  const onShown = useCallback(() => {
    markPainted();
    setShownOf(messageId);
  }, [messageId]);

  const onSave = useCallback(() => save(messageId), [save, messageId]);

  useEffect(() => (section === undefined ? offerPrint(messageId, () => printableOf(view, remotePrefix)) : undefined), [offerPrint, messageId, section, view, remotePrefix]);

  const offerHere = useCallback((name: OfferName, does: () => void) => offer(messageId, name, does), [offer, messageId]);

  return (
    <OfferContext value={section === undefined ? offerHere : null}>
      <div className={styles.content}>
        <HeaderCard view={view} details={details} trailing={trailing} onFold={onFold} />
        <MessageBars view={view} details={details} onWrite={cards.write} />
        <MessageBody key={messageId} view={view} failure={failure} remote={remote} onRetry={onRetry} onLink={follow} onTarget={target} onSource={() => showSource(messageId)} onSave={onSave} onShown={onShown} />
        {view.attachments.length ? <Attachments messageId={messageId} attachments={view.attachments} section={section} /> : null}
        {details ? <NestedMessages messageId={messageId} inside={section} structure={details.structure} /> : null}
      </div>
    </OfferContext>
  );
}
