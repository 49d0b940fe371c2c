/** Asks before following a link whose text names another site, or whose letters may be taken for others. */
import { otherHost, shownTarget } from '../../../shared/html/urls.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { Sentence } from '../../design/Sentence.tsx';
import type { Doubt } from './doubtful-link.ts';
import { HostName } from './HostName.tsx';
import styles from './LinkQuestion.module.css';

export interface DoubtfulLink { url: string; text: string; doubt: Doubt }

export interface LinkQuestionProps {
  readonly link: DoubtfulLink | null;
  readonly onClose: () => void;
  readonly onOpen: (url: string) => void;
}

const TITLES = { elsewhere: 'reader.linkElsewhere', letters: 'trust.linkLetters', inside: 'trust.linkInside' } as const satisfies Record<Doubt, string>;

export function LinkQuestion({ link, onClose, onOpen }: LinkQuestionProps) {
  const host = link ? shownTarget(link.url) : '';
  const claimed = link ? otherHost(link.text, link.url) : null;
  return (
    <Dialog
      title={t(TITLES[link?.doubt ?? 'elsewhere'])}
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
      {link?.doubt === 'inside' ? <p><Sentence of={(mark) => t('trust.linkInsideWhy', { host: mark('host') })} parts={{ host: <HostName host={host} /> }} /></p> : link?.doubt === 'letters'
        ? <p><Sentence of={(mark) => t('trust.linkMixes', { host: mark('host') })} parts={{ host: <HostName host={host} /> }} /></p>
        : <p><Sentence of={(mark) => t('reader.linkReads', { text: mark('text'), host: mark('host') })} parts={{ text: claimed ? <HostName host={claimed} /> : <b>{visibleLine(link?.text ?? '', 100)}</b>, host: <HostName host={host} /> }} /></p>}
      <p className={styles.url}>{link?.url}</p>
    </Dialog>
  );
}
