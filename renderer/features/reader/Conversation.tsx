/** A conversation: its messages as cards, the read ones folded, drafts among them. */
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import { keysFor } from '../../../shared/keys.ts';
import type { ProjectionValue } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { DraftCards } from './DraftCards.tsx';
import { isUnfolded, startOf, type Unfolded } from './folding.ts';
import { Heading } from './Heading.tsx';
import { MessageCard } from './MessageCard.tsx';
import { cardOf } from './steps.ts';
import { useReading } from './use-reading.ts';
import { useStartOfDay } from './use-start-of-day.ts';
import styles from './ReaderPane.module.css';

export interface ConversationProps {
  /** Of the message or conversation that was asked for. */
  readonly messageId: MessageId;
  /** The asked message is to be open and in view; else the first unread one. */
  readonly isAsked: boolean;
  readonly value: ProjectionValue<'conversations.open'>;
  readonly folderId: FolderId;
  readonly unfolded: Unfolded;
  readonly onToggle: (id: MessageId, isOpen: boolean) => void;
  readonly onFoldAll: (fold: boolean) => void;
  readonly withDeleted: boolean;
  readonly onWithDeleted: () => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

export function Conversation({ messageId, isAsked, value, folderId, unfolded, onToggle, onFoldAll, withDeleted, onWithDeleted, scroller }: ConversationProps) {
  const { order } = useReading();
  const today = useStartOfDay();
  const { messages, subject, total, deleted } = value;
  const shown = useMemo(() => (order === 'newest' ? messages.toReversed() : messages), [messages, order]);
  const ids = useMemo(() => messages.map(({ row }) => row.id), [messages]);
  const keywords = useMemo(() => [...new Set(messages.flatMap(({ row }) => row.keywords))], [messages]);
  useStart(messageId, startOf(messages, isAsked ? messageId : null), scroller);
  const isAlone = total <= 1 && messages.length === 1;
  const drafts = <DraftCards ids={ids} today={today} />;
  return (
    <article className={styles.message}>
      <Heading subject={subject} keywords={keywords}>
        {isAlone ? null : <span className={styles.tools}>
          <span className={styles.count}>{t('reader.messageCount', { count: total })}</span>
          <IconButton size="small" label={t('reader.unfoldAll')} keys={keysFor('expandAll')} icon={<ChevronsUpDown size={16} aria-hidden />} onPress={() => onFoldAll(false)} />
          <IconButton size="small" label={t('reader.foldAll')} keys={keysFor('collapseAll')} icon={<ChevronsDownUp size={16} aria-hidden />} onPress={() => onFoldAll(true)} />
        </span>}
      </Heading>
      {total > messages.length ? <p className={styles.count}>{t('reader.newestShown', { n: messages.length, total })}</p> : null}
      <div className={styles.cards}>
        {order === 'newest' ? drafts : null}
        {shown.map((message) => (
          <Card key={message.row.id} message={message} ids={ids} isAlone={isAlone} isOpen={isAlone || isUnfolded(unfolded, message.row.id)} place={message.folder.id === folderId ? null : message.folder.name} today={today} onToggle={onToggle} />
        ))}
        {order === 'oldest' ? drafts : null}
      </div>
      {deleted > 0 && !withDeleted ? <p className={styles.more}><Button variant="quiet" onPress={onWithDeleted}>{t('reader.showDeleted', { count: deleted })}</Button></p> : null}
    </article>
  );
}

type CardProps = Omit<Parameters<typeof MessageCard>[0], 'fromHere'> & { readonly ids: readonly MessageId[] };

/** Keeps the list of those from here on, so that a card is drawn anew only when something of it changes. */
function Card({ ids, ...rest }: CardProps) {
  const { id } = rest.message.row;
  const fromHere = useMemo(() => (rest.isOpen ? ids.slice(Math.max(0, ids.indexOf(id))) : NONE), [ids, id, rest.isOpen]);
  return <MessageCard {...rest} fromHere={fromHere} />;
}
const NONE: readonly MessageId[] = [];

/** Once for each conversation: to where reading goes on. */
function useStart(of: MessageId, start: MessageId | null, scroller: RefObject<HTMLDivElement | null>): void {
  const done = useRef<MessageId | null>(null);
  useEffect(() => {
    if (start === null || done.current === of || !scroller.current) return;
    done.current = of;
    const card = cardOf(scroller.current, start);
    const first = scroller.current.querySelector('[data-message]');
    if (card && card !== first) scroller.current.scrollTop += card.getBoundingClientRect().top - scroller.current.getBoundingClientRect().top - PEEK;
  }, [of, start, scroller]);
}

/** So much of the message before stays in view. */
const PEEK = 52;
