/** The attachments of a message: looked at, opened after a warning, saved one by one or all at once, dragged out. */
import { Download, X } from 'lucide-react';
import { memo, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { useOffer } from '../message-offers.ts';
import { useStateOf } from '../use-state-of.ts';
import { AttachmentChip } from './AttachmentChip.tsx';
import { kindOf } from './file-kind.ts';
import { Preview } from './Preview.tsx';
import { useInspections } from './use-inspections.ts';
import { useOpening } from './use-opening.tsx';
import { useSaving } from './use-saving.ts';
import styles from './Attachments.module.css';

/** Drawn without being asked for, and with each press of the button: of thousands the window would stand still. */
const STEP = 150;
/** Drawn at once; milliseconds until the next ones, for whatever else the window has to do. */
const PORTION = 12;
const PAUSE = 16;

interface Actions {
  look(section: string): void;
  open(attachment: Attachment): void;
  save(attachment: Attachment): void;
  cancel(section: string): void;
}

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
  const [looking, setLooking] = useStateOf<string | null>(messageId, null);
  const [most, setMost] = useStateOf(messageId, STEP);
  const drawn = useDrawn(messageId, Math.min(attachments.length, most));
  const latest = useRef({ open, saving });
  useLayoutEffect(() => { latest.current = { open, saving }; });
  const actions = useMemo((): Actions => ({
    look: setLooking, open: (attachment) => latest.current.open(attachment), save: (attachment) => latest.current.saving.save(attachment), cancel: (section) => latest.current.saving.cancel(section),
  }), [setLooking]);
  useOffer('saveAttachments', attachments.length > 0 ? saving.saveAll : null);
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
        {attachments.slice(0, drawn).map((attachment) => (
          <Chip key={attachment.section} messageId={messageId} attachment={attachment} inspection={inspections.get(attachment.section)} done={saving.progressOf(attachment.section)} actions={actions} />
        ))}
      </ul>
      {attachments.length > most ? <Button variant="quiet" onPress={() => setMost(most + STEP)}>{t('attachments.more', { n: attachments.length - most })}</Button> : null}
      <Preview messageId={messageId} attachments={attachments} section={looking} onSection={setLooking} onOpen={open} onSave={saving.save} />
      {warning}
    </section>
  );
}

interface ChipProps {
  readonly messageId: MessageId;
  readonly attachment: Attachment;
  readonly inspection: Inspection | undefined;
  readonly done: number | null;
  readonly actions: Actions;
}

const Chip = memo(function Chip({ messageId, attachment, inspection, done, actions }: ChipProps) {
  const { section, name, type } = attachment;
  return (
    <AttachmentChip
      messageId={messageId}
      attachment={attachment}
      inspection={inspection}
      kind={kindOf(name, type, inspection)}
      done={done}
      onLook={() => actions.look(section)}
      onOpen={() => actions.open(attachment)}
      onSave={() => actions.save(attachment)}
      onCancel={() => actions.cancel(section)}
    />
  );
});

/** How many of `count` are to be drawn by now. */
function useDrawn(messageId: MessageId, count: number): number {
  const [drawn, setDrawn] = useStateOf(messageId, PORTION);
  useEffect(() => {
    if (drawn >= count) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + PORTION), PAUSE);
    return () => clearTimeout(timer);
  }, [drawn, count, setDrawn]);
  return Math.min(drawn, count);
}
