/** What every message in the reader can ask of the pane it is in. */
import { createContext, use, type ReactNode } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { CardActions, OfferName } from './reader-actions.ts';
import type { Printable } from './print/print-page.ts';

export interface ReaderContextValue {
  readonly cards: CardActions;
  /** Follows a link, after asking where its text names another place. */
  follow(url: string, text: string): void;
  /** Shows where the link under the pointer or the focus leads. */
  target(url: string | null): void;
  showSource(id: MessageId): void;
  showHeaders(id: MessageId): void;
  save(id: MessageId): void;
  /** What a message would print, for as long as it is open; the answer takes it back. */
  offerPrint(id: MessageId, make: () => Promise<Printable>): () => void;
  print(id: MessageId): void;
  /** What a message offers of its own, for as long as it does; the answer takes it back. */
  offer(id: MessageId, name: OfferName, does: () => void): () => void;
  /** A message inside a message, drawn as one. */
  inside(id: MessageId, section: string): ReactNode;
}

export const ReaderContext = createContext<ReaderContextValue | null>(null);

export function useReader(): ReaderContextValue {
  const value = use(ReaderContext);
  if (!value) throw new Error('useReader needs a reader above it');
  return value;
}
