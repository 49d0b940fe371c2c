/** Every field of a message's header, in its order. */
import type { MessageId } from '../../../shared/ids.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useDetails } from './details/use-details.ts';
import { Skeleton } from './Skeleton.tsx';
import styles from './HeadersDialog.module.css';

export interface HeadersDialogProps {
  /** Null: closed. */
  readonly messageId: MessageId | null;
  readonly onClose: () => void;
  readonly onSource: (id: MessageId) => void;
}

/** Longer values are in the source. */
const VALUE = 5_000;

export function HeadersDialog({ messageId, onClose, onSource }: HeadersDialogProps) {
  const details = useDetails(messageId);
  return (
    <Dialog
      title={t('reader.headers')}
      isOpen={messageId !== null}
      width={860}
      onClose={onClose}
      actions={(
        <>
          <Button onPress={() => { if (messageId) onSource(messageId); }}>{t('actions.viewSource')}</Button>
          <Button variant="primary" onPress={onClose}>{t('design.close')}</Button>
        </>
      )}
    >
      {details?.header ? (
        <div className={styles.scroller} tabIndex={0} role="group" aria-label={t('reader.headers')}>
          <dl className={styles.fields}>
            {details.header.fields.map(({ name, value }, index) => (
              <div key={index} className={styles.field}>
                <dt dir="auto">{visibleLine(name, 200)}</dt>
                <dd dir="auto">{visibleLine(value, VALUE)}</dd>
              </div>
            ))}
          </dl>
          {details.header.truncated ? <p>{t('reader.onlyBeginning')}</p> : null}
        </div>
      ) : details?.failure ? <InlineAlert tone="error">{failureText(details.failure)}</InlineAlert> : <Skeleton />}
    </Dialog>
  );
}
