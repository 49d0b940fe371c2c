import { expect, test } from 'vitest';
import { accountId, folderId, messageId, type MessageId } from '../../../shared/ids.ts';
import { rangeAmong, stretchFor } from './range.ts';

const inbox = folderId(accountId('a'), 'INBOX');
const at = (uid: number): MessageId => messageId(inbox, 1, uid);
/** Newest first, as a server has them by now. */
const list = (newest: number, oldest: number): MessageId[][] => Array.from({ length: newest - oldest + 1 }, (_, place) => [at(newest - place)]);
const asked = (all: readonly MessageId[][], { first, end }: { first: number; end: number }): readonly MessageId[][] => all.slice(first, end);
const ends = (rows: readonly (readonly MessageId[])[] | null): unknown => rows && [rows[0]?.[0], rows.at(-1)?.[0], rows.length];

test('what came above the anchor while it was out of sight is not in the range', () => {
  // The newest was chosen, the list scrolled down by a thousand rows, and three messages came.
  const range = { anchor: { id: at(2000), index: 0 }, to: { id: at(1000), index: 1003 } };
  expect(ends(rangeAmong(asked(list(2003, 1), stretchFor(range)), range))).toEqual([at(2000), at(1000), 1001]);
});

test('what went above the anchor does not push it out of the range', () => {
  const range = { anchor: { id: at(1990), index: 20 }, to: { id: at(1000), index: 990 } };
  expect(ends(rangeAmong(asked(list(1990, 1), stretchFor(range)), range))).toEqual([at(1990), at(1000), 991]);
});

test('upwards to a row that is loaded, and to a place that is not', () => {
  const anchor = { id: at(1), index: 1999 };
  const all = list(2003, 1);
  const loaded = { anchor, to: { id: at(2000), index: 3 } };
  expect(ends(rangeAmong(asked(all, stretchFor(loaded)), loaded))).toEqual([at(2000), at(1), 2000]);
  const first = { anchor, to: { id: null, index: 0 } };
  expect(ends(rangeAmong(asked(all, stretchFor(first)), first))).toEqual([at(2003), at(1), 2003]);
});

test('a row that moved while the stretches came ends the range all the same', () => {
  const range = { anchor: { id: at(30), index: 0 }, to: { id: at(12), index: 20 } };
  expect(ends(rangeAmong(list(30, 10), range))).toEqual([at(30), at(12), 19]);
});

test('an anchor that is gone has no range: nothing else is taken for it', () => {
  const range = { anchor: { id: at(2000), index: 0 }, to: { id: at(1000), index: 999 } };
  expect(rangeAmong(asked(list(1999, 1), stretchFor(range)), range)).toBeNull();
});
