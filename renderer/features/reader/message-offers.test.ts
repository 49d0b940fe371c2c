import { expect, test } from 'vitest';
import { messageId, folderId, accountId } from '../../../shared/ids.ts';
import { addOffer, offersOf, type OfferBook } from './message-offers.ts';

const id = messageId(folderId(accountId('one'), 'INBOX'), 1, 7);
const other = messageId(folderId(accountId('one'), 'INBOX'), 1, 8);

test('a message offers what was said of it, until it is taken back; nothing stays behind', () => {
  const book: OfferBook = new Map();
  const done: string[] = [];
  const close = [addOffer(book, id, 'details', () => done.push('details')), addOffer(book, id, 'loadImages', () => done.push('images'))];
  offersOf(book, id).loadImages?.();
  expect(done).toEqual(['images']);
  expect(offersOf(book, other)).toEqual({});
  for (const each of close) each();
  expect(offersOf(book, id)).toEqual({});
  expect(book.size).toBe(0);
});

test('what is drawn anew before the old one has gone keeps its offer', () => {
  const book: OfferBook = new Map();
  const first = addOffer(book, id, 'unsubscribe', () => undefined);
  const second = (): void => undefined;
  addOffer(book, id, 'unsubscribe', second);
  first();
  expect(offersOf(book, id).unsubscribe).toBe(second);
});
