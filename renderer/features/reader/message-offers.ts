/** What an open message offers of its own, which not every message has: its buttons say so here, for the keys and the palette. */
import { createContext, use, useLayoutEffect, useRef } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { MessageOffers, OfferName } from './reader-actions.ts';

/** By message, only while it is drawn. */
export type OfferBook = Map<MessageId, Partial<Record<OfferName, () => void>>>;

/** The answer takes it back. */
export function addOffer(book: OfferBook, id: MessageId, name: OfferName, does: () => void): () => void {
  book.set(id, { ...book.get(id), [name]: does });
  return () => {
    const { [name]: mine, ...rest } = book.get(id) ?? {};
    if (mine !== does) return;
    if (Object.keys(rest).length > 0) book.set(id, rest);
    else book.delete(id);
  };
}

export const offersOf = (book: OfferBook, id: MessageId): MessageOffers => book.get(id) ?? {};

/** Of the message around it. Null in a message inside a message: keys mean the one that was opened. */
export const OfferContext = createContext<((name: OfferName, does: () => void) => () => void) | null>(null);

/** `does`: null while there is nothing to do. */
export function useOffer(name: OfferName, does: (() => void) | null): void {
  const offer = use(OfferContext);
  const newest = useRef(does);
  useLayoutEffect(() => { newest.current = does; });
  const isOffered = does !== null;
  // With the button, not after it: whoever sees that may press the key.
  useLayoutEffect(() => (isOffered ? offer?.(name, () => newest.current?.()) : undefined), [offer, name, isOffered]);
}
