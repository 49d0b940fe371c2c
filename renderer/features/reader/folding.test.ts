/** Which messages of a conversation are unfolded. */
import { expect, test } from 'vitest';
import type { MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { startOf, withDefaults } from './folding.ts';

const id = (name: string): MessageId => name as MessageId;
const message = (name: string, seen: boolean, draft = false) => ({ row: { id: id(name), flags: seen ? FLAG.seen : 0 } as MessageRow, draft });
const open = (known: ReadonlyMap<MessageId, boolean>): string[] => [...known].filter(([, isOpen]) => isOpen).map(([name]) => name);

test('unread ones and the newest are open, a draft does not count as the newest', () => {
  expect(open(withDefaults(new Map(), [message('a', true), message('b', false), message('c', true), message('d', true), message('e', true, true)], null))).toEqual(['b', 'd']);
});

test('what was asked for is open', () => {
  expect(open(withDefaults(new Map(), [message('a', true), message('b', true)], id('a')))).toEqual(['a', 'b']);
});

test('reading does not fold, what the user folded stays folded, what arrives is open', () => {
  const first = withDefaults(new Map(), [message('a', false), message('b', false)], null);
  const folded = new Map(first).set(id('a'), false);
  expect(withDefaults(folded, [message('a', true), message('b', true)], null)).toBe(folded);
  expect(open(withDefaults(folded, [message('a', true), message('b', true), message('c', false)], null))).toEqual(['b', 'c']);
});

test('reading starts at the first unread, else at what was asked for, else at the newest', () => {
  expect(startOf([message('a', true), message('b', false), message('c', false)], id('a'))).toBe('b');
  expect(startOf([message('a', true), message('b', true)], id('a'))).toBe('a');
  expect(startOf([message('a', true), message('b', true)], id('elsewhere'))).toBe('b');
  expect(startOf([], null)).toBe(null);
});
