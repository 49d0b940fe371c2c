/** Asks before following a link whose text names another site. */
import { claimedHost, shownTarget } from '../../../shared/html/urls.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { Sentence } from '../../design/Sentence.tsx';
import styles from './LinkQuestion.module.css';

export interface DoubtfulLink { url: string; text: string }

export interface LinkQuestionProps {
  readonly link: DoubtfulLink | null;
  readonly onClose: () => void;
  readonly onOpen: (url: string) => void;
}

export function LinkQuestion({ link, onClose, onOpen }: LinkQuestionProps) {
  const host = link ? shownTarget(link.url) : '';
  return (
    <Dialog
      title={t('reader.linkElsewhere')}
      role="alertdialog"
      isOpen={link !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>{t('reader.doNotOpen')}</Button>
          <Button variant="primary" onPress={() => { if (link) onOpen(link.url); }}>{t('reader.openHost', { host: visibleLine(host, 60) })}</Button>
        </>
      }
    >
      <p><Sentence of={(mark) => t('reader.linkReads', { text: mark('text'), host: mark('host') })} parts={{ text: <b>{(link && claimedHost(link.text)) ?? visibleLine(link?.text ?? '', 100)}</b>, host: <b>{host}</b> }} /></p>
      <p className={styles.url}>{link?.url}</p>
    </Dialog>
  );
}
