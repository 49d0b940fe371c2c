import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { SearchKey } from '../imap/search-key.ts';
import type { Session } from '../imap/session.ts';
import { withPresentUids } from './find-messages.ts';
import type { OperationBase, Target } from './operation-base.ts';

const account = accountId('a');
const a = '<a@example.org>';
const about = (uidValidity: number, ...targets: Target[]): OperationBase => ({ id: operationId('1'), accountId: account, folderId: folderId(account, 'INBOX'), uidValidity, targets, createdAt: 1, title: 'Flag' });
/** A folder of UIDVALIDITY 2 with these messages. */
const holding = (messages: Readonly<Record<number, string>>): Session => ({
  uidSearch: (key: SearchKey) => Promise.resolve(Object.entries(messages).filter(([, name]) => 'header' in key && key.header.value === name).map(([uid]) => Number(uid))),
}) as Partial<Session> as Session;
const uidsOf = async (operation: OperationBase, session: Session): Promise<number[]> => (await withPresentUids(operation, session, 2)).targets.map(({ uid }) => uid);

test('UIDs are trusted under their own UIDVALIDITY alone', async () => {
  const there = holding({ 5: '<other@example.org>', 9: a });
  expect(await uidsOf(about(2, { uid: 5, messageId: a }), there)).toEqual([5]);
  expect(await uidsOf(about(1, { uid: 5, messageId: a }), there)).toEqual([9]);
});

test('more messages of that name than were meant: none of them is touched', async () => {
  const twins = holding({ 5: a, 9: a });
  await expect(uidsOf(about(1, { uid: 5, messageId: a }), twins)).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
  expect(await uidsOf(about(1, { uid: 5, messageId: a }, { uid: 6, messageId: a }), twins)).toEqual([5, 9]);
});

test('one that has no name cannot be known again: nothing is done to the others either', async () => {
  await expect(uidsOf(about(1, { uid: 5, messageId: a }, { uid: 6, messageId: '' }), holding({ 5: a }))).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
});

test('what was meant for a copy that was never made is not done to the original', async () => {
  await expect(uidsOf(about(0, { uid: 77, messageId: a }), holding({ 5: a }))).rejects.toMatchObject({ failure: { code: 'message-gone' } });
  expect(await uidsOf(about(0, { uid: 0, messageId: a }), holding({ 5: a }))).toEqual([5]);
});

test('those that are gone are left out; if all are, that is said', async () => {
  expect(await uidsOf(about(1, { uid: 5, messageId: a }, { uid: 6, messageId: '<b@example.org>' }), holding({ 9: a }))).toEqual([9]);
  await expect(uidsOf(about(1, { uid: 5, messageId: a }), holding({}))).rejects.toMatchObject({ failure: { code: 'message-gone' } });
});
