/** The reading pane, live: one message, or the conversation it belongs to. */
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { splitMessageId, type MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { t } from '../../../shared/locales/t.ts';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { Conversation } from './Conversation.tsx';
import { isUnfolded, unfold, unfoldAll, withDefaults, type Unfolded } from './folding.ts';
import { markOpened } from './marks.ts';
import { offersOf, type OfferBook } from './message-offers.ts';
import { printAll, ReaderPane, type PaneHandle, type PrintOffers } from './ReaderPane.tsx';
import type { CardActions, ReaderActions, ReaderHandle } from './reader-actions.ts';
import { SingleMessage } from './SingleMessage.tsx';
import { Skeleton } from './Skeleton.tsx';
import { cardOf, focusedIn, goTo, neighbour } from './steps.ts';
import { useSave } from './use-save.ts';
import paneStyles from './ReaderPane.module.css';

export interface ReaderProps {
  readonly messageId: MessageId | null;
  /** The list shows conversations: this is one of them. Else it is one message, from which its conversation can be reached. */
  readonly isConversation: boolean;
  readonly actions: ReaderActions;
  readonly cards: CardActions;
  /** Back to the list; left out where the list is beside it. */
  readonly onBack?: (() => void) | undefined;
  /** Nothing of it is there any more. */
  readonly onGone?: (() => void) | undefined;
  /** For the title of the window. */
  readonly onSubject?: ((subject: string) => void) | undefined;
  readonly handle?: Ref<ReaderHandle>;
}

export function Reader({ messageId, ...rest }: ReaderProps) {
  markOpened(messageId);
  if (messageId) return <OpenReader messageId={messageId} {...rest} />;
  return (
    <section aria-label={t('reader.title')} className={paneStyles.pane}>
      <EmptyState>{t('reader.choose')}</EmptyState>
    </section>
  );
}

interface Chosen { readonly of: MessageId; readonly all: boolean; readonly withDeleted: boolean; readonly unfolded: Unfolded }
const NOTHING_YET = (of: MessageId): Chosen => ({ of, all: false, withDeleted: false, unfolded: new Map() });

function OpenReader({ messageId: asked, isConversation, actions, cards, onBack, onGone, onSubject, handle }: ReaderProps & { readonly messageId: MessageId }) {
  const [messageId, setMessageId] = useState(asked);
  const [kept, setChosen] = useState(() => NOTHING_YET(messageId));
  const [settled, setSettled] = useState<MessageId | null>(null);
  const [flags, setFlags] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const offers = useRef<PrintOffers>(new Map());
  const book = useRef<OfferBook>(new Map());
  const pane = useRef<PaneHandle>(null);
  const save = useSave();
  const chosen = kept.of === messageId ? kept : NOTHING_YET(messageId);
  const isWhole = isConversation || chosen.all;
  const choose = useCallback((change: (old: Chosen) => Partial<Chosen>) => setChosen((old) => {
    const mine = old.of === messageId ? old : NOTHING_YET(messageId);
    return { ...mine, ...change(mine) };
  }), [messageId]);

  // What is beside a single message waits until that is read at rest.
  const { value, input, failure } = useProjection('conversations.open', isWhole || settled === messageId ? { messageId, withDeleted: chosen.withDeleted } : null);
  const conversation = input?.messageId === messageId ? value : null;
  const messages = conversation?.messages;
  // Another message of the same conversation leads it by now: what is on screen stays.
  if (asked !== messageId && !(isConversation && messages?.some(({ row, copies }) => row.id === asked || copies.some((copy) => copy.messageId === asked)))) setMessageId(asked);
  const unfolded = isWhole && messages ? withDefaults(chosen.unfolded, messages, chosen.all ? messageId : null) : chosen.unfolded;
  // Seen for the first time in this render: kept, so that reading one does not fold it.
  if (unfolded !== chosen.unfolded) setChosen({ ...chosen, unfolded });

  useEffect(() => { scroller.current?.scrollTo(0, 0); }, [messageId]);
  const subject = isWhole ? conversation?.subject : undefined;
  useEffect(() => { if (subject !== undefined) onSubject?.(subject); }, [subject, onSubject]);
  const isGone = Boolean(isWhole && conversation?.complete && conversation.messages.length === 0);
  useEffect(() => { if (isGone) onGone?.(); }, [isGone, onGone]);

  const onToggle = useCallback((id: MessageId, isOpen: boolean) => {
    choose((old) => ({ unfolded: unfold(old.unfolded, id, isOpen) }));
    // What had the focus goes with the other form of the card.
    requestAnimationFrame(() => { if (scroller.current) cardOf(scroller.current, id)?.querySelector<HTMLElement>(isOpen ? '[aria-expanded], button' : 'button')?.focus({ preventScroll: true }); });
  }, [choose]);
  const onFoldAll = useCallback((fold: boolean) => choose((old) => ({ unfolded: unfoldAll(old.unfolded, !fold) })), [choose]);
  const onSettled = useCallback(() => setSettled(messageId), [messageId]);

  const current = (): MessageId => {
    const focused = scroller.current ? focusedIn(scroller.current) : null;
    if (focused || !isWhole || !messages) return focused ?? messageId;
    const open = messages.filter(({ row, draft }) => !draft && isUnfolded(unfolded, row.id));
    return (open.at(-1) ?? messages.findLast(({ draft }) => !draft) ?? messages.at(-1))?.row.id ?? messageId;
  };
  const flagged = isWhole ? Boolean(messages?.some(({ row }) => row.flags & FLAG.flagged)) : (flags & FLAG.flagged) !== 0;
  const { folderId } = splitMessageId(messageId);
  useImperativeHandle(handle, (): ReaderHandle => ({
    current,
    shown() {
      const here = isWhole && messages ? messages.flatMap(({ row, copies }) => [row.id, ...copies.map((copy) => copy.messageId)]).filter((id) => splitMessageId(id).folderId === folderId) : [];
      return here.length > 0 ? here : [messageId];
    },
    isAt: (id) => asked === id,
    isLoading: () => scroller.current?.querySelector('article[aria-busy=true]') != null,
    isFlagged: () => flagged,
    offers: () => offersOf(book.current, current()),
    step(by) {
      const inside = scroller.current;
      const next = inside && isWhole ? neighbour(inside, focusedIn(inside), by) : null;
      if (!inside || !next) return;
      choose((old) => ({ unfolded: unfold(old.unfolded, next, true) }));
      requestAnimationFrame(() => goTo(inside, next));
    },
    foldAll: onFoldAll,
    print: () => void printAll(offers.current),
    save: () => save(current()),
    headers: () => pane.current?.onHeaders(),
    source: () => pane.current?.onSource(),
    popOut: () => cards.popOut?.(messageId, isWhole),
  }));

  return (
    <ReaderPane messageId={messageId} actions={actions} cards={cards} flagged={flagged} isConversation={isWhole} onBack={onBack} scroller={scroller} offers={offers} book={book} current={current} handle={pane}>
      {!isWhole ? (
        <SingleMessage messageId={messageId} others={conversation ? conversation.total - 1 : 0} onAll={() => choose(() => ({ all: true }))} onFlags={setFlags} onSettled={onSettled} onGone={onGone} onSubject={onSubject} />
      ) : conversation && messages && messages.length > 0 ? (
        <Conversation
          messageId={messageId} isAsked={chosen.all} value={conversation} folderId={folderId} unfolded={unfolded} onToggle={onToggle} onFoldAll={onFoldAll}
          withDeleted={chosen.withDeleted} onWithDeleted={() => choose(() => ({ withDeleted: true }))} scroller={scroller}
        />
      ) : isGone || failure ? <EmptyState hideMark>{isGone || !failure ? t('reader.conversationGone') : failureText(failure)}</EmptyState> : <article className={paneStyles.message} aria-busy="true"><Skeleton heading /></article>}
    </ReaderPane>
  );
}
