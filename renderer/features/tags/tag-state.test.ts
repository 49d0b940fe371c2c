import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../../shared/ids.ts';
import { isKept, serverKeywords, tagState, toggled, withChange } from './tag-state.ts';

const account = accountId('a');
const message = (uid: number, ...keywords: string[]) => ({ id: messageId(folderId(account, 'INBOX'), 1, uid), keywords });
const ability = (newKeywords: boolean | null, ...keywords: string[]) => ({ accountId: account, quota: [], newKeywords, keywords, folders: [] });

test('on all, on some, on none, whatever the case', () => {
  expect(tagState([message(1, '$Label1'), message(2, '$label1')], '$label1')).toBe('all');
  expect(tagState([message(1, '$label1'), message(2)], '$label1')).toBe('some');
  expect(tagState([message(1)], '$label1')).toBe('none');
});

test('a mixed one is put on the rest, and only those are named; the next press takes it off all', () => {
  const messages = [message(1, 'Trip'), message(2, 'other')];
  const first = toggled(messages, 'trip');
  expect(first).toEqual({ messageIds: [messages[1]!.id], add: ['trip'], remove: [] });
  const then = withChange(messages, first);
  expect(tagState(then, 'trip')).toBe('all');
  expect(then[1]!.keywords).toEqual(['other', 'trip']);
  const second = toggled(then, 'trip');
  expect(second).toEqual({ messageIds: messages.map(({ id }) => id), add: [], remove: ['trip'] });
  expect(withChange(then, second).map(({ keywords }) => keywords)).toEqual([[], ['other']]);
});

test('where the server keeps no new ones, those it has can be used', () => {
  const messages = [message(1)];
  expect(isKept(messages, null, [ability(false, '$label1')])).toBe(false);
  expect(isKept(messages, '$LABEL1', [ability(false, '$label1')])).toBe(true);
  expect(isKept(messages, 'new', [ability(null)])).toBe(true);
  expect(isKept(messages, 'new', [{ ...ability(false), accountId: accountId('b') }])).toBe(true);
  expect(serverKeywords(messages, [ability(true, 'x'), { ...ability(true, 'y'), accountId: accountId('b') }])).toEqual(['x']);
});
