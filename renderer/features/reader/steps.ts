/** From message to message of the reader, by the cards on screen. */
import type { MessageId } from '../../../shared/ids.ts';

const cards = (scroller: Element): HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>('[data-message]')];
const idOf = (card: HTMLElement): MessageId => (card.dataset['message'] ?? '') as MessageId;

export const cardOf = (scroller: Element, id: MessageId): HTMLElement | null => cards(scroller).find((card) => idOf(card) === id) ?? null;

/** The message with the focus in it. */
export const focusedIn = (scroller: Element): MessageId | null => {
  const card = scroller.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>('[data-message]') : null;
  return card ? idOf(card) : null;
};

/** The one after (1) or before (-1) the one at; without one, the first that can be seen. */
export function neighbour(scroller: Element, at: MessageId | null, by: 1 | -1): MessageId | null {
  const all = cards(scroller);
  const index = all.findIndex((card) => idOf(card) === at);
  const top = scroller.getBoundingClientRect().top;
  const next = index >= 0 ? all[index + by] : all.find((card) => card.getBoundingClientRect().bottom > top + 1);
  return next ? idOf(next) : null;
}

/** Focuses it and brings its beginning on screen. */
export function goTo(scroller: Element, id: MessageId): void {
  const card = cardOf(scroller, id);
  if (!card) return;
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'start' });
}
