/** STATUS as servers write it. */
import { expect, test } from 'vitest';
import { Cursor } from './cursor.ts';
import { parseMailboxStatus } from './mailbox.ts';

const parse = (text: string) => {
  const c = new Cursor();
  const bytes = Buffer.from(`${text} (UIDNEXT 9`, 'latin1');
  // What stands behind the response belongs to the next one.
  c.set(bytes, 0, text.length);
  return parseMailboxStatus(c);
};

test('a name as atom, quoted, as literal', () => {
  for (const name of ['Sent', '"Sent"', '{4}\r\nSent']) expect(parse(`${name} (MESSAGES 2 UIDNEXT 3)`)).toMatchObject({ wireName: 'Sent', items: { messages: 2, uidNext: 3 } });
});

test('a name with spaces that was left bare', () => {
  expect(parse('x y (MESSAGES 2 UIDNEXT 3)')).toMatchObject({ wireName: 'x y', items: { messages: 2 } });
  expect(parse('x "y z (MESSAGES 2)')).toMatchObject({ wireName: 'x "y z', items: { messages: 2 } });
  expect(parse('(a) {10} (MESSAGES 2)')).toMatchObject({ wireName: '(a) {10}', items: { messages: 2 } });
});

test('no items at all are unreadable, not empty', () => {
  for (const text of ['Sent', 'Sent MESSAGES 2', '"a b" 2']) expect(parse(text).items).toBeNull();
});
