/** Messages that came inside a message, each opened in place as a card of its own. */
import { ChevronRight, Mail } from 'lucide-react';
import { useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { StructurePart } from '../../../shared/model/message-details.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { useReader } from './reader-context.ts';
import styles from './NestedMessages.module.css';

export interface NestedMessagesProps {
  readonly messageId: MessageId;
  /** The message these are in, where that is itself inside another. */
  readonly inside: string | undefined;
  readonly structure: readonly StructurePart[];
}

/** More of them are reached through the source. */
const MOST = 50;

export function NestedMessages({ messageId, inside, structure }: NestedMessagesProps) {
  const messages = ofThisLevel(structure, inside);
  if (messages.length === 0) return null;
  return (
    <section aria-label={t('reader.nestedMessages')} className={styles.list}>
      {messages.slice(0, MOST).map((part) => <Nested key={part.section} messageId={messageId} part={part} />)}
    </section>
  );
}

function Nested({ messageId, part }: { readonly messageId: MessageId; readonly part: StructurePart }) {
  const { inside } = useReader();
  const [isOpen, setOpen] = useState(false);
  const subject = visibleLine(part.subject, 300) || visibleLine(part.name, 300) || t('reader.noSubject');
  return (
    <article className={styles.card} aria-label={t('reader.nestedMessage', { subject })}>
      <button type="button" className={styles.line} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={14} aria-hidden className={isOpen ? styles.turned : undefined} />
        <Mail size={16} aria-hidden />
        <span className={styles.subject} dir="auto">{t('reader.nestedMessage', { subject })}</span>
      </button>
      {isOpen ? inside(messageId, part.section) : null}
    </article>
  );
}

/** Those that are not inside another one of them. */
function ofThisLevel(structure: readonly StructurePart[], inside: string | undefined): StructurePart[] {
  const messages = structure.filter(({ message, section }) => message && section !== '' && section !== inside);
  return messages.filter(({ section }) => !messages.some((other) => other.section !== section && section.startsWith(`${other.section}.`)));
}
