/** The reading pane around whatever is open: toolbar, scroller, links, dialogs, and what its messages can ask for. */
import { useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import { splitFolderId, splitMessageId, type MessageId } from '../../../shared/ids.ts';
import type { MailtoLink } from '../../../shared/text/mailto.ts';
import { t } from '../../../shared/locales/t.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { HeadersDialog } from './HeadersDialog.tsx';
import { LiveMessage } from './LiveMessage.tsx';
import { letterOfLink } from './letter-of-link.ts';
import { addOffer, type OfferBook } from './message-offers.ts';
import { printPages } from './print/print-frame.ts';
import type { Printable } from './print/print-page.ts';
import { ReaderContext, type ReaderContextValue } from './reader-context.ts';
import type { CardActions, ReaderActions } from './reader-actions.ts';
import { SourceDialog } from './SourceDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useLinks } from './use-links.tsx';
import { useSave } from './use-save.ts';
import styles from './ReaderPane.module.css';

export type PrintOffers = Map<MessageId, () => Promise<Printable>>;

export interface ReaderPaneProps {
  readonly messageId: MessageId;
  readonly actions: ReaderActions;
  readonly cards: CardActions;
  readonly flagged: boolean;
  readonly isConversation: boolean;
  readonly onBack?: (() => void) | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly offers: RefObject<PrintOffers>;
  readonly book: RefObject<OfferBook>;
  /** The message the toolbar speaks of where it means one. */
  readonly current: () => MessageId;
  readonly handle: Ref<PaneHandle>;
  readonly children: ReactNode;
}

/** What the toolbar offers and a key does as well. */
export interface PaneHandle {
  onSource(): void;
  onHeaders(): void;
}

export function ReaderPane({ messageId, actions, cards, flagged, isConversation, onBack, scroller, offers, book, current, handle, children }: ReaderPaneProps) {
  const engine = useEngine();
  const toasts = useToasts();
  const [source, setSource] = useState<MessageId | null>(null);
  const [headers, setHeaders] = useState<MessageId | null>(null);
  const { accountId } = splitFolderId(splitMessageId(messageId).folderId);
  const onOpenLink = useCallback((url: string) => engine.call('app.openLink', { url }), [engine]);
  const onMailto = useCallback((link: MailtoLink) => cards.write(letterOfLink(link, accountId)), [cards, accountId]);
  const { follow, point, guard } = useLinks({ onOpenLink, onMailto });

  const save = useSave();
  const followNow = useRef(follow);
  const shown = useRef({ current, messageId, isConversation });
  useLayoutEffect(() => {
    followNow.current = follow;
    shown.current = { current, messageId, isConversation };
  });
  const value = useMemo<ReaderContextValue>(() => ({
    cards,
    follow: (url, text) => followNow.current(url, text),
    target: point,
    showSource: setSource,
    showHeaders: setHeaders,
    save,
    inside: (id, section) => <LiveMessage messageId={id} section={section} />,
    offerPrint(id, make) {
      offers.current.set(id, make);
      return () => { if (offers.current.get(id) === make) offers.current.delete(id); };
    },
    offer: (id, name, does) => addOffer(book.current, id, name, does),
    print(id) {
      const make = offers.current.get(id);
      if (make) void make().then((page) => printPages([page]));
      else toasts.show({ text: t('reader.openToPrint') });
    },
  }), [cards, offers, book, point, save, toasts]);

  const { popOut } = cards;
  // They keep their identity: the toolbar is drawn anew only when it looks different.
  const pane = useMemo(() => ({
    onSource: () => setSource(shown.current.current()),
    onHeaders: () => setHeaders(shown.current.current()),
    onSave: () => save(shown.current.current()),
    onPrint: () => void printAll(offers.current),
    onPopOut: popOut ? () => popOut(shown.current.messageId, shown.current.isConversation) : null,
  }), [offers, popOut, save]);
  useImperativeHandle(handle, (): PaneHandle => pane, [pane]);
  const dialogs = useMemo(() => (
    <>
      <SourceDialog messageId={source} onClose={() => setSource(null)} />
      <HeadersDialog messageId={headers} onClose={() => setHeaders(null)} onSource={(id) => { setHeaders(null); setSource(id); }} />
    </>
  ), [source, headers]);

  return (
    <ReaderContext value={value}>
      <section aria-label={t('reader.title')} className={styles.pane}>
        <Toolbar actions={actions} flagged={flagged} onBack={onBack} {...pane} />
        <div ref={scroller} className={styles.scroller}>{children}</div>
        {guard}
        {dialogs}
      </section>
    </ReaderContext>
  );
}

/** Everything that is open, in the order shown. */
export async function printAll(offers: PrintOffers): Promise<void> {
  const order = [...document.querySelectorAll<HTMLElement>('[data-message]')].map(({ dataset }) => dataset['message'] ?? '');
  const makes = [...offers].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([, make]) => make());
  if (makes.length > 0) await printPages(await Promise.all(makes));
}
