/** How a message is built: every part of it, in its place, to be looked at or saved, whatever the structure hides. */
import { useState } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Ambiguity, StructurePart } from '../../../../shared/model/message-details.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { sizeWords } from '../../../../shared/text/size.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Preview } from '../attachments/Preview.tsx';
import { useOpening } from '../attachments/use-opening.tsx';
import { useSaving } from '../attachments/use-saving.ts';
import { ambiguityWords } from './ambiguity-words.ts';
import styles from './AllParts.module.css';

export interface AllPartsProps {
  readonly messageId: MessageId;
  readonly structure: readonly StructurePart[];
  readonly ambiguities: readonly Ambiguity[];
}

/** More of them are drawn when they are asked for. */
const AT_FIRST = 100;

export function AllParts({ messageId, structure, ambiguities }: AllPartsProps) {
  const [most, setMost] = useState(AT_FIRST);
  const [looking, setLooking] = useState<string | null>(null);
  const leaves = structure.filter(({ leaf, section }) => leaf && section !== '').map(asAttachment);
  const saving = useSaving(messageId, leaves, true);
  const { open, warning } = useOpening(messageId, saving.save);
  return (
    <section aria-label={t('trust.parts')} className={styles.panel}>
      {ambiguities.length ? <ul className={styles.reasons}>{[...new Set(ambiguities.map(ambiguityWords))].slice(0, 20).map((words) => <li key={words}>{words}</li>)}</ul> : null}
      <ul className={styles.tree}>
        {structure.slice(0, most).map((part, index) => (
          <li key={`${part.section} ${index}`} className={styles.part} style={{ '--depth': Math.min(part.depth, 12) }}>
            <span className={styles.words} dir="auto">
              {titleOf(part)}
              {part.size === null || !part.leaf ? null : <span className={styles.size}>{sizeWords(part.size)}</span>}
            </span>
            {part.leaf && part.section !== '' ? (
              <span className={styles.actions}>
                <Button variant="quiet" aria-label={t('trust.showPart', { section: part.section })} onPress={() => setLooking(part.section)}>{t('trust.show')}</Button>
                {saving.progressOf(part.section) === null
                  ? <Button variant="quiet" aria-label={t('trust.savePart', { section: part.section })} onPress={() => saving.save(asAttachment(part))}>{t('trust.save')}</Button>
                  : <Button variant="quiet" onPress={() => saving.cancel(part.section)}>{t('attachments.cancel')}</Button>}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {structure.length > most ? <Button onPress={() => setMost(most + 1_000)}>{t('trust.andMore', { n: structure.length - most })}</Button> : null}
      <Preview messageId={messageId} attachments={leaves} section={looking} onSection={setLooking} onOpen={open} onSave={saving.save} />
      {warning}
    </section>
  );
}

const asAttachment = ({ section, name, type, size }: StructurePart): Attachment => ({ section, name: name || t('trust.partOf', { section }), type, size: size ?? 0 });

function titleOf({ section, name, subject, type }: StructurePart): string {
  const shown = visibleLine(name, 120) || visibleLine(subject, 120);
  const number = section === '' ? t('trust.wholeMessage') : section;
  return shown ? t('trust.partNamed', { section: number, name: shown, type: visibleLine(type, 80) }) : t('trust.partLine', { section: number, type: visibleLine(type, 80) });
}
