/** PLAIN's one message, and the choice of a way to log in. */
import { expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import { chooseLogin } from './choose.ts';
import { plainMessage } from './plain.ts';

test('PLAIN (RFC 4616 4)', () => {
  expect(plainMessage('tim', 'tanstaaftanstaaf').toString('latin1')).toBe('\0tim\0tanstaaftanstaaf');
  expect(plainMessage('jürgen', 'p\r\nä').toString('utf8')).toBe('\0jürgen\0p\r\nä');
  for (const [user, password] of [['a\0b', 'x'], ['a', 'x\0'], ['', 'x']] as const) expect(() => plainMessage(user, password)).toThrow(FailureError);
});

test('PLAIN before the login command; neither is null', () => {
  expect(chooseLogin(['CRAM-MD5', 'plain'], true)).toBe('PLAIN');
  expect(chooseLogin(['PLAIN-CLIENTTOKEN'], true)).toBe('login');
  expect(chooseLogin(['XOAUTH2'], false)).toBeNull();
});
