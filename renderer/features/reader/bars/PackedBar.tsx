/** What came packed into a winmail.dat: files, each to be saved, and the text. Nothing is fetched before it is asked for. */
import { Package } from 'lucide-react';
import { useId, useState } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { t } from '../../../../shared/locales/t.ts';
import { sizeWords } from '../../../../shared/text/size.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Bar } from '../Bar.tsx';
import row from '../details/AllParts.module.css';
import { PlainText } from '../PlainText.tsx';
import { useReader } from '../reader-context.ts';
import { usePacked } from './use-packed.ts';
import styles from './PackedBar.module.css';
import panel from './bars.module.css';

export interface PackedBarProps {
  readonly messageId: MessageId;
  /** Of the winmail.dat. */
  readonly section: string;
}

export function PackedBar({ messageId, section }: PackedBarProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Bar tone="note" icon={<Package size={16} aria-hidden />} action={<Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'trust.hidePacked' : 'trust.showPacked')}</Button>}>
        {t('trust.tnef')}
      </Bar>
      <div id={id} hidden={!isOpen}>{isOpen ? <Files messageId={messageId} section={section} /> : null}</div>
    </>
  );
}

function Files({ messageId, section }: PackedBarProps) {
  const { state, save } = usePacked(messageId, section);
  const { follow, target } = useReader();
  return (
    <section aria-label={t('trust.packed')} aria-busy={state === null || undefined} className={panel.panel}>
      {state === null ? <p>{t('trust.packedLoading')}</p> : 'failure' in state ? <p>{t('trust.packedNotShown', { reason: failureText(state.failure) })}</p> : (
        <>
          {state.files.length === 0 ? (state.text === '' ? <p>{t('trust.packedNone')}</p> : null) : (
            <ul className={styles.files}>
              {state.files.map(({ index, name, size }) => (
                <li key={index} className={styles.file}>
                  <span className={row.words}><bdi dir="ltr">{visibleLine(name, 200)}</bdi>{' '}<span className={row.size}>{sizeWords(size)}</span></span>
                  <Button variant="quiet" aria-label={t('trust.savePacked', { name: visibleLine(name, 200) })} onPress={() => save(index, name)}>{t('trust.save')}</Button>
                </li>
              ))}
            </ul>
          )}
          {state.text === '' ? null : <div role="group" aria-label={t('trust.packedText')}><PlainText text={state.text} flowed={false} delSp={false} onLink={follow} onTarget={target} /></div>}
          {state.damaged ? <p>{t('trust.packedDamaged')}</p> : null}
        </>
      )}
    </section>
  );
}
