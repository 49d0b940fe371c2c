import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { selectOnly } from '../features/message-list/selection.ts';
import { findReturned, followArrived } from './returned.ts';

const INBOX = folderId(accountId('ann'), 'INBOX');
const row = (uid: number, subject: string): MessageRow => ({ id: messageId(INBOX, 1, uid), folderId: INBOX, from: [{ name: '', address: 'b@example.org' }], to: [], subject, date: 1000, size: 10, flags: 0, keywords: [], hasAttachment: false, preview: null });

test('a message that is simply shown again is selected again', () => {
  const old = row(1, 'Lunch');
  expect(findReturned([old], selectOnly(old), [old])).toEqual(selectOnly(old));
});

test('a message that came back under another UID is found by what it is', () => {
  const old = row(1, 'Lunch');
  const back = row(9, 'Lunch');
  expect(findReturned([row(8, 'Other'), back], selectOnly(old), [old])).toEqual(selectOnly(back));
});

test('nothing is selected as long as it is not back', () => {
  const old = row(1, 'Lunch');
  expect(findReturned([row(8, 'Other')], selectOnly(old), [old])).toBeNull();
});

test('of several those that are back', () => {
  const [one, two] = [row(1, 'One'), row(2, 'Two')] as const;
  const back = row(9, 'Two');
  expect(findReturned([back], { ids: new Set([one.id, two.id]), rows: 2, anchor: one.id, lead: two.id }, [one, two])).toEqual({ ids: new Set([back.id]), rows: 1, anchor: null, lead: back.id });
});

test('what was on its way and has arrived under its own id stays selected', () => {
  const [other, guest] = [row(8, 'Other'), row(1, 'Lunch')] as const;
  const back = row(9, 'Lunch');
  expect(followArrived(selectOnly(guest), [other, guest], [other, back])).toEqual(selectOnly(back));
});

test('a message that is gone is not taken for another that was there all along', () => {
  const [one, twin] = [row(1, 'Lunch'), row(2, 'Lunch')] as const;
  const before = selectOnly(one);
  expect(followArrived(before, [one, twin], [twin])).toBe(before);
});
