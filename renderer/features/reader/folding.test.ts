/** Which messages of a conversation are unfolded. */
import { expect, test } from 'vitest';
import type { MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { startOf, unfold, unfoldAll, withDefaults, type Unfolded } from './folding.ts';

const id = (name: string): MessageId => name as MessageId;
const message = (name: string, seen: boolean, draft = false, subject = name) => ({ row: { id: id(name), flags: seen ? FLAG.seen : 0, subject, date: 1, size: 1, from: [{ name: '', address: 'maya@example.com' }] } as unknown as MessageRow, draft });
const open = (known: Unfolded): string[] => [...known].filter(([, { isOpen }]) => isOpen).map(([name]) => name);

test('unread ones and the newest are open, a draft does not count as the newest', () => {
  expect(open(withDefaults(new Map(), [message('a', true), message('b', false), message('c', true), message('d', true), message('e', true, true)], null))).toEqual(['b', 'd']);
});

test('what was asked for is open', () => {
  expect(open(withDefaults(new Map(), [message('a', true), message('b', true)], id('a')))).toEqual(['a', 'b']);
});

test('reading does not fold, what the user folded stays folded, what arrives is open', () => {
  const first = withDefaults(new Map(), [message('a', false), message('b', false)], null);
  const folded = unfold(first, id('a'), false);
  expect(withDefaults(folded, [message('a', true), message('b', true)], null)).toBe(folded);
  expect(open(withDefaults(folded, [message('a', true), message('b', true), message('c', false)], null))).toEqual(['b', 'c']);
});

test('a message that was moved stays as it was, under another id and back again', () => {
  const before = [message('a@Inbox', true, false, 'a'), message('b', true)];
  const unfolded = unfold(withDefaults(new Map(), before, null), id('a@Inbox'), true);
  const moved = withDefaults(unfolded, [message('a@Archive', true, false, 'a'), message('b', true)], null);
  expect(open(moved)).toEqual(['b', 'a@Archive']);
  const folded = unfold(moved, id('a@Archive'), false);
  expect(open(withDefaults(folded, before, null))).toEqual(['b']);
});

test('one that looks like another beside it is not taken for it', () => {
  const first = withDefaults(new Map(), [message('a', false, false, 'same'), message('z', true)], null);
  expect(open(withDefaults(first, [message('a', true, false, 'same'), message('twin', true, false, 'same'), message('z', true)], null))).toEqual(['a', 'z']);
});

test('all at once', () => {
  const first = withDefaults(new Map(), [message('a', true), message('b', true)], null);
  expect([open(unfoldAll(first, true)), open(unfoldAll(first, false))]).toEqual([['a', 'b'], []]);
});

test('reading starts at the first unread, else at what was asked for, else at the newest', () => {
  expect(startOf([message('a', true), message('b', false), message('c', false)], id('a'))).toBe('b');
  expect(startOf([message('a', true), message('b', true)], id('a'))).toBe('a');
  expect(startOf([message('a', true), message('b', true)], id('elsewhere'))).toBe('b');
  expect(startOf([], null)).toBe(null);
});
