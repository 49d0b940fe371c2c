import { describe, expect, test } from 'vitest';
import { imapString, numberSet } from './encode.ts';
import { listPattern } from './list-pattern.ts';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from './modified-utf7.ts';
import { lowerBound, readRanges, resolveSet } from './number-set.ts';
import type { StoredMessage } from '../store/message.ts';

test.each([
  ['Rechnungen/März', 'Rechnungen/M&AOQ-rz'],
  ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
  ['R&D', 'R&-D'],
  ['🐦', '&2D3cJg-'],
])('modified UTF-7: %s', (name, wire) => {
  expect(encodeModifiedUtf7(name)).toBe(wire);
  expect(decodeModifiedUtf7(wire)).toBe(name);
});

test.each(['M&AOQ', 'M\u00e4rz', '&AGE-', '&A-', '&U,BTFw-&ZeVnLIqe-', 'a&b'])('not modified UTF-7: %s', (wire) => {
  expect(decodeModifiedUtf7(wire)).toBeNull();
});

describe('message sets', () => {
  const messages = [2, 3, 5, 9].map((uid) => ({ uid }) as StoredMessage);
  const uids = (set: string, byUid: boolean): number[] => resolveSet(set, messages, byUid).map(({ message }) => message.uid);
  test('by UID', () => {
    expect(uids('1:4', true)).toEqual([2, 3]);
    expect(uids('9:5,2', true)).toEqual([2, 5, 9]);
    expect(uids('*', true)).toEqual([9]);
    expect(uids('100:*', true)).toEqual([9]);
    expect(uids('4', true)).toEqual([]);
  });
  test('by sequence number', () => {
    expect(uids('2:*,1', false)).toEqual([2, 3, 5, 9]);
    expect(() => uids('5', false)).toThrow('Invalid message sequence number');
    expect(() => uids('0', false)).toThrow('begin at 1');
    expect(resolveSet('1:*', [], true)).toEqual([]);
  });
  test.each(['', '1:', 'a', '1:2:3', '1,,2'])('refused: %j', (set) => {
    expect(() => readRanges(set, 5)).toThrow();
  });
  test('there and back', () => {
    expect(numberSet([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10');
    expect(lowerBound(messages, 4)).toBe(2);
  });
});

test('LIST patterns', () => {
  expect(listPattern('', '%')('a/b')).toBe(false);
  expect(listPattern('', '*')('a/b')).toBe(true);
  expect(listPattern('a/', '%')('a/b')).toBe(true);
  expect(listPattern('', 'inbox')('INBOX')).toBe(true);
  expect(listPattern('', 'A')('a')).toBe(false);
  expect(listPattern('', 'a.c')('abc')).toBe(false);
});

test('strings that cannot be quoted become literals', () => {
  expect(imapString('a "b" \\')).toBe('"a \\"b\\" \\\\"');
  expect(imapString('a\tb')).toBe('{3}\r\na\tb');
  expect(imapString('\u00e4')).toBe('{1}\r\n\u00e4');
});
