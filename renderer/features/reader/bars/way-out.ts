/** Which of the ways to leave a list is offered: the one that tells the sender least. */
import type { ListDetails } from '../../../../shared/model/message-details.ts';

export interface WayOut {
  readonly kind: 'one-click' | 'mailto' | 'link';
  readonly url: string;
  /** A signature that counts covers it. */
  readonly isSigned: boolean;
}

/** Null where a message names none. */
export function wayOut({ unsubscribe, oneClick }: ListDetails): WayOut | null {
  // RFC 8058 4: without a signature over the address anybody could have put it there.
  if (oneClick && oneClick.signed !== 'no') return { kind: 'one-click', url: oneClick.url, isSigned: oneClick.signed === 'yes' };
  const letter = unsubscribe.find(({ kind }) => kind === 'mailto');
  if (letter) return { kind: 'mailto', url: letter.url, isSigned: false };
  const page = unsubscribe.find(({ kind }) => kind === 'https') ?? unsubscribe.find(({ kind }) => kind === 'http');
  return page ? { kind: 'link', url: page.url, isSigned: false } : null;
}
