/** The attachments of a message: looked at, opened after a warning, saved one by one or all at once, dragged out. */
import { Download, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { AttachmentChip } from './AttachmentChip.tsx';
import { kindOf } from './file-kind.ts';
import { Preview } from './Preview.tsx';
import { useInspections } from './use-inspections.ts';
import { useOpening } from './use-opening.tsx';
import { useSaving } from './use-saving.ts';
import styles from './Attachments.module.css';

export interface AttachmentsProps {
  readonly messageId: MessageId;
  readonly attachments: readonly Attachment[];
  /** Of the message inside the message that they belong to. */
  readonly section?: string | undefined;
}

export function Attachments({ messageId, attachments, section }: AttachmentsProps) {
  const saving = useSaving(messageId, attachments, section !== undefined);
  const { open, warning } = useOpening(messageId, saving.save);
  const inspections = useInspections(messageId, attachments);
  const [looking, setLooking] = useState<string | null>(null);
  const heading = useId();
  if (attachments.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <div className={styles.head}>
        <h3 id={heading} className={styles.heading}>{t('attachments.count', { count: attachments.length })}</h3>
        {attachments.length === 1 ? null : saving.isSavingAll ? (
          <Button variant="quiet" onPress={saving.cancelAll}><X size={16} aria-hidden />{t('attachments.cancel')}</Button>
        ) : (
          <Button variant="quiet" onPress={saving.saveAll}><Download size={16} aria-hidden />{t('attachments.saveAll')}</Button>
        )}
      </div>
      <ul className={styles.list} aria-label={t('attachments.title')}>
        {attachments.map((attachment) => (
          <AttachmentChip
            key={attachment.section}
            messageId={messageId}
            attachment={attachment}
            inspection={inspections.get(attachment.section)}
            kind={kindOf(attachment.name, attachment.type, inspections.get(attachment.section))}
            done={saving.progressOf(attachment.section)}
            onLook={() => setLooking(attachment.section)}
            onOpen={() => open(attachment)}
            onSave={() => saving.save(attachment)}
            onCancel={() => saving.cancel(attachment.section)}
          />
        ))}
      </ul>
      <Preview messageId={messageId} attachments={attachments} section={looking} onSection={setLooking} onOpen={open} onSave={saving.save} />
      {warning}
    </section>
  );
}
