/** Who is new, and who wants to be taken for somebody whom the user knows. */
import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../shared/ids.ts';
import { contactWarnings } from './first-contact.ts';

const account = accountId('a');
const at = { accountId: account, messageId: messageId(folderId(account, 'INBOX'), 1, 1), own: ['Me@example.org'] };
const warned = async (address: string, written: readonly string[] = [], seen = false): Promise<string[]> => {
  const people = { known: (one: string) => Promise.resolve(written.includes(one)), seenBefore: () => Promise.resolve(seen) };
  return (await contactWarnings(people, { name: '', address }, at)).map(({ code, params }) => [code, params['like']].filter(Boolean).join(' '));
};

test('somebody who writes for the first time', async () => {
  expect(await warned('pat@example.com')).toEqual(['first-time-sender']);
  expect(await warned('pat@example.com', [], true)).toEqual([]);
});

test('nobody whom the user has written to, nor the user', async () => {
  expect(await warned('Pat@Example.com', ['pat@example.com'])).toEqual([]);
  expect(await warned('me@example.org')).toEqual([]);
  expect(await warned('')).toEqual([]);
});

test('an address that is read like one the user has written to, however often it has written before', async () => {
  for (const seen of [false, true]) expect(await warned('pat@examp1e.com', ['pat@example.com'], seen)).toEqual(['look-alike pat@example.com']);
});
