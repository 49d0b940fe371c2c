/** Before something dangerous is opened: what it is, why that matters, and the way to have it without opening it. */
import { ShieldAlert } from 'lucide-react';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { extensionOf } from '../../../../shared/trust/dangerous-files.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Dialog } from '../../../design/primitives/Dialog.tsx';
import { shownName } from './use-saving.ts';
import styles from './OpenWarning.module.css';

export interface OpenWarningProps {
  readonly attachment: Attachment;
  readonly inspection: Inspection;
  /** It is never opened from here, only saved. */
  readonly isRefused: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  readonly onSave: () => void;
}

export function OpenWarning({ attachment, inspection: { danger, matchesName, type }, isRefused, isOpen, onClose, onOpen, onSave }: OpenWarningProps) {
  const name = shownName(attachment.name);
  return (
    <Dialog
      role="alertdialog"
      title={t(isRefused ? 'attachments.refused' : 'attachments.warning', { name })}
      isOpen={isOpen}
      onClose={onClose}
      width={480}
      actions={
        <>
          <Button autoFocus onPress={onClose}>{t(isRefused ? 'attachments.cancel' : 'attachments.doNotOpen')}</Button>
          {isRefused ? null : <Button variant="danger" onPress={onOpen}>{t('attachments.openAnyway')}</Button>}
          <Button variant="primary" onPress={onSave}>{t('attachments.saveInstead')}</Button>
        </>
      }
    >
      <div className={styles.words}>
        <ShieldAlert size={20} aria-hidden className={styles.icon ?? ''} />
        <div className={styles.text}>
          {danger === 'none' ? null : <p>{t(`attachments.is-${danger}`)}</p>}
          {matchesName ? null : <p>{t('attachments.mismatch', { extension: visibleLine(extensionOf(attachment.name), 20), type: visibleLine(type, 80) })}</p>}
          <p className={styles.advice}>{t(isRefused ? 'attachments.saveWarning' : 'attachments.knowSender')}</p>
        </div>
      </div>
    </Dialog>
  );
}
